-- Numbers that this speaker gave for the same thing, the same owner and place, more than once and not alike: each time, with
-- the one before. A topic (people killed) is followed within a month, other figures where they are told as a state (has,
-- stands at); forecasts are compared with forecasts alone; what was read rightly with a chance of less than 0.5 is left out.
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
        CASE WHEN t.topic IS NULL AND f.measure IS NULL THEN t.predicate ELSE '' END AS verb,
        CASE WHEN t.topic IS NULL THEN '' ELSE strftime(t.day, '%Y-%m') END AS month,
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
        AND coalesce(f.owner_confidence, 1) >= 0.5
        AND coalesce(f.place_confidence, 1) >= 0.5
        AND coalesce(f.claimant_confidence, 1) >= 0.5
        AND (
            t.topic IS NOT NULL
            OR (
                (t.owner_id IS NOT NULL OR t.place_id IS NOT NULL)
                AND (
                    t.predicate IN ('have', 'number', 'employ', 'own', 'operate', 'deploy', 'station')
                    OR (
                        f.measure IS NOT NULL
                        AND t.predicate IN (
                            'be', 'stand', 'rise', 'fall', 'reach', 'climb', 'drop', 'increase', 'decrease', 'hit', 'cost',
                            'grow', 'remain', 'average', 'raise', 'cut', 'lift', 'lower', 'hold', 'keep', 'leave', 'ease',
                            'slow', 'quicken'
                        )
                    )
                )
            )
        )
),
compared AS (
    SELECT
        c.*,
        lag(c.value) OVER (one_thing ORDER BY c.day, c.figure_id) AS value_before,
        min(c.value) OVER one_thing <> max(c.value) OVER one_thing AS changed,
        min(c.day) OVER one_thing <> max(c.day) OVER one_thing AS over_time
    FROM claimed AS c
    WINDOW one_thing AS (
        PARTITION BY c.about, c.owner_id, c.place_id, c.kind, c.unit, c.per_unit, c.modality, c.verb, c.month
    )
)
SELECT *
FROM compared
WHERE changed AND over_time
ORDER BY about, owner_id, place_id, kind, unit, per_unit, modality, verb, month, day, figure_id
LIMIT $rows
