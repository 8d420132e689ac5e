-- Which entity of the corpus an article's entity is. First version: the same kind and fullest name is the same entity,
-- in every month. The confidence is an assumption until linking is measured.
SELECT DISTINCT
    entity_id,
    published_month,
    NULL::VARCHAR AS article_id,
    entity_id AS canonical_id,
    'same_name' AS rule,
    0.9::DOUBLE AS confidence
FROM article_entities SEMI JOIN touched_entities USING (entity_id)
