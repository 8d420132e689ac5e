-- Paragraphs of the body of the articles of copy_wanted, as hashes of publisher and words, and the day on
-- which each stood there; undated articles are told apart by how they begin.
WITH chosen AS (
    SELECT
        p.article_id,
        p.paragraph,
        substring(a.head, p.start_char + 1, p.end_char - p.start_char) AS words,
        coalesce(a.publisher, '') AS publisher,
        a.published_date
    FROM article_heads AS a SEMI JOIN copy_wanted USING (article_id)
    JOIN paragraphs AS p USING (article_id)
    WHERE
        list_contains(getvariable('copy_months'), a.published_month)
        AND p.section = 'body' AND p.start_char < length(a.head)
)
SELECT
    article_id,
    paragraph AS number,
    md5_number_lower(publisher || ' ' || words) AS paragraph,
    md5_number_lower(coalesce(
        published_date::VARCHAR,
        first_value(words) OVER (PARTITION BY article_id ORDER BY paragraph)
    )) AS day
FROM chosen
