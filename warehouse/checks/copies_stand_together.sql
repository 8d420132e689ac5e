-- severity: blocking
-- Every copy is a stored article; every group has two or more articles, one of which is the first.
SELECT c.group_id, c.article_id
FROM article_copies AS c ANTI JOIN articles AS a USING (article_id)
UNION ALL
SELECT group_id, min(article_id)
FROM article_copies
GROUP BY group_id HAVING count(*) < 2 OR count(*) FILTER (is_first) <> 1
