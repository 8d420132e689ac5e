-- Who and what each article is about: its entities, the most salient first, of one article for each group of equal
-- bodies. `entity` is the article's fullest name, `name` the one that the corpus has.
SELECT
    a.published_date AS date,
    a.publisher,
    a.headline,
    ae.name AS entity,
    ae.kind,
    ae.title,
    ae.affiliation,
    ae.n_mentions,
    ae.salience,
    a.url,
    ae.article_id,
    ae.entity_id,
    l.canonical_id,
    e.name
FROM article_entities AS ae
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS l ON l.article_id = ae.article_id AND l.entity_id = ae.entity_id
LEFT JOIN entities AS e ON e.canonical_id = l.canonical_id
ORDER BY a.published_at, ae.article_id, ae.salience DESC, ae.entity_id
