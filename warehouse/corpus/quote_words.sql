-- What quote_repeats compares: a hash of each quote's words, without case, accents and punctuation. Quotes without a
-- letter or a digit have none.
WITH worded AS (
    SELECT
        quote_id,
        article_id,
        trim(regexp_replace(lower(strip_accents(text)), '[^\p{L}\p{N}]+', ' ', 'g')) AS words
    FROM quotes
    WHERE $load_id IS NULL OR load_id = $load_id
)
SELECT quote_id, article_id, left(sha256(words), 32) AS repeat_id
FROM worded WHERE words <> ''
