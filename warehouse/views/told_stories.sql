-- Events that several outlets tell within days, those told by the most outlets first: the headline of the first article, who
-- tells them, and the names that most of their texts have (two at least). Copies of one text count once in `n_texts`.
WITH texts AS (
    SELECT story_id, article_id FROM story_articles WHERE copy_of IS NULL
),
named AS (
    SELECT t.story_id, e.name, count(DISTINCT t.article_id) AS n
    FROM texts AS t
    JOIN links_of_articles AS l USING (article_id)
    JOIN entities AS e USING (canonical_id)
    GROUP BY t.story_id, l.canonical_id, e.name
    HAVING count(DISTINCT t.article_id) > 1
),
names AS (
    SELECT story_id, list(name ORDER BY n DESC, name)[1:5] AS names FROM named GROUP BY story_id
),
outlets AS (
    SELECT s.story_id, list(DISTINCT a.publisher ORDER BY a.publisher) AS publishers
    FROM story_articles AS s JOIN articles AS a USING (article_id)
    WHERE a.publisher IS NOT NULL
    GROUP BY s.story_id
)
SELECT
    s.first_date,
    s.last_date,
    first.headline,
    s.n_outlets,
    s.n_texts,
    s.n_articles,
    coalesce(outlets.publishers, []) AS publishers,
    coalesce(names.names, []) AS names,
    first.url,
    s.story_id
FROM stories AS s
JOIN articles AS first ON first.article_id = s.story_id
LEFT JOIN outlets USING (story_id)
LEFT JOIN names USING (story_id)
ORDER BY s.n_outlets DESC, s.n_texts DESC, s.first_date, s.story_id
