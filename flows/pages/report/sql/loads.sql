-- Runs that loaded articles, the newest first: what was read and what became of it. The counts add up to the records
-- read. Loads are of the whole warehouse, whatever the selection.
SELECT
    load_id,
    flow,
    started_at::DATE AS day,
    status,
    input_uri,
    rows_in,
    coalesce(rows_new, rows_ok) AS rows_new,
    rows_revised,
    rows_unchanged,
    rows_duplicate,
    rows_rejected
FROM loads
ORDER BY started_at DESC, load_id
LIMIT $rows
