-- The path of the words: each article that has them, the first one first, with the words as it has them.
WITH selected AS (
    SELECT article_id
    FROM articles
    WHERE pub_status = 'usable'
        AND true -- selection
)
SELECT
    r.repeat_id,
    a.published_date AS date,
    a.publisher,
    a.url,
    a.headline,
    q.speaker_name AS speaker,
    q.words,
    q.kind,
    r.similarity,
    q.quote_id,
    q.article_id
FROM quote_repeats AS r
JOIN quotes AS q USING (quote_id)
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN selected USING (article_id)
JOIN articles AS a USING (article_id)
WHERE r.repeat_id = $repeat_id AND q.section IN ('headline', 'body', 'caption')
ORDER BY a.published_date NULLS LAST, a.published_at NULLS LAST, q.quote_id
LIMIT $rows
