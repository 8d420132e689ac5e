-- Numbers that this speaker gave for the same thing, the same owner and place, more than once and not alike: each time, with
-- the one before. Forecasts are compared with forecasts alone; figures that were read rightly with a chance of less than
-- 0.5 are left out.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
claimed AS (
    SELECT
        t.about,
        t.topic,
        lower(f.counted) AS counted,
        t.owner,
        t.owner_id,
        t.place_id,
        e.name AS place,
        t.kind,
        t.unit,
        t.per_unit,
        t.modality,
        t.day,
        t.value,
        t.low,
        t.high,
        t.text,
        t.publisher,
        t.url,
        t.figure_id,
        t.article_id
    FROM figure_over_time AS t
    JOIN selected USING (article_id)
    JOIN figures AS f USING (figure_id)
    LEFT JOIN entities AS e ON e.canonical_id = t.place_id
    WHERE t.claimant_id = $entity
        AND t.day IS NOT NULL
        AND t.value IS NOT NULL
        AND t.kind <> 'number'
        AND t.confidence >= 0.5
        AND (t.owner_id IS NOT NULL OR t.place_id IS NOT NULL OR t.topic IS NOT NULL)
),
compared AS (
    SELECT
        c.*,
        lag(c.value) OVER (one_thing ORDER BY c.day, c.figure_id) AS value_before,
        min(c.value) OVER one_thing <> max(c.value) OVER one_thing AS changed,
        min(c.day) OVER one_thing <> max(c.day) OVER one_thing AS over_time
    FROM claimed AS c
    WINDOW one_thing AS (
        PARTITION BY c.about, c.owner_id, c.place_id, c.kind, c.unit, c.per_unit, c.modality
    )
)
SELECT *
FROM compared
WHERE changed AND over_time
ORDER BY about, owner_id, place_id, kind, unit, per_unit, modality, day, figure_id
LIMIT $rows
