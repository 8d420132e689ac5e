-- Shingles of forms that came or went.
SELECT unnest(shingles) AS shingle FROM fresh
UNION
SELECT shingle FROM internal.quote_shingles SEMI JOIN gone USING (form)
