-- The shingles of the forms whose matches are computed anew.
SELECT shingle, form, size
FROM internal.{what}_shingles SEMI JOIN affected USING (form)
