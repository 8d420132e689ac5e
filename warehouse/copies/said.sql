-- The runs of the forms to compare, from one of their articles.
WITH compared AS (
    SELECT form FROM candidates
    UNION
    SELECT longer FROM candidates
),
example AS (
    SELECT form, min(item_id) AS article_id
    FROM internal.copy_forms SEMI JOIN compared USING (form)
    GROUP BY form
)
SELECT form, read_runs(words) AS said
FROM example JOIN copy_texts USING (article_id)
