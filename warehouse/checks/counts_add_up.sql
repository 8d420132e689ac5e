-- severity: blocking
-- Nothing is lost: every record read is ok, unchanged, duplicate or rejected; every one that is ok or duplicate left a
-- revision, and every rejected one a reject.
WITH found AS (
    SELECT
        load_id,
        rows_in,
        rows_ok + rows_unchanged + rows_duplicate + rows_rejected AS rows_told,
        rows_ok + rows_duplicate AS rows_new,
        rows_rejected,
        (SELECT count(*) FROM article_revisions AS r WHERE r.load_id = $load_id) AS revisions,
        (SELECT count(*) FROM rejects AS r WHERE r.load_id = $load_id) AS rejects
    FROM loads
    WHERE load_id = $load_id
)
SELECT *
FROM found
WHERE rows_in <> rows_told OR rows_new <> revisions OR rows_rejected <> rejects
