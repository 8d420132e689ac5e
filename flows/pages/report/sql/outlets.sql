-- Outlets: articles, texts (near copies counted once), those that copy another outlet's earlier text, and quotes that were
-- said, by whether the source is named, unnamed and described (a police spokesman), or neither (he, a person). Of articles
-- with equal texts one is counted, the earliest.
WITH selected AS (
    SELECT article_id, publisher
    FROM current_articles
    WHERE true -- selection
),
first_texts AS (
    SELECT c.group_id, a.publisher
    FROM article_copies AS c
    JOIN articles AS a USING (article_id)
    WHERE c.is_first
),
printed AS (
    SELECT
        s.publisher,
        count(*) AS articles,
        count(DISTINCT coalesce(c.group_id, s.article_id)) AS texts,
        count(*) FILTER (NOT c.is_first AND f.publisher IS DISTINCT FROM s.publisher) AS copied
    FROM selected AS s
    LEFT JOIN article_copies AS c USING (article_id)
    LEFT JOIN first_texts AS f USING (group_id)
    GROUP BY s.publisher
),
sourced AS (
    SELECT
        s.publisher,
        count(*) AS quotes,
        count(*) FILTER (w.speaker IS NOT NULL) AS named,
        count(*) FILTER (w.speaker IS NULL AND w.source_class IS NOT NULL) AS described,
        count(*) FILTER (w.speaker IS NULL AND w.source_class IS NULL) AS bare,
        count(DISTINCT w.speaker_id) AS speakers
    FROM who_said_what AS w
    JOIN selected AS s USING (article_id)
    WHERE w.said
    GROUP BY s.publisher
)
SELECT
    p.publisher,
    p.articles,
    p.texts,
    p.copied,
    coalesce(q.quotes, 0) AS quotes,
    coalesce(q.speakers, 0) AS speakers,
    coalesce(q.named, 0) AS named,
    coalesce(q.described, 0) AS described,
    coalesce(q.bare, 0) AS bare,
    round(100 * q.described / q.quotes, 1) AS described_share,
    round(100 * q.bare / q.quotes, 1) AS bare_share
FROM printed AS p
LEFT JOIN sourced AS q ON q.publisher IS NOT DISTINCT FROM p.publisher
ORDER BY p.articles DESC, p.publisher NULLS LAST
LIMIT $rows
