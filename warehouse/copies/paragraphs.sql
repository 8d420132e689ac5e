-- Paragraphs of the body of the articles of a load (with NULL of all), as hashes of publisher and words, and the day on
-- which each stood there; undated articles are told apart by how they begin.
WITH chosen AS (
    SELECT
        p.article_id,
        p.paragraph,
        substring(a.head, p.start_char + 1, p.end_char - p.start_char) AS words,
        coalesce(a.publisher, '') AS publisher,
        a.published_date
    FROM paragraphs AS p
    JOIN (SELECT *, left(body, 10000) AS head FROM articles) AS a USING (article_id)
    WHERE p.section = 'body' AND p.start_char < 10000 AND ($load_id IS NULL OR a.load_id = $load_id)
)
SELECT
    article_id,
    md5_number_lower(publisher || ' ' || words) AS paragraph,
    md5_number_lower(coalesce(
        published_date::VARCHAR,
        first_value(words) OVER (PARTITION BY article_id ORDER BY paragraph)
    )) AS day
FROM chosen
