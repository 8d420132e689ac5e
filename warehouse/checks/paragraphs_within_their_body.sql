-- severity: blocking
-- Paragraphs lie within the body, are not empty, follow each other without overlap and are numbered from 0.
WITH ordered AS (
    SELECT
        p.*,
        length(a.body) AS body_length,
        lag(p.end_char, 1, 0) OVER article AS previous_end,
        row_number() OVER article - 1 AS place
    FROM paragraphs AS p
    JOIN articles AS a ON a.article_id = p.article_id AND a.load_id = $load_id
    WHERE p.load_id = $load_id
    WINDOW article AS (PARTITION BY p.article_id ORDER BY p.start_char, p.paragraph)
)
SELECT article_id, paragraph, start_char, end_char
FROM ordered
WHERE start_char < previous_end OR end_char <= start_char OR end_char > body_length OR paragraph <> place
