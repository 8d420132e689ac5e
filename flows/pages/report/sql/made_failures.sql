-- Steps that failed on an article: the article is kept, and the rows of that step are missing here.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT d.step, d.exception, count(DISTINCT d.article_id) AS articles
FROM derive_failures AS d
JOIN selected USING (article_id)
GROUP BY d.step, d.exception
ORDER BY articles DESC, d.step, d.exception
LIMIT $rows
