-- One row for each entity of the corpus that a load touches. It is called as the seeds or the alias table have it, else
-- by the name that most articles use in full.
WITH linked AS (
    SELECT DISTINCT entity_id FROM entity_links SEMI JOIN touched_canonicals USING (canonical_id)
),
named AS (
    SELECT
        coalesce(own.canonical_id, month.canonical_id) AS canonical_id,
        coalesce(own.rule, month.rule) IN ('surname', 'surname_described', 'acronym', 'initials', 'short_form') AS partial,
        ae.article_id,
        ae.kind,
        ae.name,
        ae.aliases,
        a.published_date
    FROM article_entities AS ae
    SEMI JOIN linked USING (entity_id)
    JOIN articles AS a USING (article_id)
    LEFT JOIN entity_links AS own
        ON own.entity_id = ae.entity_id
        AND own.published_month = ae.published_month
        AND own.article_id = ae.article_id
    LEFT JOIN entity_links AS month
        ON month.entity_id = ae.entity_id
        AND month.published_month = ae.published_month
        AND month.article_id IS NULL
),
touched AS (
    SELECT * FROM named SEMI JOIN touched_canonicals USING (canonical_id)
),
names AS (
    SELECT canonical_id, name, min(partial) AS partial, count(*) AS n
    FROM touched GROUP BY canonical_id, name
),
commonest AS (
    SELECT canonical_id, first(name ORDER BY partial, n DESC, name) AS name
    FROM names GROUP BY canonical_id
),
kinds AS (
    SELECT canonical_id, first(kind ORDER BY n DESC, kind) AS kind
    FROM (SELECT canonical_id, kind, count(*) AS n FROM touched GROUP BY canonical_id, kind)
    GROUP BY canonical_id
),
called AS (
    SELECT
        canonical_id,
        coalesce(k.name, c.name) AS name,
        coalesce(k.kind, kinds.kind) AS kind,
        k.external_id
    FROM commonest AS c JOIN kinds USING (canonical_id) LEFT JOIN known_beforehand AS k USING (canonical_id)
),
other AS (
    SELECT DISTINCT canonical_id, unnest(list_append(aliases, name)) AS alias
    FROM touched
),
aliases AS (
    SELECT canonical_id, list(alias ORDER BY alias) AS aliases
    FROM other ANTI JOIN called ON other.canonical_id = called.canonical_id AND other.alias = called.name
    GROUP BY canonical_id
),
counted AS (
    SELECT
        canonical_id,
        count(DISTINCT article_id)::INTEGER AS n_articles,
        min(published_date) AS first_seen,
        max(published_date) AS last_seen
    FROM touched GROUP BY canonical_id
)
SELECT
    canonical_id,
    name,
    kind,
    coalesce(aliases, []) AS aliases,
    external_id,
    n_articles,
    first_seen,
    last_seen
FROM called JOIN counted USING (canonical_id) LEFT JOIN aliases USING (canonical_id)
