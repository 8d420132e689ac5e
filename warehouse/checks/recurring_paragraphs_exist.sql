-- severity: blocking
-- Every recurring paragraph is a paragraph of body text of a stored article; of the same words one stands first.
SELECT r.words_id, r.article_id, r.paragraph
FROM recurring_paragraphs AS r
ANTI JOIN (FROM paragraphs WHERE section = 'body') AS p USING (article_id, paragraph)
UNION ALL
SELECT words_id, min(article_id), NULL
FROM recurring_paragraphs
GROUP BY words_id HAVING count(*) FILTER (is_first) <> 1
