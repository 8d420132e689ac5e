-- Who and what the news is about: entities by the articles that name them, with what was said by and about them. Days,
-- numbers and the like are left out.
WITH selected AS (
    SELECT article_id, published_date
    FROM current_articles
    WHERE true -- selection
),
said AS (
    SELECT speaker_id AS canonical_id, count(DISTINCT quote_id) AS quotes
    FROM quote_speakers
    JOIN selected USING (article_id)
    GROUP BY speaker_id
)
SELECT
    e.canonical_id,
    e.name AS entity,
    e.kind,
    e.external_id,
    count(DISTINCT s.article_id) AS articles,
    sum(ae.n_mentions)::BIGINT AS mentions,
    coalesce(any_value(said.quotes), 0) AS quotes,
    min(s.published_date) AS first_seen,
    max(s.published_date) AS last_seen
FROM links_of_articles AS l
JOIN selected AS s USING (article_id)
JOIN article_entities AS ae USING (article_id, entity_id)
JOIN entities AS e USING (canonical_id)
LEFT JOIN said USING (canonical_id)
WHERE e.kind IN ('PERSON', 'NORP', 'ORG', 'GPE', 'LOC', 'FAC', 'EVENT', 'LAW', 'PRODUCT', 'WORK_OF_ART')
GROUP BY e.canonical_id, e.name, e.kind, e.external_id
ORDER BY articles DESC, mentions DESC, entity, canonical_id
LIMIT $rows
