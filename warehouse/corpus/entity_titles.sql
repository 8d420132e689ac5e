-- What articles call the touched persons of the corpus, and when; spellings of one title are one, called as most have it.
WITH links AS MATERIALIZED (
    SELECT * FROM entity_links
    SEMI JOIN (FROM entity_links SEMI JOIN touched_canonicals USING (canonical_id)) USING (entity_id, published_month)
),
titled AS (
    SELECT coalesce(own.canonical_id, months.canonical_id) AS canonical_id, ae.article_id, ae.title, ae.affiliation
    FROM article_entities AS ae
    JOIN (FROM links WHERE article_id IS NULL) AS months USING (entity_id, published_month)
    LEFT JOIN (FROM links WHERE article_id IS NOT NULL) AS own
        ON own.entity_id = ae.entity_id AND own.published_month = ae.published_month AND own.article_id = ae.article_id
    WHERE ae.kind = 'PERSON' AND ae.title IS NOT NULL AND lower(ae.title) NOT IN (SELECT title FROM honorifics)
),
spelt AS (
    SELECT
        canonical_id,
        lower(title) AS spelling,
        coalesce(lower(affiliation), '') AS body,
        title,
        affiliation,
        count(DISTINCT article_id) AS n,
        min(published_date) AS first_seen,
        max(published_date) AS last_seen
    FROM titled
    JOIN (SELECT article_id, published_date FROM articles) USING (article_id)
    SEMI JOIN touched_canonicals USING (canonical_id)
    GROUP BY ALL
)
SELECT
    canonical_id,
    first(title ORDER BY n DESC, title) AS title,
    first(affiliation ORDER BY n DESC, affiliation) AS affiliation,
    min(first_seen) AS first_seen,
    max(last_seen) AS last_seen,
    sum(n)::INTEGER AS n_articles
FROM spelt
GROUP BY canonical_id, spelling, body
