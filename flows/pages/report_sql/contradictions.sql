-- Figures of two articles about the same thing on the same days that can't both be right: what each side's words commit
-- to has no number in common. The surest pairs come first, then those furthest apart.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
),
claimed AS (
    SELECT f.figure_id, e.name AS claimant
    FROM figures AS f
    JOIN links_of_articles AS l ON l.article_id = f.article_id AND l.entity_id = f.claimant_entity_id
    JOIN entities AS e USING (canonical_id)
)
SELECT
    c.about,
    c.owner,
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
    claim_a.claimant AS claimant_a,
    c.publisher_a,
    c.published_a,
    c.article_a,
    c.figure_a,
    c.text_b,
    c.low_b,
    c.high_b,
    claim_b.claimant AS claimant_b,
    c.publisher_b,
    c.published_b,
    c.article_b,
    c.figure_b
FROM figure_contradictions AS c
JOIN selected AS a ON a.article_id = c.article_a
JOIN selected AS b ON b.article_id = c.article_b
LEFT JOIN claimed AS claim_a ON claim_a.figure_id = c.figure_a
LEFT JOIN claimed AS claim_b ON claim_b.figure_id = c.figure_b
ORDER BY c.confidence DESC, c.gap DESC, c.day, c.figure_a, c.figure_b
LIMIT $rows
