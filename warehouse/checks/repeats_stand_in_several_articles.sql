-- severity: blocking
-- Every repeat is a stored quote; every group of repeats stands in two or more articles and holds its longest quote, of
-- which similarity is 1.
SELECT r.repeat_id, r.quote_id
FROM quote_repeats AS r ANTI JOIN quotes AS q USING (quote_id)
UNION ALL
SELECT r.repeat_id, min(r.quote_id)
FROM quote_repeats AS r JOIN quotes AS q USING (quote_id)
GROUP BY r.repeat_id HAVING count(DISTINCT q.article_id) < 2 OR max(r.similarity) < 1
