-- The forms that are tied, over any number of matches, to forms of which something changed: their groups are made anew.
WITH RECURSIVE ties AS (
    SELECT form, longer AS other FROM internal.{what}_matches
    UNION ALL
    SELECT longer, form FROM internal.{what}_matches
),
tied(form) AS (
    SELECT form FROM changed
    UNION
    SELECT e.other FROM tied JOIN ties AS e USING (form)
)
SELECT form FROM tied
