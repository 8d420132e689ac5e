-- Figures that several articles give for the same thing: what is counted or measured, whose it is or where it holds, and
-- the unit. Bare numbers are left out, and figures that were read rightly with a chance of less than 0.5; copies of one text
-- count as one article.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    t.about,
    t.topic,
    max(lower(f.counted)) AS counted,
    t.owner,
    t.owner_id,
    e.name AS place,
    t.place_id,
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
LEFT JOIN entities AS e ON e.canonical_id = t.place_id
WHERE (t.owner_id IS NOT NULL OR t.place_id IS NOT NULL)
    AND t.day IS NOT NULL
    AND t.value IS NOT NULL
    AND t.kind <> 'number'
    AND t.confidence >= 0.5
GROUP BY t.about, t.topic, t.owner, t.owner_id, e.name, t.place_id, t.kind, t.unit, t.per_unit
HAVING count(DISTINCT coalesce(c.group_id, t.article_id)) > 1
ORDER BY articles DESC, figures DESC, t.about, t.owner_id, t.place_id, t.kind, t.unit, t.per_unit
LIMIT $rows
