-- Figures that contradict each other: the same thing counted or measured, its unit and days the same, and intervals that
-- have no number in common, in two articles, or in one that names two claimants for them. Only what is asserted as a
-- level counts, with the self-checks passed; a pair stands once, the earlier article first. The same thing is: what has
-- one owner; what is of one topic (figure_topics: people killed, deaths, a death toll) or, without an owner, counts one
-- noun with one predicate (300 houses burned), and is in one place, or in one article by two claimants where no two
-- places are named. A figure with none of these is compared with none. A topic's figures hold on one day: that of a
-- longer period is the day of publication, as tolls rise.
WITH claims AS MATERIALIZED (
    SELECT
        t.*,
        coalesce(t.low, '-infinity'::DOUBLE) AS at_least,
        coalesce(t.high, 'infinity'::DOUBLE) AS at_most,
        CASE WHEN t.topic IS NULL THEN t.kind END AS kind_asked,
        CASE WHEN t.topic IS NULL THEN t.unit END AS unit_asked,
        CASE WHEN t.topic IS NULL OR t.day = t.last_day THEN t.day ELSE t.published_date END AS from_day,
        CASE WHEN t.topic IS NULL OR t.day = t.last_day THEN t.last_day ELSE t.published_date END AS to_day,
        coalesce(t.place_id, CASE WHEN owner.kind IN ('GPE', 'LOC', 'FAC') THEN t.owner_id END) AS locus,
        CASE
            WHEN t.topic IS NOT NULL THEN t.topic
            WHEN t.owner_id IS NULL AND t.predicate NOT IN ('be', 'have', 'do', 'say', 'make', 'take', 'get')
                THEN t.predicate
        END AS matter
    FROM figure_over_time AS t
    JOIN figures AS f USING (figure_id)
    LEFT JOIN entities AS owner ON owner.canonical_id = t.owner_id
    WHERE
        t.modality = 'asserted'
        AND t.role IN ('level', 'to', 'whole')
        AND t.day IS NOT NULL
        AND (t.low IS NOT NULL OR t.high IS NOT NULL)
        AND len(f.checks_failed) = 0
),

keyed AS (
    SELECT *, 'owner' AS alike, owner_id AS key FROM claims WHERE owner_id IS NOT NULL
    UNION ALL
    SELECT *, 'place', matter || ' ' || locus FROM claims WHERE matter IS NOT NULL AND locus IS NOT NULL
    UNION ALL
    SELECT *, 'article', matter || ' ' || article_id FROM claims WHERE matter IS NOT NULL AND claimant_id IS NOT NULL
),

pairs AS (
    SELECT DISTINCT a.figure_id AS figure_a, b.figure_id AS figure_b
    FROM keyed AS a
    JOIN keyed AS b
        ON a.alike = b.alike
        AND a.key = b.key
        AND a.about = b.about
        AND a.kind_asked IS NOT DISTINCT FROM b.kind_asked
        AND a.unit_asked IS NOT DISTINCT FROM b.unit_asked
        AND a.per_unit IS NOT DISTINCT FROM b.per_unit
        AND a.from_day <= b.to_day
        AND b.from_day <= a.to_day
        AND (a.at_most < b.at_least OR b.at_most < a.at_least)
        AND (a.article_id <> b.article_id OR a.claimant_id <> b.claimant_id)
        AND (coalesce(a.published_date, 'infinity'::DATE), a.figure_id)
            < (coalesce(b.published_date, 'infinity'::DATE), b.figure_id)
    WHERE
        CASE a.alike
            WHEN 'owner' THEN a.place_id IS NULL OR b.place_id IS NULL OR a.place_id = b.place_id
            WHEN 'article' THEN a.claimant_id <> b.claimant_id AND (a.locus IS NULL OR b.locus IS NULL)
            ELSE true
        END
)

SELECT
    a.about,
    CASE WHEN a.owner_id = b.owner_id THEN a.owner END AS owner,
    CASE WHEN a.owner_id = b.owner_id THEN a.owner_id END AS owner_id,
    a.unit,
    a.per_unit,
    place.name AS place,
    greatest(a.from_day, b.from_day) AS day,
    least(a.to_day, b.to_day) AS last_day,
    a.claimant AS claimant_a,
    a.text AS text_a,
    a.low AS low_a,
    a.high AS high_a,
    a.publisher AS publisher_a,
    a.published_date AS published_a,
    a.url AS url_a,
    b.claimant AS claimant_b,
    b.text AS text_b,
    b.low AS low_b,
    b.high AS high_b,
    b.publisher AS publisher_b,
    b.published_date AS published_b,
    b.url AS url_b,
    CASE WHEN a.at_most < b.at_least THEN b.at_least - a.at_most ELSE a.at_least - b.at_most END AS gap,
    least(a.confidence, b.confidence) AS confidence,
    a.figure_id AS figure_a,
    b.figure_id AS figure_b,
    a.article_id AS article_a,
    b.article_id AS article_b
FROM pairs
JOIN claims AS a ON a.figure_id = pairs.figure_a
JOIN claims AS b ON b.figure_id = pairs.figure_b
LEFT JOIN entities AS place ON place.canonical_id = coalesce(a.locus, b.locus)
ORDER BY gap DESC, a.about, a.figure_id, b.figure_id
