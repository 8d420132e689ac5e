-- One figure over time: each time it was given, in the order of the days for which it holds.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    t.day,
    t.last_day,
    t.value,
    t.low,
    t.high,
    t.modifier,
    t.modality,
    t.text,
    t.claimant,
    t.publisher,
    t.url,
    t.published_date,
    t.confidence,
    t.figure_id,
    t.article_id
FROM figure_over_time AS t
JOIN selected USING (article_id)
JOIN figures AS f USING (figure_id)
WHERE t.about = $about
    AND coalesce(t.owner_id, '') = $owner_id
    AND coalesce(t.place_id, '') = $place_id
    AND t.kind = $kind
    AND coalesce(t.unit, '') = $unit
    AND coalesce(t.per_unit, '') = $per_unit
    AND CASE WHEN t.topic IS NULL AND f.measure IS NULL THEN t.predicate ELSE '' END = $verb
    AND CASE WHEN t.topic IS NULL THEN '' ELSE strftime(t.day, '%Y-%m') END = $month
    AND t.day IS NOT NULL
    AND t.value IS NOT NULL
    AND t.confidence >= 0.5
    AND coalesce(f.owner_confidence, 1) >= 0.5
    AND coalesce(f.place_confidence, 1) >= 0.5
    AND (
        t.topic IS NOT NULL
        OR t.predicate IN ('have', 'number', 'employ', 'own', 'operate', 'deploy', 'station')
        OR t.predicate IN (
            'be', 'stand', 'rise', 'fall', 'reach', 'climb', 'drop', 'increase', 'decrease', 'hit', 'cost', 'grow', 'remain',
            'average', 'raise', 'cut', 'lift', 'lower', 'hold', 'keep', 'leave', 'ease', 'slow', 'quicken'
        )
    )
ORDER BY t.day, t.published_date NULLS LAST, t.figure_id
LIMIT $rows
