-- severity: warning
-- Every confidence is a number from 0 to 1 with at most three decimals.
WITH confidences AS (
    SELECT 'mentions' AS table_name, mention_id AS row_id, article_id, confidence
    FROM mentions WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes', quote_id, article_id, confidence FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes', quote_id, article_id, span_confidence FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures', figure_id, article_id, confidence FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'polls', poll_id, article_id, confidence FROM polls WHERE load_id = $load_id
    UNION ALL
    SELECT 'dates', date_id, article_id, confidence FROM dates WHERE load_id = $load_id
    UNION ALL
    SELECT 'article_entities', entity_id, article_id, salience FROM article_entities WHERE load_id = $load_id
)
SELECT table_name, row_id, article_id
FROM confidences
WHERE NOT coalesce(confidence BETWEEN 0 AND 1 AND round(confidence, 3) = confidence, false)
