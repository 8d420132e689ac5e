-- Articles of groups of two or more: with their likeness to the group's longest text, and which of them came first.
WITH placed AS (
    SELECT
        f.article_id,
        coalesce(m.leader, f.form) AS leader,
        coalesce(m.similarity, 1) AS shared,
        coalesce(m.similarity * t.size / (t.size + t.longer_size - m.similarity * t.size), 1) AS similarity
    FROM internal.copy_forms AS f SEMI JOIN tied USING (form)
    LEFT JOIN members AS m USING (form)
    LEFT JOIN internal.copy_matches AS t ON t.form = m.form AND t.longer = m.leader
)
SELECT
    p.article_id,
    left(sha256(p.leader::VARCHAR), 32) AS group_id,
    round(p.similarity, 3) AS similarity,
    p.shared,
    row_number() OVER (PARTITION BY p.leader ORDER BY a.published_at NULLS LAST, p.article_id) = 1 AS is_first
FROM placed AS p JOIN articles AS a USING (article_id)
QUALIFY count(*) OVER (PARTITION BY p.leader) > 1
