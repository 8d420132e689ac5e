-- The articles of the affected stories that two texts or more, of two outlets or more, tell; copies with the text that they
-- are copies of.
WITH members AS (
    SELECT article_id, story_id, similarity
    FROM internal.story_joined SEMI JOIN story_affected USING (story_id)
    UNION ALL
    SELECT a.story_id, a.story_id, 1
    FROM (SELECT DISTINCT story_id FROM story_affected) AS a
    ANTI JOIN internal.story_joined AS j ON j.article_id = a.story_id
),
texts AS (
    SELECT m.*, t.outlet
    FROM members AS m JOIN (
        SELECT article_id, outlet FROM internal.story_texts WHERE voice = article_id
    ) AS t USING (article_id)
),
told AS (
    SELECT story_id FROM texts GROUP BY story_id HAVING count(*) > 1 AND count(DISTINCT outlet) > 1
)
SELECT c.article_id, t.story_id, t.similarity, CASE WHEN c.article_id <> c.voice THEN c.voice END AS copy_of
FROM texts AS t SEMI JOIN told USING (story_id)
JOIN (SELECT article_id, voice FROM internal.story_texts) AS c ON c.voice = t.article_id
