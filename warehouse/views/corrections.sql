-- What was corrected: paragraphs that say so (kind note), and each revision behind an article's first, whose body (kind text)
-- or metadata alone (kind metadata) changed. `words` are the note's, or the headline, before and after where it changed.
WITH revised AS (
    SELECT
        article_id,
        revision,
        change_kind,
        headline,
        lag(headline) OVER (PARTITION BY article_id ORDER BY revision) AS headline_before
    FROM article_revisions
)
SELECT
    a.published_date AS date,
    a.publisher,
    a.headline,
    'note' AS kind,
    a.revision,
    substr(a.body, p.start_char + 1, p.end_char - p.start_char) AS words,
    a.url,
    a.article_id
FROM current_articles AS a
JOIN paragraphs AS p USING (article_id)
WHERE p.section = 'correction'
UNION ALL
SELECT
    a.published_date,
    a.publisher,
    a.headline,
    r.change_kind,
    r.revision,
    CASE WHEN r.headline <> r.headline_before THEN r.headline_before || ' → ' || r.headline ELSE r.headline END,
    a.url,
    a.article_id
FROM current_articles AS a
JOIN revised AS r USING (article_id)
WHERE r.change_kind <> 'new'
ORDER BY date, article_id, revision, kind
