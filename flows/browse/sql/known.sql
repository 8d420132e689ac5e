-- The entities of the corpus: what each is called, and all its names folded.
SELECT
    canonical_id,
    name,
    fold(array_to_string(list_prepend(name, aliases), ' ')) AS names
FROM entities
