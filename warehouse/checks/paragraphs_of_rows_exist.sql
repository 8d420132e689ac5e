-- severity: blocking
-- Every row's paragraph exists and has the row's section; mentions, figures and dates lie within it, quotes begin in it.
WITH placed AS (
    SELECT 'mentions' AS table_name, mention_id AS row_id, article_id, paragraph, section, start_char, end_char
    FROM mentions WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes', quote_id, article_id, paragraph, section, start_char, start_char + 1
    FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures', figure_id, article_id, paragraph, section, start_char, end_char
    FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'polls', poll_id, article_id, paragraph, section, start_char, end_char
    FROM polls WHERE load_id = $load_id
    UNION ALL
    SELECT 'dates', date_id, article_id, paragraph, section, start_char, end_char FROM dates WHERE load_id = $load_id
)
SELECT r.table_name, r.row_id, r.article_id, r.paragraph
FROM placed AS r
LEFT JOIN (FROM paragraphs WHERE load_id = $load_id) AS p
    ON p.article_id = r.article_id AND p.paragraph = r.paragraph AND p.section = r.section
WHERE p.article_id IS NULL OR r.start_char < p.start_char OR r.end_char > p.end_char
