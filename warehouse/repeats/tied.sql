-- The forms that are tied, over any number of matches, to forms of which something changed: their groups are made anew.
WITH RECURSIVE tied(form) AS (
    SELECT form FROM changed
    UNION
    SELECT CASE WHEN m.form = t.form THEN m.longer ELSE m.form END
    FROM tied AS t JOIN internal.quote_matches AS m ON m.form = t.form OR m.longer = t.form
)
SELECT form FROM tied
