-- severity: blocking
-- No key occurs twice in a table. Articles, revisions, entities of the corpus and their links are compared with all that
-- is stored; other rows come and go with their article, so that those of the load are enough.
WITH new_articles AS (
    SELECT article_id FROM articles WHERE load_id = $load_id
    UNION
    SELECT article_id FROM article_revisions WHERE load_id = $load_id
),
new_quotes AS (
    SELECT quote_id FROM quotes WHERE load_id = $load_id
),
keys AS (
    SELECT 'articles' AS table_name, article_id AS key FROM articles SEMI JOIN new_articles USING (article_id)
    UNION ALL
    SELECT 'article_revisions', concat_ws('/', article_id, revision)
    FROM article_revisions SEMI JOIN new_articles USING (article_id)
    UNION ALL
    SELECT 'paragraphs', concat_ws('/', article_id, paragraph) FROM paragraphs WHERE load_id = $load_id
    UNION ALL
    SELECT 'article_entities', concat_ws('/', article_id, entity_id) FROM article_entities WHERE load_id = $load_id
    UNION ALL
    SELECT 'mentions', mention_id FROM mentions WHERE load_id = $load_id
    UNION ALL
    SELECT 'quotes', quote_id FROM quotes WHERE load_id = $load_id
    UNION ALL
    SELECT 'quote_parts', concat_ws('/', quote_id, part) FROM quote_parts WHERE load_id = $load_id
    UNION ALL
    SELECT 'figures', figure_id FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'polls', poll_id FROM polls WHERE load_id = $load_id
    UNION ALL
    SELECT 'dates', date_id FROM dates WHERE load_id = $load_id
    UNION ALL
    SELECT 'entity_candidates', concat_ws('/', article_id, entity_id, external_id)
    FROM entity_candidates WHERE load_id = $load_id
    UNION ALL
    SELECT 'article_places', concat_ws('/', article_id, entity_id) FROM article_places WHERE load_id = $load_id
    UNION ALL
    SELECT 'entity_relations', relation_id FROM entity_relations WHERE load_id = $load_id
    UNION ALL
    SELECT 'derive_failures', concat_ws('/', article_id, step) FROM derive_failures WHERE load_id = $load_id
    UNION ALL
    SELECT 'places', canonical_id FROM places
    UNION ALL
    SELECT 'entity_titles', sha256(concat_ws('/', canonical_id, title, '-', coalesce(affiliation, ''))) FROM entity_titles
    UNION ALL
    SELECT 'entities', canonical_id FROM entities
    UNION ALL
    SELECT 'entity_links', concat_ws('/', entity_id, published_month, coalesce(article_id, '')) FROM entity_links
    UNION ALL
    SELECT
        'entity_aliases',
        sha256(concat_ws('/', name, alias, coalesce(kind, ''), coalesce(external_id, ''), holds_from, '-', holds_to))
    FROM entity_aliases
    UNION ALL
    SELECT 'quote_repeats', quote_id FROM quote_repeats SEMI JOIN new_quotes USING (quote_id)
    UNION ALL
    SELECT 'article_copies', article_id FROM article_copies
    UNION ALL
    SELECT 'stories', story_id FROM stories
    UNION ALL
    SELECT 'story_articles', article_id FROM story_articles
    UNION ALL
    SELECT 'recurring_paragraphs', concat_ws('/', article_id, paragraph) FROM recurring_paragraphs
)
SELECT table_name, key
FROM keys
GROUP BY table_name, key
HAVING count(*) > 1
