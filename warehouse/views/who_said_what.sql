-- Who said what, when and where: one row for each quote in headline, body and captions whose span and speaker are right
-- with a chance of 0.5 or more, of one article for each group of equal bodies, and once of paragraphs that an outlet prints
-- day after day (recurring_paragraphs). `speaker` is the name that the corpus has for the first speaker; where it is NULL
-- the speaker is not known by name, and `speaker_text` holds the words for it, if there are any (two officials). `words` are
-- the quote's, to read and paste; its exact text is in quotes. `said` tells whether it was said: not what somebody denied
-- saying, declined to say, may, would or will say, nor hearsay.
SELECT
    a.published_date AS date,
    a.publisher,
    a.headline,
    coalesce(e.name, q.speaker_name) AS speaker,
    q.speaker_text,
    q.speaker_kind,
    q.speaker_title,
    q.speaker_affiliation,
    q.speaker_gender,
    q.cue_text AS cue,
    q.words,
    q.kind,
    q.polarity,
    q.modality,
    coalesce(q.modality, 'asserted') = 'asserted' AND coalesce(q.polarity, 'asserts') <> 'declines' AS said,
    q.channel,
    q.reported_by_text AS reported_by,
    q.source_description,
    q.source_class,
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
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS l ON l.article_id = q.article_id AND l.entity_id = q.speaker_entity_id
LEFT JOIN entities AS e ON e.canonical_id = l.canonical_id
WHERE q.section IN ('headline', 'body', 'caption') AND q.confidence >= 0.5
