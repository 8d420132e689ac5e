-- What this speaker speaks about: names that the quotes mention, by name, description or pronoun, in two texts or more;
-- copies of one text count once. Those come first that many of its texts have, and few of all articles (tf-idf). Days,
-- numbers and the like are left out.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    q.about,
    q.about_id,
    q.about_kind AS kind,
    count(DISTINCT q.quote_id) AS quotes,
    count(DISTINCT coalesce(c.group_id, q.article_id)) AS texts,
    min(q.date) AS first_said,
    max(q.date) AS last_said
FROM quotes_about AS q
JOIN selected USING (article_id)
JOIN entities AS e ON e.canonical_id = q.about_id
LEFT JOIN article_copies AS c USING (article_id)
WHERE q.speaker_id = $entity
    AND q.about_kind IN ('PERSON', 'NORP', 'ORG', 'GPE', 'LOC', 'FAC', 'EVENT', 'LAW', 'PRODUCT', 'WORK_OF_ART')
GROUP BY q.about, q.about_id, q.about_kind, e.n_articles
HAVING count(DISTINCT coalesce(c.group_id, q.article_id)) > 1
ORDER BY
    round(texts * ln(1 + (SELECT count(*) FROM selected) / e.n_articles), 3) DESC,
    quotes DESC,
    q.about,
    q.about_id
LIMIT $rows
