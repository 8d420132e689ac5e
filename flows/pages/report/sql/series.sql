-- Figures that several texts give for the same thing: a topic (people killed) in one month, a rate or amount that is told as
-- a state (stands at, rose to), or a noun that an owner or place has under one verb (has 2,500 soldiers); whose it is or
-- where it holds, and the unit. Where no text says either, percentages alone: nothing else can be compared. Two texts must
-- assert a level; copies of one text count once, and figures that were read rightly with a chance of less than 0.5 are left
-- out.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
told AS (
    SELECT
        t.*,
        f.counted,
        f.counted_lemma,
        coalesce(c.group_id, t.article_id) AS body,
        comparable.figure_id IS NOT NULL AS is_level,
        CASE WHEN t.topic IS NULL AND f.measure IS NULL THEN t.predicate ELSE '' END AS verb,
        CASE WHEN t.topic IS NULL THEN '' ELSE strftime(t.day, '%Y-%m') END AS month
    FROM figure_over_time AS t
    JOIN selected USING (article_id)
    JOIN figures AS f USING (figure_id)
    LEFT JOIN comparable_figures AS comparable USING (figure_id)
    LEFT JOIN article_copies AS c ON c.article_id = t.article_id
    WHERE (t.owner_id IS NOT NULL OR t.place_id IS NOT NULL)::INTEGER = $owned
        AND t.day IS NOT NULL
        AND t.value IS NOT NULL
        AND t.kind <> 'number'
        AND t.confidence >= 0.5
        AND coalesce(f.owner_confidence, 1) >= 0.5
        AND coalesce(f.place_confidence, 1) >= 0.5
        AND ($owned = 1 OR (t.kind = 'percent' AND t.topic IS NULL))
        AND (
            t.topic IS NOT NULL
            OR t.predicate IN ('have', 'number', 'employ', 'own', 'operate', 'deploy', 'station')
            OR (
                f.measure IS NOT NULL
                AND t.predicate IN (
                    'be', 'stand', 'rise', 'fall', 'reach', 'climb', 'drop', 'increase', 'decrease', 'hit', 'cost', 'grow',
                    'remain', 'average', 'raise', 'cut', 'lift', 'lower', 'hold', 'keep', 'leave', 'ease', 'slow', 'quicken'
                )
            )
        )
)
SELECT
    t.about,
    t.topic,
    coalesce(
        min({'letters': length(t.counted), 'words': lower(t.counted)}) FILTER (lower(t.counted) <> t.counted_lemma),
        min({'letters': length(t.counted), 'words': lower(t.counted)})
    ).words AS counted,
    t.owner,
    t.owner_id,
    e.name AS place,
    t.place_id,
    t.kind,
    t.unit,
    t.per_unit,
    t.verb,
    t.month,
    count(*) AS figures,
    count(DISTINCT t.body) AS articles,
    min(t.value) AS smallest,
    max(t.value) AS largest,
    min(t.day) AS first_day,
    max(t.last_day) AS last_day
FROM told AS t
LEFT JOIN entities AS e ON e.canonical_id = t.place_id
GROUP BY t.about, t.topic, t.owner, t.owner_id, e.name, t.place_id, t.kind, t.unit, t.per_unit, t.verb, t.month
HAVING count(DISTINCT t.body) FILTER (t.is_level) > 1
ORDER BY articles DESC, figures DESC, t.about, t.owner_id, t.place_id, t.kind, t.unit, t.per_unit, t.verb, t.month
LIMIT $rows
