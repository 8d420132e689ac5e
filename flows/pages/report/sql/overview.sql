-- Sizes of the selection. Of articles with equal texts one is counted; quotes and figures are those of headline, body and
-- captions; labels, ordinals and a bare *one* are no figures.
WITH selected AS (
    SELECT article_id, publisher, published_date, word_count
    FROM current_articles
    WHERE true -- selection
),
said AS (
    SELECT quote_id, speaker_id
    FROM quote_speakers
    JOIN selected USING (article_id)
)
SELECT
    (SELECT count(*) FROM selected) AS articles,
    (SELECT count(DISTINCT publisher) FROM selected) AS publishers,
    (SELECT coalesce(sum(word_count), 0)::BIGINT FROM selected) AS words,
    (SELECT count(*) FROM who_said_what JOIN selected USING (article_id)) AS quotes,
    (SELECT count(DISTINCT quote_id) FROM said) AS quotes_with_speaker,
    (SELECT count(DISTINCT speaker_id) FROM said) AS speakers,
    (
        SELECT count(*)
        FROM figures
        JOIN selected USING (article_id)
        ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
        WHERE
            section IN ('headline', 'body', 'caption')
            AND kind NOT IN ('label', 'ordinal')
            AND NOT regexp_matches(lower(text), '^one\b')
    ) AS figures,
    (SELECT count(DISTINCT canonical_id) FROM links_of_articles JOIN selected USING (article_id)) AS entities,
    (
        SELECT count(*)
        FROM figure_contradictions AS c
        JOIN selected AS a ON a.article_id = c.article_a
        JOIN selected AS b ON b.article_id = c.article_b
    ) AS contradictions,
    (SELECT min(published_date) FROM selected) AS first_day,
    (SELECT max(published_date) FROM selected) AS last_day,
    (SELECT count(*) FROM selected WHERE published_date IS NULL) AS undated
