-- severity: blocking
-- A mention's text is the body's at its offsets (Unicode code points, end exclusive).
SELECT m.mention_id, m.article_id, m.start_char, m.end_char
FROM mentions AS m LEFT JOIN articles AS a USING (article_id)
WHERE m.load_id = $load_id
    AND (m.start_char < 0 OR m.end_char <= m.start_char OR substring(a.body, m.start_char + 1, m.end_char - m.start_char) IS DISTINCT FROM m.text)
