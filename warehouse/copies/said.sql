-- The runs of the forms to compare.
SELECT c.form, read_runs(t.words) AS said
FROM compared AS c JOIN copy_texts AS t ON t.article_id = c.item_id
