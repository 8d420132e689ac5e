-- The longest forms of each shingle of `{shingles}`: those that lead its other forms. A run of words that stands in one
-- form only leads nowhere; one that stands in very many is a phrase of the language and tells nothing.
WITH told AS (
    SELECT shingle
    FROM internal.{what}_shingles SEMI JOIN {shingles} USING (shingle)
    GROUP BY shingle HAVING count(*) BETWEEN 2 AND $most
)
SELECT shingle, form AS longer, size AS longer_size
FROM internal.{what}_shingles SEMI JOIN told USING (shingle)
QUALIFY row_number() OVER (PARTITION BY shingle ORDER BY size DESC, form DESC) <= $leaders
