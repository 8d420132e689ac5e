-- Forms whose matches are computed anew: those that came, and those with a shingle that other forms lead than before.
WITH otherwise AS (
    (FROM elected_before EXCEPT FROM elected_after)
    UNION ALL
    (FROM elected_after EXCEPT FROM elected_before)
)
SELECT form FROM fresh
UNION
SELECT form FROM near_after SEMI JOIN otherwise USING (shingle)
