-- severity: warning
-- Intervals run forward: a figure's low <= value <= high and holds_from <= holds_to, a time expression's start_date <=
-- end_date, a quote's said_from <= said_to, a poll's field_from <= field_to.
SELECT 'figures' AS table_name, figure_id AS row_id, article_id
FROM figures
WHERE load_id = $load_id AND (low > value OR value > high OR low > high OR holds_from > holds_to)
UNION ALL
SELECT 'dates', date_id, article_id FROM dates WHERE load_id = $load_id AND start_date > end_date
UNION ALL
SELECT 'quotes', quote_id, article_id FROM quotes WHERE load_id = $load_id AND said_from > said_to
UNION ALL
SELECT 'polls', poll_id, article_id FROM polls WHERE load_id = $load_id AND field_from > field_to
