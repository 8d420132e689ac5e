-- What an outlet prints day after day: slogans, notes on how it works, invitations, backgrounds of a long story. One row
-- for each such paragraph (on five days or more, see recurring_paragraphs): in how many articles, on how many days, since
-- when and until when. Views of quotes and figures count what stands in it once, where it came first.
WITH counted AS (
    SELECT
        r.words_id,
        count(DISTINCT r.article_id) AS n_articles,
        count(DISTINCT a.published_date) AS n_days,
        min(a.published_date) AS first_printed,
        max(a.published_date) AS last_printed
    FROM recurring_paragraphs AS r JOIN articles AS a USING (article_id)
    GROUP BY r.words_id
)
SELECT
    a.publisher,
    substring(a.body, p.start_char + 1, p.end_char - p.start_char) AS words,
    c.n_articles,
    c.n_days,
    c.first_printed,
    c.last_printed,
    r.article_id,
    r.paragraph,
    r.words_id
FROM recurring_paragraphs AS r
JOIN counted AS c USING (words_id)
JOIN paragraphs AS p USING (article_id, paragraph)
JOIN articles AS a USING (article_id)
WHERE r.is_first
ORDER BY c.n_articles DESC, r.words_id
