-- What polls found: one row for each answer that an article tells, with who asked whom, how many, when and with what margin
-- as far as it is told; of one article for each group of equal bodies. An article that tells of a poll without its answers
-- has a row in polls alone. `value` is the share in percent; what it is the share of is said in `sentence`.
SELECT
    a.published_date AS date,
    a.publisher,
    p.pollster_text AS pollster,
    p.sponsor_text AS sponsor,
    p.population,
    p.sample_size,
    p.margin,
    p.field_from,
    p.field_to,
    f.text,
    f.value,
    f.low,
    f.high,
    f.unit,
    substring(a.body, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence,
    least(p.confidence, f.confidence) AS confidence,
    a.url,
    p.poll_id,
    f.figure_id,
    p.article_id
FROM polls AS p
JOIN figures AS f USING (poll_id, article_id)
JOIN current_articles AS a USING (article_id)
WHERE p.confidence >= 0.5 AND f.confidence >= 0.5
ORDER BY a.published_date DESC NULLS LAST, p.poll_id, f.start_char
