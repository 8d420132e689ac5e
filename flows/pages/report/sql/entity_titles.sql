-- Its titles and affiliations as articles gave them, by when; those of one article alone are left out. They are of the
-- whole store, whatever the selection.
SELECT
    title,
    affiliation,
    first_seen,
    last_seen,
    n_articles AS articles
FROM entity_titles
WHERE canonical_id = $entity AND n_articles > 1
ORDER BY first_seen NULLS LAST, last_seen, title, affiliation
LIMIT $rows
