-- Articles that are copies of another one than before, or of none, or of one now. Of copies the first speaks that can be
-- compared.
WITH tied_articles AS (
    SELECT article_id FROM internal.copy_forms SEMI JOIN tied USING (form)
    UNION
    SELECT article_id FROM story_new
),
regrouped AS (
    SELECT t.article_id, t.voice, t.printed_at, c.group_id
    FROM internal.story_texts AS t SEMI JOIN tied_articles USING (article_id)
    LEFT JOIN article_copies AS c USING (article_id)
),
spoken AS (
    SELECT
        article_id,
        voice AS old_voice,
        first_value(article_id) OVER (
            PARTITION BY coalesce(group_id, article_id) ORDER BY printed_at NULLS LAST, article_id
        ) AS voice
    FROM regrouped
)
SELECT article_id, old_voice, voice FROM spoken WHERE voice <> old_voice
