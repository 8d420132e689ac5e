-- The words of the body of each article of copy_wanted, without its outlet's furniture: paragraphs that stand there on many
-- days. Withheld and canceled articles are left out.
SELECT article_id, string_agg(words, ' ' ORDER BY paragraph) AS words
FROM (
    SELECT
        a.article_id,
        a.publisher,
        p.paragraph,
        substring(a.head, p.start_char + 1, p.end_char - p.start_char) AS words
    FROM article_heads AS a SEMI JOIN copy_wanted USING (article_id)
    JOIN paragraphs AS p USING (article_id)
    WHERE
        list_contains(getvariable('copy_months'), a.published_month)
        AND p.section = 'body' AND p.start_char < length(a.head) AND a.pub_status = 'usable'
)
WHERE md5_number_lower(coalesce(publisher, '') || ' ' || words) NOT IN (SELECT paragraph FROM internal.copy_furniture)
GROUP BY article_id
