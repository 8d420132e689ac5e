-- What others said about it: quotes of other known speakers that mention it, the newest first.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT DISTINCT
    date,
    publisher,
    url,
    speaker,
    speaker_id,
    words,
    kind,
    quote_id,
    article_id
FROM quotes_about
JOIN selected USING (article_id)
WHERE about_id = $entity
ORDER BY date DESC NULLS LAST, article_id, quote_id, speaker_id
LIMIT $rows
