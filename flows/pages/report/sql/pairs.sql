-- Who speaks about whom: quotes of a speaker that mention somebody or something else, by name, description or pronoun.
-- Days, numbers and the like are left out.
WITH selected AS (
    SELECT article_id
    FROM current_articles
    WHERE true -- selection
)
SELECT
    speaker_id,
    speaker,
    about_id,
    about,
    about_kind AS kind,
    count(DISTINCT quote_id) AS quotes,
    count(DISTINCT article_id) AS articles,
    list(
        DISTINCT struct_pack(date := date, quote_id := quote_id, article_id := article_id)
        ORDER BY struct_pack(date := date, quote_id := quote_id, article_id := article_id) DESC NULLS LAST
    )[:3] AS examples
FROM quotes_about
JOIN selected USING (article_id)
WHERE about_kind IN ('PERSON', 'NORP', 'ORG', 'GPE', 'LOC', 'FAC', 'EVENT', 'LAW', 'PRODUCT', 'WORK_OF_ART')
GROUP BY ALL
ORDER BY quotes DESC, articles DESC, speaker, about, speaker_id, about_id
LIMIT $rows
