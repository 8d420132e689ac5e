-- What was corrected: paragraphs that say so (kind note), and each revision behind an article's first, whose body (kind text)
-- or metadata alone (kind metadata) changed. `words` are the note's, or the headline of the revision.
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
    r.headline,
    a.url,
    a.article_id
FROM current_articles AS a
JOIN article_revisions AS r USING (article_id)
WHERE r.change_kind <> 'new'
ORDER BY date, article_id, revision, kind
