-- Who quotes whom: quotes of each named speaker by outlet, texts (near copies counted once), their share of the outlet's
-- quotes of named speakers, and the share that the same speaker has of all outlets' together.
WITH selected AS (
    SELECT article_id, coalesce(publisher, 'not named') AS publisher
    FROM current_articles
    WHERE true -- selection
),
said AS (
    SELECT DISTINCT
        s.publisher,
        q.speaker,
        q.speaker_id,
        q.quote_id,
        coalesce(c.group_id, q.article_id) AS body
    FROM quote_speakers AS q
    JOIN selected AS s USING (article_id)
    LEFT JOIN article_copies AS c USING (article_id)
),
by_outlet AS (
    SELECT publisher, speaker, speaker_id, count(*) AS quotes, count(DISTINCT body) AS texts
    FROM said
    GROUP BY publisher, speaker, speaker_id
)
SELECT
    publisher,
    speaker,
    speaker_id,
    quotes,
    texts,
    round(100 * quotes / sum(quotes) OVER (PARTITION BY publisher), 1) AS share,
    round(100 * sum(quotes) OVER (PARTITION BY speaker_id) / sum(quotes) OVER (), 1) AS share_of_all
FROM by_outlet
ORDER BY quotes DESC, texts DESC, publisher, speaker, speaker_id
LIMIT $rows
