-- Into which story another one went: ids that a story had, or may have had, before an earlier article of it came. A story's id
-- is the article_id of its first article, so each later article names an id that is gone.
SELECT article_id AS story_id, story_id AS merged_into
FROM story_articles
WHERE article_id <> story_id
ORDER BY story_id
