-- severity: blocking
-- A quote's speaker is the first of its speakers, and one whose speaker is not known has none.
SELECT quote_id, article_id, speaker_entity_id, speaker_entity_ids
FROM quotes
WHERE load_id = $load_id AND speaker_entity_id IS DISTINCT FROM speaker_entity_ids[1]
