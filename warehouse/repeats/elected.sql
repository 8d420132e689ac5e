-- The longest forms of each shingle of `{shingles}`: those that lead its other forms. A run of words that stands in one
-- form only leads nowhere; one that stands in very many is a phrase of the language and tells nothing.
SELECT shingle, max((size, form), $leaders) AS leaders
FROM internal.quote_shingles SEMI JOIN {shingles} USING (shingle)
GROUP BY shingle HAVING count(*) BETWEEN 2 AND $most
