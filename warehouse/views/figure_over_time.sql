-- A figure over time: figures of headline, body and captions by what they are about (the topic, else the noun
-- counted, else the attribute measured), whose they are, where, and their unit, in the order of the days for which they hold (of
-- publication where the text names none), each with the one before it and who claims it. `low` and `high` are what the
-- words commit to; forecasts and targets are marked by `modality`; labels, ordinals, scores,
-- ages and a bare *one* are left out. One article for each group of equal bodies.
-- What stands in a paragraph that an outlet prints day after day counts once (recurring_paragraphs).
SELECT
    coalesce(f.topic, f.counted_lemma, lower(f.measure)) AS about,
    f.topic,
    owner.canonical_id AS owner_id,
    entity.name AS owner,
    place.canonical_id AS place_id,
    f.kind,
    f.unit,
    f.per_unit,
    f.role,
    f.predicate,
    coalesce(f.holds_from, a.published_date) AS day,
    coalesce(f.holds_to, f.holds_from, a.published_date) AS last_day,
    f.value,
    f.low,
    f.high,
    f.modifier,
    f.modality,
    lag(f.value) OVER course AS value_before,
    f.value - lag(f.value) OVER course AS change,
    f.text,
    claimant.name AS claimant,
    a.published_date,
    a.publisher,
    a.headline,
    a.url,
    f.claimant_entity_id,
    said.canonical_id AS claimant_id,
    f.confidence,
    f.figure_id,
    f.article_id
FROM figures AS f
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS owner ON owner.article_id = f.article_id AND owner.entity_id = f.entity_id
LEFT JOIN entities AS entity ON entity.canonical_id = owner.canonical_id
LEFT JOIN links_of_articles AS place ON place.article_id = f.article_id AND place.entity_id = f.place_entity_id
LEFT JOIN links_of_articles AS said
    ON said.article_id = f.article_id AND said.entity_id = f.claimant_entity_id
LEFT JOIN entities AS claimant ON claimant.canonical_id = said.canonical_id
WHERE
    f.section IN ('headline', 'body', 'caption')
    AND f.kind NOT IN ('label', 'ordinal', 'score', 'age')
    AND NOT regexp_matches(lower(f.text), '^one\b')
    AND coalesce(f.role, 'level') IN ('level', 'from', 'to', 'whole')
    AND coalesce(f.counted_lemma, f.measure) IS NOT NULL
WINDOW course AS (
    PARTITION BY
        coalesce(f.topic, f.counted_lemma, lower(f.measure)),
        owner.canonical_id, place.canonical_id,
        f.kind, f.unit, f.per_unit, f.modality
    ORDER BY coalesce(f.holds_from, a.published_date), a.published_at, f.article_id, f.start_char
)
ORDER BY about, owner_id, place_id, f.kind, f.unit, f.per_unit, day, f.article_id, f.start_char
