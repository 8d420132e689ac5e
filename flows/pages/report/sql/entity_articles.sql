-- Articles that it is in, those first that are most about it.
WITH selected AS (
    SELECT article_id, publisher, url, headline, published_date
    FROM current_articles
    WHERE true -- selection
)
SELECT
    s.published_date AS date,
    s.publisher,
    s.url,
    s.headline,
    ae.salience,
    ae.n_mentions AS mentions,
    s.article_id
FROM article_entities AS ae
JOIN selected AS s USING (article_id)
JOIN links_of_articles AS l USING (article_id, entity_id)
WHERE l.canonical_id = $entity
ORDER BY ae.salience DESC, s.published_date DESC NULLS LAST, s.article_id, ae.entity_id
LIMIT $rows
