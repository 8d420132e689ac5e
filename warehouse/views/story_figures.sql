-- How outlets tell one story: the figures that two outlets or more give for the same thing (comparable_figures: of one topic
-- and place, or of one owner, in one unit). One row for each figure; `differ` says whether two of the outlets give figures
-- with no number in common. A difference is no contradiction yet: a count may have gone on (figure_contradictions judges).
-- What copies of one text say counts for the outlet of the text alone.
WITH told AS (
    SELECT
        s.story_id,
        a.published_date,
        coalesce(a.publisher, '') AS outlet,
        a.publisher,
        c.way,
        c.about,
        CASE WHEN c.way = 'topic' AND f.kind <> 'money' THEN '1' ELSE f.unit END AS unit,
        f.per_unit,
        CASE WHEN c.way = 'topic' THEN coalesce(place.canonical_id, '') ELSE coalesce(owner.canonical_id, place.canonical_id) END AS of_id,
        coalesce(f.low, '-infinity'::DOUBLE) AS at_least,
        coalesce(f.high, 'infinity'::DOUBLE) AS at_most,
        f.text,
        f.value,
        f.low,
        f.high,
        substring(a.body, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence,
        a.url,
        f.figure_id,
        f.article_id
    FROM story_articles AS s
    JOIN figures AS f USING (article_id)
    JOIN comparable_figures AS c USING (figure_id)
    JOIN articles AS a USING (article_id)
    LEFT JOIN links_of_articles AS owner ON owner.article_id = f.article_id AND owner.entity_id = f.entity_id
    LEFT JOIN links_of_articles AS place ON place.article_id = f.article_id AND place.entity_id = f.place_entity_id
    WHERE s.copy_of IS NULL AND f.confidence >= 0.5
),
compared AS (
    SELECT
        story_id,
        about,
        unit,
        per_unit,
        of_id,
        count(DISTINCT outlet) AS n_outlets,
        max(at_least) > min(at_most) AS differ
    FROM told
    WHERE of_id IS NOT NULL
    GROUP BY story_id, about, unit, per_unit, of_id
    HAVING count(DISTINCT outlet) > 1
)
SELECT
    t.published_date AS date,
    t.publisher,
    t.about,
    e.name AS owner,
    t.text,
    t.value,
    t.low,
    t.high,
    t.unit,
    t.per_unit,
    c.differ,
    c.n_outlets,
    t.sentence,
    t.url,
    t.figure_id,
    t.article_id,
    t.story_id
FROM told AS t
JOIN compared AS c
    ON c.story_id = t.story_id AND c.about = t.about AND c.of_id = t.of_id
    AND c.unit IS NOT DISTINCT FROM t.unit AND c.per_unit IS NOT DISTINCT FROM t.per_unit
LEFT JOIN entities AS e ON e.canonical_id = t.of_id
ORDER BY t.story_id, t.about, owner NULLS LAST, t.published_date, t.publisher NULLS LAST, t.figure_id
