-- severity: blocking
-- Every article of a story is stored, and of a story that is; every story has its first article, and two texts or more.
SELECT s.story_id, s.article_id
FROM story_articles AS s ANTI JOIN articles AS a USING (article_id)
UNION ALL
SELECT s.story_id, s.article_id
FROM story_articles AS s ANTI JOIN stories USING (story_id)
UNION ALL
SELECT story_id, min(s.article_id)
FROM stories LEFT JOIN story_articles AS s USING (story_id)
GROUP BY story_id
HAVING count(s.article_id) FILTER (s.copy_of IS NULL) < 2 OR count(*) FILTER (s.article_id = story_id) <> 1
