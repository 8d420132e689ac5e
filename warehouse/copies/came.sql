-- The bodies of the articles of copy_wanted, with their forms.
SELECT article_id AS item_id, article_id, read.form, read.size, read.shingles
FROM (SELECT article_id, read_copy(words) AS read FROM copy_texts)
WHERE read IS NOT NULL
