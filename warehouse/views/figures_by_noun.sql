-- What is counted: figures of headline, body and captions by the noun that they count and their unit, of one article for
-- each group of equal bodies; a bare *one* is left out.
-- What stands in a paragraph that an outlet prints day after day counts once (recurring_paragraphs).
SELECT
    f.counted_lemma AS noun,
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
WHERE f.section IN ('headline', 'body', 'caption') AND f.counted_lemma IS NOT NULL
    AND f.kind NOT IN ('label', 'ordinal')
    AND NOT regexp_matches(lower(f.text), '^one\b')
GROUP BY f.counted_lemma, f.kind, f.unit
ORDER BY n_figures DESC, noun, f.kind, f.unit
