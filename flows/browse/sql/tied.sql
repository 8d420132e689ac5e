-- Which entities of the corpus each quote and figure is of: whom it is by, and whom or what it is about (named or stood for
-- within the quote; owner and place of a figure).
SELECT DISTINCT s.quote_id AS row_id, 'speaker' AS role, l.canonical_id
FROM (SELECT quote_id, article_id, unnest(speaker_entity_ids) AS entity_id FROM quotes) AS s
JOIN links_of_articles AS l USING (article_id, entity_id)
UNION ALL
SELECT DISTINCT p.quote_id, 'about', l.canonical_id
FROM quote_parts AS p
JOIN mentions AS m ON m.article_id = p.article_id AND m.start_char >= p.start_char AND m.end_char <= p.end_char
JOIN links_of_articles AS l ON l.article_id = m.article_id AND l.entity_id = m.entity_id
UNION ALL
SELECT DISTINCT f.figure_id, f.role, l.canonical_id
FROM (
    SELECT figure_id, article_id, 'speaker' AS role, claimant_entity_id AS entity_id FROM figures
    UNION ALL
    SELECT figure_id, article_id, 'about', unnest([entity_id, place_entity_id]) FROM figures
) AS f
JOIN links_of_articles AS l USING (article_id, entity_id)
UNION ALL
SELECT canonical_id, 'about', canonical_id FROM entities
