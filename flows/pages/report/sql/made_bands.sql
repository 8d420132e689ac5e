-- How sure the rows are: quotes (span and speaker), figures (the reading) and links (which name is whom), by the chance that
-- they are right. Pages show quotes and series of 0.5 or more; nothing is deleted.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
rated AS (
    SELECT 'quotes' AS kind, q.confidence
    FROM quotes AS q
    JOIN selected USING (article_id)
    WHERE q.section IN ('headline', 'body', 'caption')
    UNION ALL
    SELECT 'figures', f.confidence
    FROM figures AS f
    JOIN selected USING (article_id)
    WHERE f.section IN ('headline', 'body', 'caption') AND f.kind NOT IN ('label', 'ordinal')
    UNION ALL
    SELECT 'links of names', l.confidence
    FROM links_of_articles AS l
    JOIN selected USING (article_id)
)
SELECT
    kind,
    count(*) AS rows,
    count(*) FILTER (confidence >= 0.9) AS sure,
    count(*) FILTER (confidence >= 0.7 AND confidence < 0.9) AS likely,
    count(*) FILTER (confidence >= 0.5 AND confidence < 0.7) AS unsure,
    count(*) FILTER (confidence < 0.5) AS hidden,
    round(avg(confidence), 3) AS mean
FROM rated
GROUP BY kind
ORDER BY kind
LIMIT $rows
