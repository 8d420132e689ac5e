-- Quotes of headline, body and captions, of one article for each group of equal bodies, and once of what an outlet prints
-- day after day: those of who_said_what, and those less sure than .5.
SELECT
    'quotes' AS what,
    q.quote_id AS row_id,
    q.article_id,
    a.published_date AS date,
    a.publisher AS outlet,
    coalesce(e.name, q.speaker_name) AS speaker,
    CASE WHEN e.name IS NULL AND q.speaker_name IS NULL THEN q.speaker_text END AS described,
    concat_ws(', ', q.speaker_title, q.speaker_affiliation) AS speaker_role,
    q.kind,
    q.polarity,
    q.modality,
    coalesce(q.modality, 'asserted') = 'asserted' AND coalesce(q.polarity, 'asserts') <> 'declines' AS said,
    q.confidence,
    q.words AS text,
    fold(q.words) || '|' || fold(concat_ws(' ', e.name, q.speaker_name, q.speaker_text)) AS folded,
    fold(concat_ws(' ', e.name, q.speaker_name, q.speaker_text)) AS speaker_folded,
    NULL::DOUBLE AS value,
    NULL::DOUBLE AS low,
    NULL::DOUBLE AS high,
    NULL::VARCHAR AS unit,
    q.paragraph,
    q.start_char,
    q.end_char
FROM quotes AS q
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS l ON l.article_id = q.article_id AND l.entity_id = q.speaker_entity_id
LEFT JOIN entities AS e ON e.canonical_id = l.canonical_id
WHERE q.section IN ('headline', 'body', 'caption')
