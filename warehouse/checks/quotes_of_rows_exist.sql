-- severity: blocking
-- Every quote that a row names is one of its article's quotes; no quote stands in itself.
WITH named AS (
    SELECT 'quote_parts.quote_id' AS column_name, quote_id AS row_id, article_id, quote_id
    FROM quote_parts WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes.parent_quote_id', quote_id, article_id, parent_quote_id FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures.quote_id', figure_id, article_id, quote_id FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'dates.quote_id', date_id, article_id, quote_id FROM dates WHERE load_id = $load_id
)
SELECT column_name, row_id, article_id, quote_id
FROM named
ANTI JOIN (FROM quotes WHERE load_id = $load_id) AS q USING (article_id, quote_id)
WHERE quote_id IS NOT NULL
UNION ALL
SELECT 'quotes.parent_quote_id', quote_id, article_id, parent_quote_id
FROM quotes
WHERE load_id = $load_id AND parent_quote_id = quote_id
