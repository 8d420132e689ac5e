-- What the decisions say, as rows: one for each entity and month, and for each article that differs from it.
SELECT entity_id, published_month, NULL::VARCHAR AS article_id, canonical_id, rule, confidence
FROM decisions JOIN evidence USING (number)
WHERE is_default
UNION ALL BY NAME
SELECT ae.entity_id, ae.published_month, ae.article_id, d.canonical_id, d.rule, d.confidence
FROM decisions AS d
JOIN evidence AS e USING (number)
JOIN article_entities AS ae
    ON ae.entity_id = e.entity_id
    AND ae.published_month = e.published_month
    AND (e.kind <> 'PERSON' OR ae.title IS NOT DISTINCT FROM e.title)
    AND (e.kind <> 'PERSON' OR ae.affiliation IS NOT DISTINCT FROM e.affiliation)
    AND (e.kind <> 'PERSON' OR ae.gender_evidence IS NOT DISTINCT FROM e.gender_evidence)
    AND ae.external_id IS NOT DISTINCT FROM e.external_id
WHERE NOT d.is_default
