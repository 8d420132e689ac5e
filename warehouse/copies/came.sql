-- The bodies of the articles of a load (with NULL of all), and of those whose furniture turned, with their forms.
SELECT article_id AS item_id, article_id, read.form, read.size, read.shingles
FROM (
    SELECT article_id, read_copy(words) AS read
    FROM copy_texts
    WHERE $load_id IS NULL OR load_id = $load_id OR article_id IN (SELECT article_id FROM copy_again)
)
WHERE read IS NOT NULL
