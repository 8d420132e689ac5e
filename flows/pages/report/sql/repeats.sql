-- Quotes whose words stand in several texts, copies of a text counted as articles: the words as they came first, in whose
-- mouth, and how far they went.
WITH selected AS (
    SELECT article_id
    FROM articles
    WHERE pub_status = 'usable'
        AND true -- selection
),
told AS (
    SELECT
        r.repeat_id,
        q.quote_id,
        q.article_id,
        q.words,
        q.kind,
        q.speaker_name,
        a.publisher,
        a.published_date,
        coalesce(copy.group_id, a.dup_group_id) AS body_id,
        (coalesce(a.published_date, DATE '9999-12-31'), a.published_at, q.quote_id) AS place
    FROM quote_repeats AS r
    JOIN quotes AS q USING (quote_id)
    ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
    JOIN selected USING (article_id)
    JOIN articles AS a USING (article_id)
    LEFT JOIN article_copies AS copy USING (article_id)
    WHERE q.section IN ('headline', 'body', 'caption')
)
SELECT
    repeat_id,
    min_by(words, place) AS words,
    min_by(kind, place) AS kind,
    min_by(speaker_name, place) FILTER (WHERE speaker_name IS NOT NULL) AS speaker,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT publisher) AS publishers,
    count(DISTINCT lower(words)) AS variants,
    min(published_date) AS first_said,
    max(published_date) AS last_said,
    date_diff('day', min(published_date), max(published_date)) AS days
FROM told
GROUP BY repeat_id
HAVING count(DISTINCT body_id) > 1
ORDER BY articles DESC, publishers DESC, first_said NULLS LAST, repeat_id
LIMIT $rows
