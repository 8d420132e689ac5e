-- Who speaks about whom: one row for each quote, each of its speakers and each entity of the corpus that its words name or
-- stand for (he, the minister), speakers about themselves left out.
WITH named AS (
    SELECT DISTINCT p.quote_id, l.canonical_id
    FROM quote_parts AS p
    JOIN mentions AS m
        ON m.article_id = p.article_id
        AND m.start_char >= p.start_char
        AND m.end_char <= p.end_char
    JOIN links_of_articles AS l ON l.article_id = m.article_id AND l.entity_id = m.entity_id
)
SELECT
    s.date,
    s.publisher,
    s.headline,
    s.speaker,
    e.name AS about,
    e.kind AS about_kind,
    s.words,
    s.kind,
    s.polarity,
    s.confidence,
    s.url,
    s.quote_id,
    s.article_id,
    s.speaker_id,
    e.canonical_id AS about_id
FROM quote_speakers AS s
JOIN named AS n USING (quote_id)
JOIN entities AS e USING (canonical_id)
WHERE e.canonical_id <> s.speaker_id
