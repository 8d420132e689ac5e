-- Where the articles happen: places that an article's own words make a likely scene of what it tells (a score of .35 or
-- more in article_places), by the articles that have them; of the spot, what it is the middle of.
WITH selected AS (
    SELECT article_id, published_date
    FROM current_articles
    WHERE true -- selection
)
SELECT
    p.canonical_id,
    e.name AS place,
    p.country,
    p.admin1,
    p.latitude,
    p.longitude,
    p.precision,
    p.external_id,
    count(DISTINCT s.article_id) AS articles,
    min(s.published_date) AS first_seen,
    max(s.published_date) AS last_seen
FROM article_places AS ap
JOIN selected AS s USING (article_id)
JOIN links_of_articles AS l ON l.article_id = ap.article_id AND l.entity_id = ap.entity_id
JOIN places AS p ON p.canonical_id = l.canonical_id
JOIN entities AS e ON e.canonical_id = p.canonical_id
WHERE ap.score >= 0.35
GROUP BY ALL
ORDER BY articles DESC, place, p.canonical_id
LIMIT $rows
