-- The longest forms of each shingle of `{near}`, which has all forms of its shingles: those that lead its other forms. A run
-- of words that stands in one form only leads nowhere; one that stands in very many is a phrase of the language and tells
-- nothing.
SELECT shingle, form AS longer, size AS longer_size
FROM {near}
QUALIFY
    count(*) OVER (PARTITION BY shingle) BETWEEN 2 AND $most
    AND row_number() OVER (PARTITION BY shingle ORDER BY size DESC, form DESC) <= $leaders
