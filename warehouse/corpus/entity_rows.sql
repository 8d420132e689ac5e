-- The article entities of the corpus entities that a load touches: one row for each name and kind that articles give
-- them, with how many give it and when.
WITH links AS MATERIALIZED (
    SELECT * FROM entity_links
    SEMI JOIN (FROM entity_links SEMI JOIN touched_canonicals USING (canonical_id)) USING (entity_id, published_month)
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
    SEMI JOIN touched_canonicals AS t ON t.canonical_id = l.canonical_id
    UNION ALL
    SELECT l.canonical_id, l.rule, ae.article_id, ae.entity_id, ae.kind, ae.name, ae.aliases
    FROM article_entities AS ae
    JOIN of_articles AS l USING (entity_id, published_month, article_id)
    SEMI JOIN touched_canonicals AS t ON t.canonical_id = l.canonical_id
)
SELECT
    canonical_id,
    rule IN ('surname', 'surname_described', 'acronym', 'initials', 'institution', 'short_form', 'kind_slip', 'surname_slip') AS partial,
    kind,
    name,
    aliases,
    count(*) AS n,
    min(published_date) AS first_seen,
    max(published_date) AS last_seen
FROM named JOIN (SELECT article_id, published_date FROM articles) USING (article_id)
GROUP BY ALL
