-- Figures of headline, body and captions, of one article for each group of equal bodies, and once of what an outlet prints
-- day after day, with the words of their sentences; the speaker is who claims it. Labels (numbers that name something),
-- ordinals and a bare *one* are left out.
SELECT
    'figures' AS what,
    f.figure_id AS row_id,
    f.article_id,
    f.published_date AS date,
    f.publisher AS outlet,
    claimant.name AS speaker,
    NULL::VARCHAR AS described,
    '' AS speaker_role,
    f.kind,
    NULL::VARCHAR AS polarity,
    f.modality,
    f.modality = 'asserted' AS said,
    f.confidence,
    f.text,
    fold(concat_ws(' ', f.sentence, f.topic, owner.name)) || '|' || fold(claimant.name) AS folded,
    CASE WHEN claimant.name IS NULL THEN NULL ELSE fold(claimant.name) END AS speaker_folded,
    f.value,
    f.low,
    f.high,
    f.unit,
    f.paragraph,
    f.start_char,
    f.end_char
FROM (
    -- each sentence is cut out before the joins that follow, which would carry an article's body for each of its figures
    SELECT
        one.*,
        a.published_date,
        a.publisher,
        substring(a.body, one.sentence_start + 1, one.sentence_end - one.sentence_start) AS sentence
    FROM figures AS one
    JOIN current_articles AS a USING (article_id)
) AS f
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
LEFT JOIN links_of_articles AS o ON o.article_id = f.article_id AND o.entity_id = f.entity_id
LEFT JOIN entities AS owner ON owner.canonical_id = o.canonical_id
LEFT JOIN links_of_articles AS c ON c.article_id = f.article_id AND c.entity_id = f.claimant_entity_id
LEFT JOIN entities AS claimant ON claimant.canonical_id = c.canonical_id
WHERE f.section IN ('headline', 'body', 'caption') AND f.kind NOT IN ('label', 'ordinal')
    AND NOT regexp_matches(lower(f.text), '^one\b')
