-- Its figures: numbers of headline, body and captions that are about it, read rightly with a chance of
-- 0.5 or more, the newest first.
WITH selected AS (
    SELECT article_id, publisher, url, published_date
    FROM current_articles
    WHERE true -- selection
)
SELECT
    coalesce(f.holds_from, s.published_date) AS day,
    f.text,
    f.value,
    f.low,
    f.high,
    coalesce(f.counted, f.measure) AS about,
    f.unit,
    f.per_unit,
    f.modality,
    s.publisher,
    s.url,
    f.figure_id,
    f.article_id
FROM figures AS f
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN selected AS s USING (article_id)
JOIN links_of_articles AS l ON l.article_id = f.article_id AND l.entity_id = f.entity_id
WHERE l.canonical_id = $entity AND f.section IN ('headline', 'body', 'caption') AND f.kind NOT IN ('label', 'ordinal')
    AND f.confidence >= 0.5
ORDER BY day DESC NULLS LAST, f.article_id, f.start_char
LIMIT $rows
