-- Forms whose matches are computed anew: those that came, and those with a shingle that other forms lead than before.
WITH otherwise AS (
    SELECT shingle
    FROM elected_before AS b FULL JOIN elected_after AS a USING (shingle)
    WHERE a.leaders IS DISTINCT FROM b.leaders
)
SELECT form FROM fresh
UNION
SELECT form FROM internal.quote_shingles SEMI JOIN otherwise USING (shingle)
