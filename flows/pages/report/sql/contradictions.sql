-- Figures of two articles, or of two claimants, about the same thing on the same days that can't both be right: what
-- the words of each side commit to has no number in common. A dispute is between two sources, an update goes on counting,
-- a revision corrects. Disputes come first, then the surest pairs, then those furthest apart.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    c.verdict,
    coalesce(f.topic, lower(f.counted), c.about) AS about,
    c.owner,
    c.place,
    c.owner_id,
    c.unit,
    c.per_unit,
    c.day,
    c.last_day,
    c.gap,
    c.score,
    c.confidence,
    c.n_figures,
    c.n_articles,
    c.text_a,
    c.sentence_a,
    f.start_char - f.sentence_start AS at_a,
    c.low_a,
    c.high_a,
    c.claimant_a,
    c.publisher_a,
    c.published_a,
    c.url_a,
    c.article_a,
    c.figure_a,
    c.text_b,
    c.sentence_b,
    g.start_char - g.sentence_start AS at_b,
    c.low_b,
    c.high_b,
    c.claimant_b,
    c.publisher_b,
    c.published_b,
    c.url_b,
    c.article_b,
    c.figure_b
FROM figure_contradictions AS c
JOIN selected AS a ON a.article_id = c.article_a
JOIN selected AS b ON b.article_id = c.article_b
JOIN figures AS f ON f.figure_id = c.figure_a
JOIN figures AS g ON g.figure_id = c.figure_b
ORDER BY c.verdict, c.score DESC, c.gap DESC, c.day, c.figure_a, c.figure_b
LIMIT $rows
