-- The words of each article's body without its outlet's furniture: paragraphs that stand there on many days. Of a long text
-- only its beginning is compared, for DuckDB holds 2,048 texts at a time. Withheld and canceled articles are left out.
SELECT article_id, load_id, string_agg(words, ' ' ORDER BY paragraph) AS words
FROM (
    SELECT
        a.article_id,
        a.load_id,
        a.publisher,
        p.paragraph,
        substring(a.head, p.start_char + 1, p.end_char - p.start_char) AS words
    FROM (SELECT *, left(body, 10000) AS head FROM articles) AS a
    JOIN paragraphs AS p USING (article_id)
    WHERE p.section = 'body' AND p.start_char < 10000 AND a.pub_status = 'usable'
)
WHERE md5_number_lower(coalesce(publisher, '') || ' ' || words) NOT IN (SELECT paragraph FROM internal.copy_furniture)
GROUP BY article_id, load_id
