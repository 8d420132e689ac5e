-- Who is quoted most: quotes and articles for each speaker of the corpus. Words of two speakers count for both; quotes
-- without a known speaker are left out.
SELECT
    speaker,
    speaker_kind AS kind,
    count(DISTINCT quote_id) AS n_quotes,
    count(DISTINCT article_id) AS n_articles,
    min(date) AS first_quoted,
    max(date) AS last_quoted,
    speaker_id AS canonical_id
FROM quote_speakers
GROUP BY speaker_id, speaker, speaker_kind
ORDER BY n_quotes DESC, speaker, speaker_id
