-- severity: blocking
-- Every poll that a figure answers is one of its article's polls.
SELECT f.figure_id, f.article_id, f.poll_id
FROM figures AS f
ANTI JOIN (FROM polls WHERE load_id = $load_id) AS p ON p.article_id = f.article_id AND p.poll_id = f.poll_id
WHERE f.load_id = $load_id AND f.poll_id IS NOT NULL
