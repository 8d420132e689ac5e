-- Figures that several articles give for the same thing: what is counted or measured, whose it is, and the unit. Bare
-- numbers are left out, and figures of which no article says whose they are.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    t.about,
    t.owner,
    t.owner_id,
    t.kind,
    t.unit,
    t.per_unit,
    count(*) AS figures,
    count(DISTINCT t.article_id) AS articles,
    min(t.value) AS smallest,
    max(t.value) AS largest,
    min(t.day) AS first_day,
    max(t.last_day) AS last_day
FROM figure_over_time AS t
JOIN selected USING (article_id)
WHERE t.owner_id IS NOT NULL AND t.day IS NOT NULL AND t.value IS NOT NULL AND t.kind <> 'number'
GROUP BY t.about, t.owner, t.owner_id, t.kind, t.unit, t.per_unit
HAVING count(DISTINCT t.article_id) > 1
ORDER BY articles DESC, figures DESC, t.about, t.owner_id, t.kind, t.unit, t.per_unit
LIMIT $rows
