-- severity: blocking
-- Every entity of an article is linked to an entity of the corpus, and no link points elsewhere.
SELECT 'article_entities' AS table_name, article_id, entity_id AS key
FROM article_entities AS ae
WHERE load_id = $load_id
    AND NOT EXISTS (
        FROM entity_links AS l JOIN entities USING (canonical_id)
        WHERE l.entity_id = ae.entity_id
            AND l.published_month = ae.published_month
            AND coalesce(l.article_id, ae.article_id) = ae.article_id
    )
UNION ALL
SELECT 'entity_links', article_id, entity_id
FROM entity_links ANTI JOIN entities USING (canonical_id)
