-- Quotes whose words, case and punctuation apart, stand in two or more articles.
WITH repeated AS (
    SELECT repeat_id
    FROM internal.quote_words SEMI JOIN touched_repeats USING (repeat_id)
    GROUP BY repeat_id HAVING count(DISTINCT article_id) > 1
)
SELECT quote_id, repeat_id, 1.0::DOUBLE AS similarity
FROM internal.quote_words SEMI JOIN repeated USING (repeat_id)
