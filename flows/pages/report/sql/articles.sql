-- Articles, the newest first. Of articles with equal texts one stands for all, the earliest.
WITH selected AS (
    SELECT article_id, publisher, url, headline, published_date, word_count, lang
    FROM current_articles
    WHERE true -- selection
),
quoted AS (
    SELECT article_id, count(*) AS quotes FROM who_said_what GROUP BY article_id
),
figured AS (
    SELECT article_id, count(*) AS figures
    FROM figures
    ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
    WHERE section IN ('headline', 'body', 'caption') AND kind <> 'label'
    GROUP BY article_id
)
SELECT
    s.published_date AS date,
    s.publisher,
    s.url,
    s.headline,
    s.word_count AS words,
    coalesce(q.quotes, 0) AS quotes,
    coalesce(f.figures, 0) AS figures,
    s.article_id
FROM selected AS s
LEFT JOIN quoted AS q USING (article_id)
LEFT JOIN figured AS f USING (article_id)
ORDER BY date DESC NULLS LAST, s.publisher, s.article_id
LIMIT $rows
