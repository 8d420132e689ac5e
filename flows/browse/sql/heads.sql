-- The heads of articles, of one article for each group of equal bodies.
SELECT article_id, headline, url, byline
FROM current_articles
