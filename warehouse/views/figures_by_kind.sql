-- Figures of headline, body and captions by kind and unit, of one article for each group of equal bodies: how many, in
-- how many articles, and their range. Labels (numbers that name something), ordinals and a bare *one* are left out: figures has them.
-- What stands in a paragraph that an outlet prints day after day counts once (recurring_paragraphs).
SELECT
    f.kind,
    f.unit,
    count(*) AS n_figures,
    count(DISTINCT f.article_id) AS n_articles,
    min(f.value) AS smallest,
    median(f.value) AS median,
    max(f.value) AS largest
FROM figures AS f
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN current_articles AS a USING (article_id)
WHERE f.section IN ('headline', 'body', 'caption') AND f.kind NOT IN ('label', 'ordinal')
    AND NOT regexp_matches(lower(f.text), '^one\b')
GROUP BY f.kind, f.unit
ORDER BY n_figures DESC, f.kind, f.unit
