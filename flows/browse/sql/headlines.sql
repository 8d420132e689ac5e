-- Headlines, of one article for each group of equal bodies.
SELECT
    'headlines' AS what,
    a.article_id AS row_id,
    a.article_id,
    a.published_date AS date,
    a.publisher AS outlet,
    NULL::VARCHAR AS speaker,
    NULL::VARCHAR AS described,
    '' AS speaker_role,
    NULL::VARCHAR AS kind,
    NULL::VARCHAR AS polarity,
    NULL::VARCHAR AS modality,
    true AS said,
    NULL::DOUBLE AS confidence,
    a.headline AS text,
    fold(a.headline) AS folded,
    NULL::VARCHAR AS speaker_folded,
    NULL::DOUBLE AS value,
    NULL::DOUBLE AS low,
    NULL::DOUBLE AS high,
    NULL::VARCHAR AS unit,
    NULL::INTEGER AS paragraph,
    NULL::INTEGER AS start_char,
    NULL::INTEGER AS end_char
FROM current_articles AS a
WHERE a.headline IS NOT NULL
