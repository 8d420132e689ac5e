-- Who is quoted when: quotes, articles and publishers for each speaker and month of publication (its first day). Quotes
-- of undated articles are left out.
SELECT
    date_trunc('month', date)::DATE AS month,
    speaker,
    count(DISTINCT quote_id) AS n_quotes,
    count(DISTINCT article_id) AS n_articles,
    count(DISTINCT publisher) AS n_publishers,
    speaker_id
FROM quote_speakers
WHERE date IS NOT NULL
GROUP BY month, speaker_id, speaker
ORDER BY month, n_quotes DESC, speaker, speaker_id
