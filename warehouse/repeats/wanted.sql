-- Shingles of the forms whose matches are computed anew.
SELECT DISTINCT shingle
FROM internal.quote_shingles SEMI JOIN affected USING (form)
