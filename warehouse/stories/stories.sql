-- The affected stories, as story_articles has them.
SELECT
    s.story_id,
    DATE '1970-01-01' + min(t.day) AS first_date,
    DATE '1970-01-01' + max(t.day) AS last_date,
    count(*)::INTEGER AS n_articles,
    count(*) FILTER (s.copy_of IS NULL)::INTEGER AS n_texts,
    count(DISTINCT t.outlet)::INTEGER AS n_outlets
FROM story_articles AS s
JOIN (SELECT article_id, day, outlet FROM internal.story_texts) AS t USING (article_id)
WHERE s.story_id IN (SELECT story_id FROM story_affected)
GROUP BY s.story_id
