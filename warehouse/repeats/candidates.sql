-- Longer forms that share runs of words with forms whose matches are computed anew. A quote that has four words in five
-- in common with a longer one shares at least 0.4 of its runs, less two, with it; half of that is asked for, because a
-- longer form may not be among those that lead a run.
WITH led AS (
    SELECT shingle, unnest(leaders) AS leader FROM elected
)
SELECT s.form, s.size, l.leader[2] AS longer, l.leader[1] AS longer_size
FROM internal.quote_shingles AS s SEMI JOIN affected USING (form)
JOIN led AS l ON l.shingle = s.shingle
WHERE l.leader > row(s.size, s.form)
GROUP BY ALL HAVING count(*) >= greatest(1, 0.1 * s.size - 1)
