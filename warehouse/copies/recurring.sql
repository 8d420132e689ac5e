-- The furniture among the paragraphs that came or went, each with where it stands; of the same words the one that came
-- first of usable articles is marked.
SELECT
    c.article_id,
    c.number AS paragraph,
    format('{:016x}', c.paragraph) AS words_id,
    row_number() OVER (
        PARTITION BY c.paragraph
        ORDER BY a.pub_status <> 'usable', a.published_at NULLS LAST, c.article_id, c.number
    ) = 1 AS is_first
FROM internal.copy_paragraphs AS c
SEMI JOIN internal.copy_furniture USING (paragraph)
SEMI JOIN copy_touched USING (paragraph)
JOIN articles AS a USING (article_id)
