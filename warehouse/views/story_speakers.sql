-- How outlets tell one story: whom each of them lets speak. One row for each story, speaker and outlet, of quotes that were
-- said (quote_speakers): how many, their first words, and how many of the story's outlets quote the speaker, of how many.
-- What copies of one text quote counts for the outlet of the text alone.
WITH said AS (
    SELECT s.story_id, q.publisher, q.speaker, q.speaker_id, q.speaker_kind, q.quote_id, q.article_id, q.words, q.url, a.published_at
    FROM story_articles AS s
    JOIN quote_speakers AS q USING (article_id)
    JOIN articles AS a USING (article_id)
    WHERE s.copy_of IS NULL
),
quoted AS (
    SELECT
        story_id,
        publisher,
        speaker,
        speaker_kind,
        count(DISTINCT quote_id) AS n_quotes,
        arg_min(words, row(published_at, article_id, quote_id)) AS words,
        arg_min(url, row(published_at, article_id, quote_id)) AS url,
        arg_min(quote_id, row(published_at, article_id, quote_id)) AS quote_id,
        arg_min(article_id, row(published_at, article_id, quote_id)) AS article_id,
        speaker_id
    FROM said
    GROUP BY story_id, publisher, speaker, speaker_kind, speaker_id
)
SELECT
    s.first_date AS date,
    q.publisher,
    q.speaker,
    q.speaker_kind,
    q.n_quotes,
    count(*) OVER (PARTITION BY q.story_id, q.speaker_id) AS n_quoting,
    s.n_outlets,
    q.words,
    q.url,
    q.quote_id,
    q.article_id,
    q.speaker_id,
    q.story_id
FROM quoted AS q JOIN stories AS s USING (story_id)
ORDER BY s.first_date, q.story_id, n_quoting DESC, q.speaker, q.publisher NULLS LAST
