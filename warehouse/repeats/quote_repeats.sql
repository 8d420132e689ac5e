-- Quotes of groups that stand in two or more articles.
WITH placed AS (
    SELECT
        item_id AS quote_id,
        article_id,
        coalesce(leader, form) AS leader,
        coalesce(similarity, 1) AS similarity
    FROM internal.quote_forms SEMI JOIN tied USING (form)
    LEFT JOIN members USING (form)
),
repeated AS (
    SELECT leader FROM placed GROUP BY leader HAVING count(DISTINCT article_id) > 1
)
SELECT quote_id, left(sha256(leader::VARCHAR), 32) AS repeat_id, similarity
FROM placed SEMI JOIN repeated USING (leader)
