-- Forms that no quote had before.
WITH unknown AS (
    SELECT min(quote_id) AS quote_id
    FROM came ANTI JOIN (SELECT form FROM internal.quote_shingles) USING (form)
    GROUP BY form
)
SELECT form, size, shingles
FROM came SEMI JOIN unknown USING (quote_id)
