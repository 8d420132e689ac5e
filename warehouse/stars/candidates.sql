-- Longer forms that share shingles with forms whose matches are computed anew: as many as `{shared}` asks of a form.
SELECT s.form, s.size, e.longer, e.longer_size
FROM wanted AS s
JOIN elected AS e USING (shingle)
WHERE (e.longer_size, e.longer) > (s.size, s.form)
GROUP BY ALL HAVING count(*) >= {shared}
