-- Of the paragraphs that came or went, those that have become an outlet's furniture, or are it no longer.
WITH now AS (
    SELECT paragraph
    FROM internal.copy_paragraphs SEMI JOIN copy_touched USING (paragraph)
    GROUP BY paragraph HAVING count(DISTINCT day) >= $days
),
before AS (
    SELECT paragraph FROM internal.copy_furniture SEMI JOIN copy_touched USING (paragraph)
)
(SELECT paragraph, true AS furniture FROM now EXCEPT SELECT paragraph, true FROM before)
UNION ALL
(SELECT paragraph, false FROM before EXCEPT SELECT paragraph, false FROM now)
