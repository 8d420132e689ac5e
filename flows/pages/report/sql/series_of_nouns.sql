-- Figures of one noun, measure or topic that several articles give without saying whose they are or where they hold: they
-- may be of different things. Those of fewer than three texts are left out, copies of one text counted once, and figures
-- that were read rightly with a chance of less than 0.5.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    t.about,
    t.topic,
    max(lower(f.counted)) AS counted,
    NULL AS owner,
    NULL AS owner_id,
    NULL AS place,
    NULL AS place_id,
    t.kind,
    t.unit,
    t.per_unit,
    count(*) AS figures,
    count(DISTINCT coalesce(c.group_id, t.article_id)) AS articles,
    min(t.value) AS smallest,
    max(t.value) AS largest,
    min(t.day) AS first_day,
    max(t.last_day) AS last_day
FROM figure_over_time AS t
JOIN selected USING (article_id)
JOIN figures AS f USING (figure_id)
LEFT JOIN article_copies AS c ON c.article_id = t.article_id
WHERE t.owner_id IS NULL
    AND t.place_id IS NULL
    AND t.day IS NOT NULL
    AND t.value IS NOT NULL
    AND t.kind <> 'number'
    AND t.confidence >= 0.5
GROUP BY t.about, t.topic, t.kind, t.unit, t.per_unit
HAVING count(DISTINCT coalesce(c.group_id, t.article_id)) > 2
ORDER BY articles DESC, figures DESC, t.about, t.kind, t.unit, t.per_unit
LIMIT $rows
