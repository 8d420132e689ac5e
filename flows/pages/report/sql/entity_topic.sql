-- What this speaker said about one of them over time, the earliest first. The same words in copies of one text are one
-- row; `copies` counts the articles that have them.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
told AS (
    SELECT
        q.date,
        q.publisher,
        q.url,
        q.words,
        q.kind,
        q.polarity,
        q.quote_id,
        q.article_id,
        coalesce(c.group_id, q.article_id) AS body
    FROM quotes_about AS q
    JOIN selected USING (article_id)
    LEFT JOIN article_copies AS c USING (article_id)
    WHERE q.speaker_id = $entity AND q.about_id = $topic
)
SELECT
    t.date,
    t.publisher,
    t.url,
    t.words,
    t.kind,
    t.polarity,
    t.quote_id,
    t.article_id,
    count(*) OVER same_words AS copies
FROM told AS t
WINDOW same_words AS (PARTITION BY t.body, lower(t.words))
QUALIFY row_number() OVER (same_words ORDER BY t.date NULLS LAST, t.article_id, t.quote_id) = 1
ORDER BY t.date NULLS LAST, t.article_id, t.quote_id
LIMIT $rows
