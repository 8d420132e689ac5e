-- Who said what, when and where: one row for each quote in headline, body and captions, of one article for each group of
-- equal bodies. `speaker` is the name that the corpus has for the first speaker; where it is NULL the speaker is not known
-- by name, and `speaker_text` holds the words for it, if there are any (two officials). `words` are the quote's.
SELECT
    a.published_date AS date,
    a.publisher,
    a.headline,
    coalesce(e.name, q.speaker_name) AS speaker,
    q.speaker_text,
    q.speaker_kind,
    q.speaker_title,
    q.speaker_affiliation,
    q.cue_text AS cue,
    q.text AS words,
    q.kind,
    q.polarity,
    q.said_from,
    q.said_to,
    q.confidence,
    a.url,
    q.quote_id,
    q.article_id,
    q.speaker_entity_id,
    q.speaker_entity_ids,
    l.canonical_id AS speaker_id
FROM quotes AS q
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS l ON l.article_id = q.article_id AND l.entity_id = q.speaker_entity_id
LEFT JOIN entities AS e ON e.canonical_id = l.canonical_id
WHERE q.section IN ('headline', 'body', 'caption')
