-- The articles of the affected stories that two texts or more, of two outlets or more, tell; copies with the text that they
-- are copies of.
WITH texts AS (
    SELECT t.article_id, t.outlet, coalesce(j.story_id, t.article_id) AS story_id, coalesce(j.similarity, 1) AS similarity
    FROM (
        SELECT article_id, outlet FROM internal.story_texts WHERE voice = article_id
    ) AS t
    LEFT JOIN internal.story_joined AS j USING (article_id)
    WHERE coalesce(j.story_id, t.article_id) IN (SELECT story_id FROM story_affected)
),
told AS (
    SELECT story_id FROM texts GROUP BY story_id HAVING count(*) > 1 AND count(DISTINCT outlet) > 1
)
SELECT c.article_id, t.story_id, t.similarity, CASE WHEN c.article_id <> c.voice THEN c.voice END AS copy_of
FROM texts AS t SEMI JOIN told USING (story_id)
JOIN (SELECT article_id, voice FROM internal.story_texts) AS c ON c.voice = t.article_id
