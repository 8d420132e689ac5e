-- Gender evidence of the people that outlets quote by name: quotes of speakers of whom the text says woman or man (she,
-- Mrs, a spokeswoman, a given name that is one or the other's nearly always), and of whom it says neither. The share is of
-- those with evidence, and stands only where they are 20 or more.
WITH selected AS (
    SELECT article_id, publisher
    FROM current_articles
    WHERE true -- selection
)
SELECT
    s.publisher,
    count(*) AS quotes,
    count(*) FILTER (w.speaker_gender = 'f') AS women,
    count(*) FILTER (w.speaker_gender = 'm') AS men,
    count(*) FILTER (w.speaker_gender IS NULL OR w.speaker_gender NOT IN ('f', 'm')) AS not_told,
    CASE
        WHEN count(*) FILTER (w.speaker_gender IN ('f', 'm')) >= 20
            THEN round(
                100 * count(*) FILTER (w.speaker_gender = 'f') / count(*) FILTER (w.speaker_gender IN ('f', 'm')), 1
            )
    END AS share
FROM who_said_what AS w
JOIN selected AS s USING (article_id)
JOIN entities AS e ON e.canonical_id = w.speaker_id
WHERE w.said AND e.kind = 'PERSON'
GROUP BY s.publisher
ORDER BY quotes DESC, s.publisher NULLS LAST
LIMIT $rows
