-- Who is quoted most: quotes in headline, body and captions whose speaker is known. Words of two speakers count
-- for both; of articles with equal texts one is counted.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    speaker_id,
    speaker,
    speaker_kind AS kind,
    count(DISTINCT quote_id) AS quotes,
    count(DISTINCT quote_id) FILTER (WHERE kind IN ('direct', 'mixed')) AS in_marks,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT publisher) AS publishers,
    min(date) AS first_quoted,
    max(date) AS last_quoted
FROM quote_speakers
JOIN selected USING (article_id)
GROUP BY ALL
ORDER BY quotes DESC, articles DESC, speaker, speaker_id
LIMIT $rows
