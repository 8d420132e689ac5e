-- Who and what each article is about: its entities, the most salient first, of one article for each group of equal
-- bodies.
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
    ae.article_id,
    ae.entity_id
FROM article_entities AS ae
JOIN current_articles AS a USING (article_id)
ORDER BY a.published_at, ae.article_id, ae.salience DESC, ae.entity_id
