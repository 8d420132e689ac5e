-- severity: blocking
-- A poll's text is the body's at its offsets (Unicode code points, end exclusive), and is not empty.
SELECT r.poll_id, r.article_id, r.start_char, r.end_char
FROM polls AS r
JOIN articles AS a ON a.article_id = r.article_id AND a.load_id = $load_id
WHERE r.load_id = $load_id
    AND (
        r.start_char < 0
        OR r.end_char <= r.start_char
        OR substring(a.body, r.start_char + 1, r.end_char - r.start_char) <> r.text
    )
