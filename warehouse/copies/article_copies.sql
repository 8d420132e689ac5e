-- Articles of groups of two or more: with their likeness to the longest text that holds theirs, and which of them came
-- first. A text that comes again after a pause of $days begins another group, unless it is the same word for word: what is
-- shared months apart is an outlet's pattern for notices. Undated articles count to the first.
WITH placed AS (
    SELECT
        f.article_id,
        f.form,
        a.published_at,
        a.published_date,
        coalesce(m.leader, f.form) AS leader,
        coalesce(m.similarity, 1) AS shared,
        coalesce(m.similarity * t.size / (t.size + t.longer_size - m.similarity * t.size), 1) AS similarity,
        lag(a.published_date) OVER (
            PARTITION BY coalesce(m.leader, f.form) ORDER BY a.published_date NULLS FIRST, f.article_id
        ) AS day_before
    FROM internal.copy_forms AS f SEMI JOIN tied USING (form)
    JOIN articles AS a USING (article_id)
    LEFT JOIN members AS m USING (form)
    LEFT JOIN internal.copy_matches AS t ON t.form = m.form AND t.longer = m.leader
),
runs AS (
    SELECT
        *,
        count(*) FILTER (published_date - day_before > $days) OVER (
            PARTITION BY leader ORDER BY published_date NULLS FIRST, article_id
        ) AS run
    FROM placed
),
grouped AS (
    SELECT *, min(run) OVER (PARTITION BY leader, form) AS first_run
    FROM runs
)
SELECT
    article_id,
    left(sha256(concat_ws('/', leader, min(published_date) OVER together)), 32) AS group_id,
    round(similarity, 3) AS similarity,
    shared,
    row_number() OVER (together ORDER BY published_at NULLS LAST, article_id) = 1 AS is_first
FROM grouped
WINDOW together AS (PARTITION BY leader, first_run)
QUALIFY count(*) OVER together > 1
