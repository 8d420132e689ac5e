-- Who the sources are, by publisher and month: quotes that were said (see who_said_what), of speakers who are named
-- (`sourcing` named), unnamed and described (described: a police spokesman), or neither (bare: a person, he), by class of
-- the unnamed source and gender evidence of the named one; `share` is the part of the publisher's quotes of the month.
WITH sourced AS (
    SELECT
        w.publisher,
        date_trunc('month', w.date)::DATE AS month,
        CASE
            WHEN w.speaker IS NOT NULL THEN 'named'
            WHEN w.source_class IS NOT NULL THEN 'described'
            ELSE 'bare'
        END AS sourcing,
        CASE WHEN w.speaker IS NULL THEN w.source_class END AS source_class,
        w.speaker_gender AS gender
    FROM who_said_what AS w
    WHERE w.said
)
SELECT
    publisher,
    month,
    sourcing,
    source_class,
    gender,
    count(*) AS n_quotes,
    count(*) / sum(count(*)) OVER (PARTITION BY publisher, month) AS share
FROM sourced
GROUP BY publisher, month, sourcing, source_class, gender
ORDER BY publisher NULLS LAST, month NULLS LAST, n_quotes DESC, sourcing, source_class NULLS LAST, gender NULLS LAST
