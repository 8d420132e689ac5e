-- The forms to compare, each with one of its items.
SELECT form, min(item_id) AS item_id
FROM internal.{what}_forms
SEMI JOIN (SELECT form FROM candidates UNION SELECT longer FROM candidates) USING (form)
GROUP BY form
