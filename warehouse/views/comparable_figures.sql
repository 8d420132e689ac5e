-- Figures that another one can agree with or contradict: asserted levels of what is told in headline, body and captions, no
-- polls, parts, additions (*another 12*) or rises, of a topic (people killed, arrested; figure_topics), of a measure that
-- somebody or a place has, or of things counted that somebody has. `way` is topic, measure or noun, `about` says which.
SELECT
    figure_id,
    CASE
        WHEN topic IS NOT NULL THEN 'topic'
        WHEN measure IS NOT NULL THEN 'measure'
        ELSE 'noun'
    END AS way,
    coalesce(topic, lower(measure), counted_lemma) AS about
FROM figures
WHERE
    section IN ('headline', 'body', 'caption')
    AND kind IN ('count', 'money', 'percent', 'measure', 'number')
    AND modality = 'asserted'
    AND (coalesce(role, 'level') IN ('level', 'to') OR (topic = 'job_cut' AND role = 'delta'))
    AND scope IS DISTINCT FROM 'more'
    AND (topic IS NOT NULL OR direction IS NULL OR role = 'to')
    AND len(checks_failed) = 0
    AND poll_id IS NULL
    AND (low IS NOT NULL OR high IS NOT NULL)
    AND (
        topic IS NOT NULL
        OR (measure IS NOT NULL AND coalesce(entity_id, place_entity_id) IS NOT NULL)
        OR (kind = 'count' AND entity_id IS NOT NULL)
    )
