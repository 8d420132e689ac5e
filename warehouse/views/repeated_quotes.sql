-- Quotes whose words stand in articles of several texts, by their number (copies of one text, printed by many, count once;
-- `n_articles` counts them all): since when and until when, where and from whom they came first, in which words they are
-- quoted at the greatest length, in how many wordings, and how many speakers are named for them. Undated articles count
-- behind dated ones; withheld and canceled articles are left out.
-- What stands in a paragraph that an outlet prints day after day counts once (recurring_paragraphs).
WITH repeated AS (
    SELECT
        r.repeat_id,
        r.similarity,
        q.quote_id,
        q.article_id,
        q.speaker_name,
        q.words,
        a.publisher,
        coalesce(copy.group_id, a.dup_group_id) AS body_id,
        a.published_date,
        row(coalesce(a.published_at, 'infinity'::TIMESTAMPTZ), q.article_id, q.start_char) AS place
    FROM quote_repeats AS r
    JOIN quotes AS q USING (quote_id)
    ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
    JOIN articles AS a USING (article_id)
    LEFT JOIN article_copies AS copy USING (article_id)
    WHERE a.pub_status = 'usable'
)
SELECT
    count(DISTINCT article_id) AS n_articles,
    count(DISTINCT body_id) AS n_bodies,
    min(published_date) AS first_said,
    max(published_date) AS last_said,
    arg_min_null(speaker_name, place) AS speaker,
    arg_min_null(publisher, place) AS publisher,
    arg_min(words, place) AS words,
    arg_min(words, row(-length(words), quote_id)) AS longest_words,
    count(DISTINCT lower(words)) AS n_wordings,
    count(DISTINCT speaker_name) AS n_speakers,
    arg_min(article_id, place) AS article_id,
    arg_min(quote_id, place) AS quote_id,
    repeat_id
FROM repeated
GROUP BY repeat_id
HAVING count(DISTINCT body_id) > 1
ORDER BY n_bodies DESC, n_articles DESC, first_said NULLS LAST, repeat_id
