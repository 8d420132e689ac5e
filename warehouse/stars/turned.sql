-- Shingles of forms that came or went.
SELECT unnest(shingles) AS shingle FROM fresh
UNION
SELECT shingle FROM internal.{what}_shingles SEMI JOIN gone USING (form)
