-- severity: blocking
-- Every row's article was loaded with it and lies in the same month; every article has its revision, in its month. Months
-- are asked for, so that of the Parquet files those of other months are left alone.
WITH own AS MATERIALIZED (
    SELECT article_id, published_month, revision, content_hash FROM articles WHERE load_id = $load_id
),
revisions AS (
    SELECT article_id, revision, content_hash FROM article_revisions SEMI JOIN own USING (article_id, published_month)
),
rows_of_load AS (
    SELECT 'paragraphs' AS table_name, article_id, published_month FROM paragraphs WHERE load_id = $load_id
    UNION
    SELECT 'article_entities', article_id, published_month FROM article_entities WHERE load_id = $load_id
    UNION
    SELECT 'mentions', article_id, published_month FROM mentions WHERE load_id = $load_id
    UNION
    SELECT 'quotes', article_id, published_month FROM quotes WHERE load_id = $load_id
    UNION
    SELECT 'quote_parts', article_id, published_month FROM quote_parts WHERE load_id = $load_id
    UNION
    SELECT 'figures', article_id, published_month FROM figures WHERE load_id = $load_id
    UNION ALL
    SELECT 'polls', article_id, published_month FROM polls WHERE load_id = $load_id
    UNION
    SELECT 'dates', article_id, published_month FROM dates WHERE load_id = $load_id
)
SELECT table_name, article_id, published_month
FROM rows_of_load
ANTI JOIN own USING (article_id, published_month)
UNION ALL
SELECT 'articles', article_id, published_month
FROM own
ANTI JOIN revisions USING (article_id, revision, content_hash)
