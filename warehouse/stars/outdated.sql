-- Matches that are computed anew or whose form is gone. Where the longer form is gone, a shingle that it led made the
-- shorter one affected.
SELECT form, longer
FROM internal.{what}_matches
WHERE form IN (SELECT form FROM affected UNION ALL SELECT form FROM gone)
