-- Who is quoted most: quotes and articles for each speaker of the corpus, over who_said_what. Words of two speakers
-- count for both; quotes without a speaker are left out.
SELECT
    e.name AS speaker,
    e.kind,
    count(DISTINCT w.quote_id) AS n_quotes,
    count(DISTINCT w.article_id) AS n_articles,
    min(w.date) AS first_quoted,
    max(w.date) AS last_quoted,
    e.canonical_id
FROM who_said_what AS w
CROSS JOIN unnest(w.speaker_entity_ids) AS s (entity_id)
JOIN links_of_articles AS l ON l.article_id = w.article_id AND l.entity_id = s.entity_id
JOIN entities AS e USING (canonical_id)
GROUP BY e.canonical_id, e.name, e.kind
ORDER BY n_quotes DESC, speaker
