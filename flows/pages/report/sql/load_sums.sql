-- All loads together, and the newest.
SELECT
    count(*) AS loads,
    coalesce(sum(rows_in), 0)::BIGINT AS rows_in,
    coalesce(sum(coalesce(rows_new, rows_ok)), 0)::BIGINT AS rows_new,
    coalesce(sum(rows_revised), 0)::BIGINT AS rows_revised,
    coalesce(sum(rows_unchanged), 0)::BIGINT AS rows_unchanged,
    coalesce(sum(rows_duplicate), 0)::BIGINT AS rows_duplicate,
    coalesce(sum(rows_rejected), 0)::BIGINT AS rows_rejected,
    max(started_at) AS newest
FROM loads
