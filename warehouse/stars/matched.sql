-- Candidates that have enough in common.
SELECT *
FROM (
    SELECT c.form, c.size, c.longer, c.longer_size, {similarity} AS similarity
    FROM candidates AS c
    JOIN said AS shorter ON shorter.form = c.form
    JOIN said AS longer ON longer.form = c.longer
)
WHERE similarity >= $enough
