-- In how many articles of a month an entity in question has a name that may be short for it; NULL: by its words alone.
WITH offered AS (
    SELECT s.entity_id, s.home, s.alias, s.short, b.batch
    FROM internal.short_names AS s JOIN batches AS b USING (home)
    SEMI JOIN batches AS known ON known.home = s.short
),
used AS (
    SELECT article_id, published_month, entity_id, unnest(aliases) AS alias
    FROM article_entities SEMI JOIN offered USING (entity_id)
)
SELECT batch, home, short, published_month, count(DISTINCT article_id) AS articles
FROM used JOIN offered USING (entity_id, alias)
GROUP BY ALL
UNION ALL BY NAME
SELECT DISTINCT batch, home, short, NULL::VARCHAR AS published_month, 0::BIGINT AS articles
FROM offered WHERE alias IS NULL
