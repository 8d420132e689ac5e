-- How many articles have a touched entity of the corpus under more than one entity_id, counted once for each further one.
WITH shared AS (
    SELECT canonical_id
    FROM entity_links SEMI JOIN touched_canonicals USING (canonical_id)
    GROUP BY canonical_id HAVING min(entity_id) < max(entity_id)
),
links AS MATERIALIZED (
    SELECT * FROM entity_links
    SEMI JOIN (FROM entity_links SEMI JOIN shared USING (canonical_id)) USING (entity_id, published_month)
),
of_months AS (
    SELECT * FROM links WHERE article_id IS NULL
),
of_articles AS (
    SELECT * FROM links WHERE article_id IS NOT NULL
),
named AS (
    SELECT l.canonical_id, l.rule, ae.article_id, ae.entity_id, ae.kind, ae.name, ae.aliases
    FROM article_entities AS ae
    JOIN of_months AS l USING (entity_id, published_month)
    ANTI JOIN of_articles AS own
        ON own.entity_id = ae.entity_id AND own.published_month = ae.published_month AND own.article_id = ae.article_id
    SEMI JOIN shared AS t ON t.canonical_id = l.canonical_id
    UNION ALL
    SELECT l.canonical_id, l.rule, ae.article_id, ae.entity_id, ae.kind, ae.name, ae.aliases
    FROM article_entities AS ae
    JOIN of_articles AS l USING (entity_id, published_month, article_id)
    SEMI JOIN shared AS t ON t.canonical_id = l.canonical_id
)
SELECT canonical_id, count(*) - count(DISTINCT article_id) AS n
FROM named GROUP BY canonical_id
