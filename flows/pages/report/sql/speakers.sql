-- Who is quoted most: quotes in headline, body and captions whose speaker is known. Words of two speakers count
-- for both; of articles with equal texts one is counted; `texts` counts near copies (wire copy, local editions) once as well.
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
    count(DISTINCT coalesce(c.group_id, article_id)) AS texts,
    count(DISTINCT publisher) AS publishers,
    min(date) AS first_quoted,
    max(date) AS last_quoted
FROM quote_speakers
JOIN selected USING (article_id)
LEFT JOIN article_copies AS c USING (article_id)
GROUP BY speaker_id, speaker, speaker_kind
ORDER BY quotes DESC, articles DESC, speaker, speaker_id
LIMIT $rows
