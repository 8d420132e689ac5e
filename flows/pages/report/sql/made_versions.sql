-- Which onrecord wrote the rows: articles by the version of the code and of the extractors of the load that derived them.
WITH selected AS (
    SELECT article_id, load_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    l.code_version,
    l.extractor_version,
    l.schema_version,
    count(*) AS articles,
    min(l.started_at)::DATE AS first_day,
    max(l.started_at)::DATE AS last_day
FROM selected AS s
JOIN loads AS l USING (load_id)
GROUP BY l.code_version, l.extractor_version, l.schema_version
ORDER BY articles DESC, l.extractor_version
LIMIT $rows
