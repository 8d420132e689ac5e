-- What it said: quotes of this speaker, the newest first.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT DISTINCT
    w.date,
    w.publisher,
    w.headline,
    w.cue,
    w.words,
    w.kind,
    w.polarity,
    w.confidence,
    w.quote_id,
    w.article_id
FROM who_said_what AS w
JOIN selected USING (article_id)
JOIN quote_speakers AS s USING (quote_id)
WHERE s.speaker_id = $entity
ORDER BY w.date DESC NULLS LAST, w.article_id, w.quote_id
LIMIT $rows
