-- Forms that no quote had before.
SELECT DISTINCT ON (form) form, size, shingles
FROM came ANTI JOIN (SELECT form FROM internal.quote_shingles) USING (form)
