-- What is compared of the articles of copy_wanted that have a day: the words of their beginning, and who printed them; an
-- outlet without a name is known by the host of its address.
WITH names AS (
    SELECT article_id, list(name ORDER BY name) AS names
    FROM article_entities SEMI JOIN copy_wanted USING (article_id)
    WHERE list_contains(getvariable('copy_months'), published_month)
    GROUP BY article_id
),
counted AS (
    SELECT article_id, list(format('{:g} {}', value, coalesce(counted_lemma, unit))) AS figures
    FROM figures SEMI JOIN copy_wanted USING (article_id)
    WHERE
        list_contains(getvariable('copy_months'), published_month)
        AND kind IN ('count', 'money', 'percent', 'measure') AND value IS NOT NULL
        AND coalesce(counted_lemma, unit) IS NOT NULL AND start_char < $beginning
    GROUP BY article_id
),
told AS (
    SELECT
        article_id,
        a.published_date - DATE '1970-01-01' AS day,
        a.published_at AS printed_at,
        coalesce(a.publisher, regexp_extract(lower(a.address), '^[a-z]+://([^/:?#]+)', 1), '') AS outlet,
        read_story(left(t.words, $beginning), a.headline, names.names, counted.figures) AS read
    FROM copy_texts AS t
    JOIN article_heads AS a USING (article_id)
    LEFT JOIN names USING (article_id)
    LEFT JOIN counted USING (article_id)
    WHERE a.published_date IS NOT NULL AND list_contains(getvariable('copy_months'), a.published_month)
)
SELECT article_id, article_id AS voice, day, printed_at, outlet, read.words, read.weights
FROM told WHERE read IS NOT NULL
