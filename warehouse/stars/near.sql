-- All forms that share a shingle with those whose matches are computed anew.
SELECT shingle, form, size FROM internal.{what}_shingles SEMI JOIN wanted USING (shingle)
