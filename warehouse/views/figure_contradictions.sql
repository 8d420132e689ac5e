-- Figures that contradict each other: the same thing counted or measured (noun or attribute, unit, owner, place) for
-- overlapping days, and intervals that have no number in common, in two articles, or in one that names two claimants for
-- them. Only what is asserted as a level counts, with the self-checks passed; a pair stands once, the earlier article
-- first. A figure without an owner is compared with none; a place is compared where both figures have one.
WITH claims AS (
    SELECT
        t.*,
        coalesce(t.low, '-infinity'::DOUBLE) AS at_least,
        coalesce(t.high, 'infinity'::DOUBLE) AS at_most
    FROM figure_over_time AS t
    JOIN figures AS f USING (figure_id)
    WHERE
        t.modality = 'asserted'
        AND t.role IN ('level', 'to', 'whole')
        AND t.owner_id IS NOT NULL
        AND t.day IS NOT NULL
        AND (t.low IS NOT NULL OR t.high IS NOT NULL)
        AND len(f.checks_failed) = 0
)
SELECT
    a.about,
    a.owner,
    a.owner_id,
    a.unit,
    a.per_unit,
    greatest(a.day, b.day) AS day,
    least(a.last_day, b.last_day) AS last_day,
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
FROM claims AS a
JOIN claims AS b
    ON a.about = b.about
    AND a.owner_id = b.owner_id
    AND a.kind = b.kind
    AND a.unit IS NOT DISTINCT FROM b.unit
    AND a.per_unit IS NOT DISTINCT FROM b.per_unit
    AND (a.article_id <> b.article_id OR a.claimant_id <> b.claimant_id)
    AND (a.place_id IS NULL OR b.place_id IS NULL OR a.place_id = b.place_id)
    AND (coalesce(a.published_date, 'infinity'::DATE), a.figure_id)
        < (coalesce(b.published_date, 'infinity'::DATE), b.figure_id)
    AND a.day <= b.last_day
    AND b.day <= a.last_day
WHERE a.at_most < b.at_least OR b.at_most < a.at_least
ORDER BY gap DESC, a.about, a.figure_id, b.figure_id
