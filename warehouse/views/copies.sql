-- Who prints whose text: articles that share most of their text with an earlier one (wire copy, local editions, republished
-- pages, updates under a new id), each with the first of its group. Of equal bodies that one stands for all in the other
-- views.
SELECT
    c.published_date AS date,
    c.publisher,
    c.headline,
    o.publisher AS first_publisher,
    o.headline AS first_headline,
    o.published_date AS first_date,
    copy.similarity,
    copy.shared,
    c.url,
    c.article_id,
    o.article_id AS first_article_id
FROM article_copies AS copy
JOIN articles AS c USING (article_id)
JOIN article_copies AS one ON one.group_id = copy.group_id AND one.is_first
JOIN articles AS o ON o.article_id = one.article_id
WHERE NOT copy.is_first
ORDER BY c.published_at, c.article_id
