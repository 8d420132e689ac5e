-- One row for each entity of the corpus. First version: identity by entity_id, the hash of kind and fullest name.
WITH named AS (
    SELECT entity_id, kind, name, aliases, published_date
    FROM article_entities SEMI JOIN touched_entities USING (entity_id)
    JOIN articles USING (article_id)
),
ranked AS (
    SELECT entity_id, name, count(*) AS n_articles
    FROM named GROUP BY entity_id, name
),
commonest AS (
    SELECT entity_id, first(name ORDER BY n_articles DESC, name) AS name
    FROM ranked GROUP BY entity_id
),
other AS (
    SELECT entity_id, unnest(list_append(aliases, name)) AS alias
    FROM named
),
aliases AS (
    SELECT entity_id, list(DISTINCT alias ORDER BY alias) AS aliases
    FROM other ANTI JOIN commonest ON other.entity_id = commonest.entity_id AND other.alias = commonest.name
    GROUP BY entity_id
),
counted AS (
    SELECT
        entity_id,
        min(kind) AS kind,
        count(*)::INTEGER AS n_articles,
        min(published_date) AS first_seen,
        max(published_date) AS last_seen
    FROM named GROUP BY entity_id
)
SELECT
    entity_id AS canonical_id,
    name,
    kind,
    coalesce(aliases, []) AS aliases,
    NULL::VARCHAR AS external_id,
    n_articles,
    first_seen,
    last_seen
FROM counted JOIN commonest USING (entity_id) LEFT JOIN aliases USING (entity_id)
