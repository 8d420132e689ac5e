-- severity: blocking
-- Every entity that a row names is one of its article's entities.
WITH named AS (
    SELECT 'mentions.entity_id' AS column_name, mention_id AS row_id, article_id, entity_id
    FROM mentions WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes.speaker_entity_id', quote_id, article_id, speaker_entity_id FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes.speaker_entity_ids', quote_id, article_id, unnest(speaker_entity_ids)
    FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes.addressee_entity_id', quote_id, article_id, addressee_entity_id FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures.entity_id', figure_id, article_id, entity_id FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures.place_entity_id', figure_id, article_id, place_entity_id FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures.claimant_entity_id', figure_id, article_id, claimant_entity_id
    FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes.reported_by_entity_id', quote_id, article_id, reported_by_entity_id
    FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes.on_behalf_of_entity_id', quote_id, article_id, on_behalf_of_entity_id
    FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'polls.pollster_entity_id', poll_id, article_id, pollster_entity_id FROM polls WHERE load_id = $load_id
    UNION ALL
    SELECT 'polls.sponsor_entity_id', poll_id, article_id, sponsor_entity_id FROM polls WHERE load_id = $load_id
    UNION ALL
    SELECT 'entity_candidates.entity_id', entity_id, article_id, entity_id FROM entity_candidates WHERE load_id = $load_id
    UNION ALL
    SELECT 'article_places.entity_id', entity_id, article_id, entity_id FROM article_places WHERE load_id = $load_id
    UNION ALL
    SELECT 'entity_relations.subject_entity_id', relation_id, article_id, subject_entity_id
    FROM entity_relations WHERE load_id = $load_id
    UNION ALL
    SELECT 'entity_relations.object_entity_id', relation_id, article_id, object_entity_id
    FROM entity_relations WHERE load_id = $load_id
)
SELECT column_name, row_id, article_id, entity_id
FROM named
ANTI JOIN (FROM article_entities WHERE load_id = $load_id) USING (article_id, entity_id)
WHERE entity_id IS NOT NULL
