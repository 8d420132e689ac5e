-- Quotes whose words stand in several articles: how many, since when, in whose mouth and in which words they came first.
-- Undated articles count behind dated ones.
WITH repeated AS (
    SELECT
        r.repeat_id,
        q.article_id,
        q.speaker_name,
        q.text,
        a.published_date,
        (coalesce(a.published_date, DATE '9999-12-31'), q.quote_id) AS place
    FROM quote_repeats AS r
    JOIN quotes AS q USING (quote_id)
    JOIN articles AS a USING (article_id)
)
SELECT
    count(DISTINCT article_id) AS n_articles,
    min(published_date) AS first_said,
    max(published_date) AS last_said,
    min_by(speaker_name, place) AS speaker,
    min_by(text, place) AS words,
    repeat_id
FROM repeated
GROUP BY repeat_id
ORDER BY n_articles DESC, first_said NULLS LAST, repeat_id
