-- Forms that no item had before.
WITH unknown AS (
    SELECT min(item_id) AS item_id
    FROM came ANTI JOIN (SELECT form FROM internal.{what}_shingles) USING (form)
    GROUP BY form
)
SELECT form, size, shingles
FROM came SEMI JOIN unknown USING (item_id)
