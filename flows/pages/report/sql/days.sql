-- Articles by day of publication. Articles without a date are left out.
WITH selected AS (
    SELECT article_id, published_date
    FROM current_articles
    WHERE true -- selection
)
SELECT published_date AS day, count(*) AS articles
FROM selected
WHERE published_date IS NOT NULL
GROUP BY published_date
ORDER BY day
