-- Where the articles happen: places of the corpus by how many articles have them as a likely scene, one article for each
-- group of equal bodies.
SELECT
    p.canonical_id,
    e.name,
    p.country,
    p.admin1,
    p.latitude,
    p.longitude,
    p.precision,
    p.population,
    p.external_id,
    count(DISTINCT ap.article_id) AS n_articles,
    min(a.published_date) AS first_seen,
    max(a.published_date) AS last_seen
FROM article_places AS ap
JOIN current_articles AS a USING (article_id)
JOIN links_of_articles AS l ON l.article_id = ap.article_id AND l.entity_id = ap.entity_id
JOIN places AS p ON p.canonical_id = l.canonical_id
JOIN entities AS e ON e.canonical_id = p.canonical_id
WHERE ap.score >= 0.35
GROUP BY ALL
ORDER BY n_articles DESC, e.name, p.canonical_id
