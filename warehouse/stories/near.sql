-- The texts of some days, in the order of their publication; of copies the first alone.
SELECT
    (row_number() OVER (ORDER BY day, printed_at NULLS LAST, article_id) - 1)::INTEGER AS place,
    article_id,
    day,
    outlet,
    words,
    weights
FROM internal.story_texts
WHERE day IN (SELECT unnest($days)) AND voice = article_id
