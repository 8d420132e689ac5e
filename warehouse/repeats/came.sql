-- Quotes of a load (with NULL all) that are long enough to be compared, with their forms.
SELECT quote_id AS item_id, article_id, read.form, read.size, read.shingles
FROM (
    SELECT quote_id, article_id, read_form(text, kind, speaker_name) AS read
    FROM quotes WHERE $load_id IS NULL OR load_id = $load_id
)
WHERE read IS NOT NULL
