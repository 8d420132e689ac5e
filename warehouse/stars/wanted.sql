-- Shingles of the forms whose matches are computed anew.
SELECT DISTINCT shingle
FROM internal.{what}_shingles SEMI JOIN affected USING (form)
