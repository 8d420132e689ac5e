-- The forms that had the shingles of those that came or went.
SELECT shingle, form, size FROM internal.{what}_shingles SEMI JOIN turned USING (shingle)
