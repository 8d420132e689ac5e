-- Who said each quote: one row for each quote of who_said_what that was said and each of its speakers, two for Smith and
-- Jones said. The same words about the same person in two articles are two rows; quotes without a known speaker, and what
-- was not said (see `said` there), are left out.
SELECT
    w.date,
    w.publisher,
    w.headline,
    e.name AS speaker,
    e.kind AS speaker_kind,
    w.words,
    w.kind,
    w.polarity,
    w.confidence,
    w.url,
    w.quote_id,
    w.article_id,
    l.canonical_id AS speaker_id
FROM who_said_what AS w
CROSS JOIN unnest(w.speaker_entity_ids) AS s (entity_id)
JOIN links_of_articles AS l ON l.article_id = w.article_id AND l.entity_id = s.entity_id
JOIN entities AS e USING (canonical_id)
WHERE w.said
