-- One article for each dup_group_id: of articles with equal bodies the earliest dated one, then the smallest
-- article_id. Withheld and canceled articles are left out.
SELECT *
FROM articles
WHERE pub_status = 'usable'
QUALIFY row_number() OVER (PARTITION BY dup_group_id ORDER BY published_at NULLS LAST, article_id) = 1
