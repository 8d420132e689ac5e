-- Which entity of the corpus each article's entity is: entity_links for the article where there is one, else for its
-- month.
SELECT
    ae.article_id,
    ae.entity_id,
    coalesce(own.canonical_id, month.canonical_id) AS canonical_id,
    coalesce(own.rule, month.rule) AS rule,
    coalesce(own.confidence, month.confidence) AS confidence
FROM article_entities AS ae
LEFT JOIN entity_links AS own
    ON own.entity_id = ae.entity_id
    AND own.published_month = ae.published_month
    AND own.article_id = ae.article_id
LEFT JOIN entity_links AS month
    ON month.entity_id = ae.entity_id
    AND month.published_month = ae.published_month
    AND month.article_id IS NULL
