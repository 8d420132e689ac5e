-- Publishers by their articles. Of articles with equal texts one is counted, the earliest.
WITH selected AS (
    SELECT article_id, publisher, published_date, word_count
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
    publisher,
    count(*) AS articles,
    sum(word_count)::BIGINT AS words,
    coalesce(sum(quotes), 0)::BIGINT AS quotes,
    coalesce(sum(figures), 0)::BIGINT AS figures,
    min(published_date) AS first_day,
    max(published_date) AS last_day
FROM selected
LEFT JOIN quoted USING (article_id)
LEFT JOIN figured USING (article_id)
GROUP BY publisher
ORDER BY articles DESC, publisher NULLS LAST
LIMIT $rows
