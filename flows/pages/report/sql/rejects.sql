-- Records that did not pass, by load and reason. They are kept whole; `onrecord rejects` lists them, `onrecord replay`
-- takes them again.
SELECT
    r.load_id,
    l.started_at::DATE AS day,
    r.error_code,
    r.status,
    count(*) AS records,
    min(r.reject_id) AS example
FROM rejects AS r
LEFT JOIN loads AS l USING (load_id)
GROUP BY r.load_id, l.started_at, r.error_code, r.status
ORDER BY l.started_at DESC NULLS LAST, r.load_id, records DESC, r.error_code, r.status
LIMIT $rows
