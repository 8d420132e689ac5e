-- The longest forms of each shingle of `{near}`, which has all forms of its shingles: those that lead its other forms. A
-- run of words that stands in one form only leads nowhere; one that stands in very many is a phrase of the language and
-- tells nothing.
SELECT shingle, led.form AS longer, led.size AS longer_size
FROM (
    SELECT shingle, unnest(max(struct_pack(size := size, form := form), $leaders)) AS led
    FROM {near}
    GROUP BY shingle HAVING count(*) BETWEEN 2 AND $most
)
