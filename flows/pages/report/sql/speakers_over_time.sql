-- Quotes of those quoted most, by time of publication. Articles without a date are left out.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
said AS (
    SELECT DISTINCT date, quote_id, speaker, speaker_id
    FROM quote_speakers
    JOIN selected USING (article_id)
),
ranked AS (
    SELECT speaker_id, count(*) AS quotes
    FROM said
    GROUP BY speaker_id
    ORDER BY quotes DESC, speaker_id
    LIMIT $rows
)
SELECT
    date_trunc($grain, s.date)::DATE AS since,
    s.speaker,
    speaker_id,
    r.quotes AS all_quotes,
    count(*) AS quotes
FROM said AS s
JOIN ranked AS r USING (speaker_id)
WHERE s.date IS NOT NULL
GROUP BY ALL
ORDER BY since, all_quotes DESC, speaker_id
