-- One row for each entity of the corpus that a load touches. It is called as the seeds or the alias table have it, else
-- by the name that most articles use in full.
WITH called AS (
    SELECT canonical_id, first(name ORDER BY partial, n DESC, name) AS name
    FROM (SELECT canonical_id, name, min(partial) AS partial, sum(n) AS n FROM entity_rows GROUP BY canonical_id, name)
    GROUP BY canonical_id
),
kinds AS (
    SELECT canonical_id, first(kind ORDER BY n DESC, kind) AS kind
    FROM (SELECT canonical_id, kind, sum(n) AS n FROM entity_rows GROUP BY canonical_id, kind)
    GROUP BY canonical_id
),
commonest AS (
    SELECT
        canonical_id,
        coalesce(known.name, called.name) AS name,
        coalesce(known.kind, kinds.kind) AS kind,
        known.external_id
    FROM called JOIN kinds USING (canonical_id) LEFT JOIN known_beforehand AS known USING (canonical_id)
),
spelt AS (
    SELECT DISTINCT canonical_id, unnest(list_append(aliases, name)) AS alias
    FROM (SELECT DISTINCT canonical_id, aliases, name FROM entity_rows)
),
aliases AS (
    SELECT canonical_id, list(alias ORDER BY alias) AS aliases
    FROM spelt ANTI JOIN commonest ON spelt.canonical_id = commonest.canonical_id AND spelt.alias = commonest.name
    GROUP BY canonical_id
),
seen AS (
    SELECT canonical_id, sum(n) AS n, min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM entity_rows GROUP BY canonical_id
)
SELECT
    canonical_id,
    name,
    kind,
    coalesce(aliases, []) AS aliases,
    external_id,
    (seen.n - coalesce(several.n, 0))::INTEGER AS n_articles,
    first_seen,
    last_seen
FROM commonest JOIN seen USING (canonical_id)
LEFT JOIN aliases USING (canonical_id)
LEFT JOIN entity_repeats AS several USING (canonical_id)
