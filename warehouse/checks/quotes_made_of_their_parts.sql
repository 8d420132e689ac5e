-- severity: blocking
-- A quote's text is its parts joined by " … ", its offsets are their hull, n_parts their number; parts count from 0.
WITH joined AS (
    SELECT
        article_id,
        quote_id,
        string_agg(text, ' … ' ORDER BY part) AS text,
        min(start_char) AS start_char,
        max(end_char) AS end_char,
        count(*) AS n_parts,
        min(part) AS first_part,
        max(part) AS last_part
    FROM quote_parts
    WHERE load_id = $load_id
    GROUP BY article_id, quote_id
)
SELECT q.quote_id, q.article_id
FROM quotes AS q
LEFT JOIN joined AS j USING (article_id, quote_id)
WHERE q.load_id = $load_id
    AND (
        q.text IS DISTINCT FROM j.text
        OR q.start_char <> j.start_char
        OR q.end_char <> j.end_char
        OR q.n_parts <> j.n_parts
        OR j.first_part <> 0
        OR j.last_part <> j.n_parts - 1
    )
