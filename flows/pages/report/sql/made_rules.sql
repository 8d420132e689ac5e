-- Rules that found the quotes, and how sure each is of its own: the chance that span and speaker are right, from
-- development data.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    q.rule,
    count(*) AS quotes,
    count(*) FILTER (q.confidence >= 0.5) AS shown,
    round(min(q.confidence), 3) AS least,
    round(avg(q.confidence), 3) AS mean,
    round(max(q.confidence), 3) AS most
FROM quotes AS q
JOIN selected USING (article_id)
WHERE q.section IN ('headline', 'body', 'caption')
GROUP BY q.rule
ORDER BY quotes DESC, q.rule
LIMIT $rows
