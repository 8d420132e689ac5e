-- who_said_what for those who want precision: what was said, in quotes whose span and speaker are right with a chance of
-- 0.9 or more, as measured on development data.
SELECT *
FROM who_said_what
WHERE confidence >= 0.9 AND said
