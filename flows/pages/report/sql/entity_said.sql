-- What it said: quotes of this speaker, the newest first. The same words in copies of one text are one row, the earliest
-- article for all; `copies` counts the articles that have them.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
told AS (
    SELECT DISTINCT
        w.date,
        w.publisher,
        w.headline,
        w.url,
        w.cue,
        w.words,
        w.kind,
        w.polarity,
        w.confidence,
        w.quote_id,
        w.article_id,
        coalesce(c.group_id, w.article_id) AS body
    FROM who_said_what AS w
    JOIN selected USING (article_id)
    JOIN quote_speakers AS s USING (quote_id)
    LEFT JOIN article_copies AS c ON c.article_id = w.article_id
    WHERE s.speaker_id = $entity
)
SELECT
    t.date,
    t.publisher,
    t.headline,
    t.url,
    t.cue,
    t.words,
    t.kind,
    t.polarity,
    t.confidence,
    t.quote_id,
    t.article_id,
    count(*) OVER same_words AS copies
FROM told AS t
WINDOW same_words AS (PARTITION BY t.body, lower(t.words))
QUALIFY row_number() OVER (same_words ORDER BY t.date NULLS LAST, t.article_id, t.quote_id) = 1
ORDER BY t.date DESC NULLS LAST, t.article_id, t.quote_id
LIMIT $rows
