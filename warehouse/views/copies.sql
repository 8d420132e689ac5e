-- Who prints whose text: articles whose body another article has word for word (wire copy, republished pages), each with the
-- earliest of the group, which stands for all of them in the other views.
SELECT
    c.published_date AS date,
    c.publisher,
    c.headline,
    o.publisher AS first_publisher,
    o.headline AS first_headline,
    o.published_date AS first_date,
    c.url,
    c.article_id,
    o.article_id AS first_article_id
FROM articles AS c
JOIN current_articles AS o USING (dup_group_id)
WHERE c.pub_status = 'usable' AND c.article_id <> o.article_id
ORDER BY c.published_at, c.article_id
