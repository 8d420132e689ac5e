-- Longer forms that share runs of words with forms whose matches are computed anew. A quote that has four words in five
-- in common with a longer one shares at least 0.4 of its runs, less two, with it; half of that is asked for, because a
-- longer form may not be among those that lead a run.
SELECT s.form, s.size, e.longer, e.longer_size
FROM internal.quote_shingles AS s SEMI JOIN affected USING (form)
JOIN elected AS e USING (shingle)
WHERE (e.longer_size, e.longer) > (s.size, s.form)
GROUP BY ALL HAVING count(*) >= greatest(1, 0.1 * s.size - 1)
