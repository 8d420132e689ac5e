-- Attention over time: articles by time of publication that have one of the people and organisations in most of them.
-- Articles without a date are left out.
WITH selected AS (
    SELECT article_id, published_date
    FROM current_articles
    WHERE published_date IS NOT NULL
        AND true -- selection
),
had AS (
    SELECT DISTINCT e.name, e.canonical_id, s.article_id, s.published_date
    FROM links_of_articles AS l
    JOIN selected AS s USING (article_id)
    JOIN entities AS e USING (canonical_id)
    WHERE e.kind IN ('PERSON', 'ORG')
),
ranked AS (
    SELECT canonical_id, count(*) AS articles
    FROM had
    GROUP BY canonical_id
    HAVING count(*) > 1
    ORDER BY articles DESC, canonical_id
    LIMIT $rows
)
SELECT
    date_trunc($grain, h.published_date)::DATE AS since,
    h.name,
    h.canonical_id,
    r.articles AS all_articles,
    count(*) AS articles
FROM had AS h
JOIN ranked AS r USING (canonical_id)
GROUP BY since, h.name, h.canonical_id, r.articles
ORDER BY since, all_articles DESC, h.canonical_id
