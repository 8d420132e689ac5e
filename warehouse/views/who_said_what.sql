-- Who said what, when and where: one row for each quote in headline, body and captions, of one article for each group of
-- equal bodies. `words` are the quote's; NULL in `speaker` means that the speaker was not found.
SELECT
    a.published_date AS date,
    a.publisher,
    a.headline,
    q.speaker_name AS speaker,
    q.speaker_title,
    q.speaker_affiliation,
    q.cue_text AS cue,
    q.text AS words,
    q.kind,
    q.polarity,
    q.said_from,
    q.said_to,
    q.confidence,
    q.quote_id,
    q.article_id,
    q.speaker_entity_id,
    q.speaker_entity_ids
FROM quotes AS q
JOIN current_articles AS a USING (article_id)
WHERE q.section IN ('headline', 'body', 'caption')
