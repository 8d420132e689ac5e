-- Figures of two articles, or of two claimants, about the same thing on the same days that can't both be right: what
-- the words of each side commit to has no number in common. The surest pairs come first, then those furthest apart.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    c.about,
    coalesce(c.owner, c.place) AS owner,
    c.owner_id,
    c.unit,
    c.per_unit,
    c.day,
    c.last_day,
    c.gap,
    c.confidence,
    c.text_a,
    c.low_a,
    c.high_a,
    c.claimant_a,
    c.publisher_a,
    c.published_a,
    c.article_a,
    c.figure_a,
    c.text_b,
    c.low_b,
    c.high_b,
    c.claimant_b,
    c.publisher_b,
    c.published_b,
    c.article_b,
    c.figure_b
FROM figure_contradictions AS c
JOIN selected AS a ON a.article_id = c.article_a
JOIN selected AS b ON b.article_id = c.article_b
ORDER BY c.confidence DESC, c.gap DESC, c.day, c.figure_a, c.figure_b
LIMIT $rows
