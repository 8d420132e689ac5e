-- An entity: its names, and its share of the selected articles.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    e.canonical_id,
    e.name,
    e.kind,
    e.aliases,
    e.external_id,
    count(DISTINCT s.article_id) AS articles,
    (SELECT count(*) FROM selected) AS all_articles
FROM entities AS e
JOIN links_of_articles AS l USING (canonical_id)
JOIN selected AS s USING (article_id)
WHERE e.canonical_id = $entity
GROUP BY ALL
