-- All that the corpus says of the entities in question: how many articles of a month describe each in one way. What is
-- said of others than persons decides nothing.
WITH described AS (
    SELECT
        b.batch,
        n.home,
        n.entity_id,
        n.kind,
        n.name,
        ae.published_month,
        CASE WHEN n.kind = 'PERSON' THEN ae.title END AS title,
        CASE WHEN n.kind = 'PERSON' THEN ae.affiliation END AS affiliation,
        CASE WHEN n.kind = 'PERSON' THEN ae.gender_evidence END AS gender_evidence,
        ae.external_id
    FROM article_entities AS ae
    JOIN internal.entity_names AS n USING (entity_id)
    JOIN batches AS b USING (home)
)
SELECT row_number() OVER () AS number, *, count(*) AS articles
FROM described
GROUP BY ALL
