-- Figures about the same thing that can't both be right: one row for each group of them, rather none than a wrong one.
-- Comparable are asserted levels of one topic (people killed, arrested; figure_topics) in one place, of one noun that one
-- owner has, or of one measure of one owner, in the same unit, for the same days, told by two articles or by two
-- claimants; no polls, sports, ages, forecasts, parts or additions (*another 12*). Their intervals must have no number in
-- common. Figures of one owner must hold in one place: both name it, neither, or the other's sentence does. Of a topic the
-- sentences must share words of the event beside its place and people.
-- `verdict`: dispute; update, where a count that is added to went on; revision, where the same source, or a later article,
-- corrects it. `score` is the chance that the row is what the verdict says. The two figures of a row are the surest pair of
-- its group, the earlier first; `n_figures` and `n_articles` count the group.
-- A figure of a part (*the Oak district of*) is not set against one of the whole.
-- What one country tells of no place it tells of itself: no dispute with another's count.
-- What stands in a paragraph that an outlet prints day after day counts once (recurring_paragraphs).
WITH claims AS MATERIALIZED (
    SELECT
        f.figure_id,
        f.article_id,
        f.text,
        CASE WHEN f.topic IS NULL OR f.kind = 'money' THEN f.unit ELSE '1' END AS unit,
        f.per_unit,
        f.topic,
        f.counted_lemma,
        f.predicate,
        course.course,
        coalesce(f.low, '-infinity'::DOUBLE) AS at_least,
        coalesce(f.high, 'infinity'::DOUBLE) AS at_most,
        f.low,
        f.high,
        f.holds_from IS NOT NULL AS dated,
        coalesce(f.holds_from, a.published_date) AS day,
        coalesce(f.holds_to, f.holds_from, a.published_date) AS last_day,
        owner.canonical_id AS owner_id,
        place.canonical_id AS spot,
        lower(spotted.name) AS spot_name,
        coalesce(place.canonical_id, CASE WHEN owned.kind IN ('GPE', 'LOC', 'FAC') THEN owner.canonical_id END) AS locus,
        coalesce(said.canonical_id, lower(q.speaker_text)) AS claimant_id,
        a.published_date,
        a.published_at,
        a.publisher,
        a.url,
        substring(a.body, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence,
        comparable.way,
        comparable.about,
        lower(concat_ws(' ', spotted.name, owned.name, f.counted_lemma)) AS named,
        lower(coalesce(claims_it.name, q.speaker_text, '')) AS claimant_name,
        CASE WHEN claims_it.kind = 'GPE' THEN said.canonical_id END AS told_by_place,
        CASE
            WHEN f.counted_lemma IN ('people', 'person', 'death', 'dead', 'fatality', 'injury', 'injured', 'arrest') THEN NULL
            ELSE f.counted_lemma
        END AS of_whom,
        f.confidence * f.modality_confidence * coalesce(f.period_confidence, 0.9) AS sure
    FROM figures AS f
    JOIN comparable_figures AS comparable USING (figure_id)
    ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
    JOIN current_articles AS a USING (article_id)
    LEFT JOIN links_of_articles AS owner ON owner.article_id = f.article_id AND owner.entity_id = f.entity_id
    LEFT JOIN links_of_articles AS place ON place.article_id = f.article_id AND place.entity_id = f.place_entity_id
    LEFT JOIN entities AS spotted ON spotted.canonical_id = place.canonical_id
    LEFT JOIN links_of_articles AS said ON said.article_id = f.article_id AND said.entity_id = f.claimant_entity_id
    LEFT JOIN quotes AS q ON q.quote_id = f.quote_id
    LEFT JOIN entities AS owned ON owned.canonical_id = owner.canonical_id
    LEFT JOIN entities AS claims_it ON claims_it.canonical_id = said.canonical_id
    LEFT JOIN figure_topics AS course ON course.about = f.topic
    WHERE a.published_date IS NOT NULL
),

told AS MATERIALIZED (
    SELECT
        *,
        list_distinct(list_filter(
            regexp_extract_all(lower(sentence), '\b[a-z]{4,}'),
            lambda word: word NOT IN (
                'said', 'that', 'with', 'from', 'have', 'were', 'been', 'this', 'their', 'least', 'more', 'than', 'about',
                'people', 'killed', 'dead', 'died', 'death', 'deaths', 'toll', 'injured', 'wounded', 'arrested', 'missing',
                'officials', 'police', 'report', 'reported', 'according', 'after', 'which', 'when', 'least', 'other',
                'others', 'over', 'some', 'nearly', 'hundred', 'thousand', 'million', 'dozens', 'also', 'including',
                'where', 'there', 'they', 'would', 'will', 'into', 'since', 'during', 'between', 'number', 'total'
            )
        )) AS words,
        list_filter(
            words,
            lambda word: word NOT IN (
                'says', 'kills', 'killing', 'province', 'town', 'city', 'region', 'district', 'county', 'state', 'country',
                'near', 'north', 'south', 'east', 'west', 'northern', 'southern', 'eastern', 'western', 'government',
                'reports', 'reporting', 'announces', 'announced', 'confirms', 'confirmed', 'indicate', 'indicates', 'recorded',
                'record', 'bringing', 'brings', 'thereby', 'thus', 'past', 'hours', 'days', 'stands', 'risen', 'rises',
                'cases', 'sources', 'hospital', 'hospitals', 'medics', 'casualty', 'nationwide', 'national',
                'soldiers', 'civilians', 'children', 'women', 'militants', 'injures', 'wounds', 'leaves', 'leaving'
            )
            AND NOT list_contains(list_transform(string_split(named, ' '), lambda part: left(part, 4)), left(word, 4))
        ) AS event_words,
        list_filter(event_words, lambda word: NOT contains(claimant_name, word)) AS own_words,
        regexp_matches(lower(sentence), '\b(district|neighbou?rhood|suburb|ward|outskirts|part) of (the )?[a-z]') AS in_a_part
    FROM claims
    WHERE NOT regexp_matches(
        lower(sentence),
        '\b(poll|polls|pollster|survey|surveyed|surveys|respondents|voters|votes?|league|season|goals?|coach|innings|'
        || 'touchdowns?|playoffs?|championship|tournament|election)\b'
    )
),

pairs AS MATERIALIZED (
    SELECT
        a.figure_id AS figure_a,
        b.figure_id AS figure_b,
        len(CASE a.way
            WHEN 'topic' THEN list_intersect(a.event_words, b.event_words)
            ELSE list_intersect(a.words, b.words)
        END) AS shared,
        a.claimant_id IS NOT NULL AND b.claimant_id IS NOT NULL AND a.claimant_id <> b.claimant_id AS two_sources,
        a.claimant_id IS NOT DISTINCT FROM b.claimant_id AND a.claimant_id IS NOT NULL AS one_source
    FROM told AS a
    JOIN told AS b
        ON a.way = b.way
        AND a.about = b.about
        AND a.unit IS NOT DISTINCT FROM b.unit
        AND a.per_unit IS NOT DISTINCT FROM b.per_unit
        AND a.of_whom IS NOT DISTINCT FROM b.of_whom
        AND (a.at_most < b.at_least OR b.at_most < a.at_least)
        AND a.in_a_part = b.in_a_part
        AND (a.article_id <> b.article_id OR a.claimant_id <> b.claimant_id)
        AND (a.published_date, a.published_at, a.figure_id) < (b.published_date, b.published_at, b.figure_id)
    WHERE
        CASE a.way
            WHEN 'topic' THEN
                (
                    a.locus = b.locus
                    OR (a.about = 'job_cut' AND a.owner_id = b.owner_id AND (a.spot = b.spot OR a.spot IS NULL OR b.spot IS NULL))
                    OR (
                        a.article_id = b.article_id
                        AND a.claimant_id <> b.claimant_id
                        AND (a.locus IS NULL OR b.locus IS NULL)
                        AND NOT coalesce(a.locus IS NULL AND a.told_by_place <> b.locus, false)
                        AND NOT coalesce(b.locus IS NULL AND b.told_by_place <> a.locus, false)
                        AND (
                            list_has_any(a.event_words, b.event_words)
                            OR (a.locus IS NULL AND len(a.own_words) <= 1)
                            OR (b.locus IS NULL AND len(b.own_words) <= 1)
                        )
                    )
                )
                AND abs(a.published_date - b.published_date) <= 7
                AND (a.last_day - a.day <= 7 OR a.about = 'job_cut')
                AND b.last_day - b.day = a.last_day - a.day
                AND CASE
                    WHEN a.dated AND b.dated THEN a.day <= b.last_day AND b.day <= a.last_day
                    ELSE greatest(a.day, b.day) - least(a.last_day, b.last_day) <= 4
                END
            WHEN 'measure' THEN
                coalesce(a.owner_id, a.locus) = coalesce(b.owner_id, b.locus)
                AND (
                    a.spot IS NOT DISTINCT FROM b.spot
                    OR (a.spot IS NULL AND contains(lower(a.sentence), b.spot_name))
                    OR (b.spot IS NULL AND contains(lower(b.sentence), a.spot_name))
                )
                AND CASE
                    WHEN a.dated OR b.dated THEN a.day = b.day AND a.last_day = b.last_day
                    ELSE a.published_date = b.published_date
                END
            ELSE
                a.owner_id = b.owner_id
                AND a.predicate = b.predicate
                AND (
                    a.spot IS NOT DISTINCT FROM b.spot
                    OR (a.spot IS NULL AND contains(lower(a.sentence), b.spot_name))
                    OR (b.spot IS NULL AND contains(lower(b.sentence), a.spot_name))
                )
                AND CASE
                    WHEN a.dated AND b.dated THEN a.day = b.day AND a.last_day = b.last_day
                    WHEN a.article_id = b.article_id THEN true
                    ELSE abs(a.published_date - b.published_date) <= 1 AND NOT (a.dated OR b.dated)
                END
        END
),

judged AS (
    SELECT
        pairs.*,
        CASE
            WHEN pairs.two_sources AND NOT coalesce(a.course IN ('grows', 'falls') AND a.published_date < b.published_date, false)
                THEN 'dispute'
            WHEN a.course = 'grows' AND b.at_least > a.at_most AND a.published_date <= b.published_date THEN 'update'
            WHEN a.course = 'falls' AND b.at_most < a.at_least AND a.published_date <= b.published_date THEN 'update'
            WHEN pairs.one_source OR a.published_date < b.published_date THEN 'revision'
            ELSE 'dispute'
        END AS verdict,
        least(a.sure, b.sure) * CASE
            WHEN a.article_id = b.article_id THEN least(1.0, 0.8 + 0.1 * pairs.shared)
            WHEN a.about = 'job_cut' AND a.owner_id = b.owner_id THEN least(1.0, 0.8 + 0.1 * pairs.shared)
            WHEN a.way = 'topic' THEN least(1.0, 0.55 + 0.15 * pairs.shared)
            WHEN a.way = 'measure' THEN least(1.0, 0.7 + 0.1 * pairs.shared)
            ELSE least(1.0, 0.55 + 0.15 * pairs.shared)
        END AS score,
        a.way || ' ' || a.about || ' ' || coalesce(CASE WHEN a.way = 'topic' AND a.about <> 'job_cut' THEN a.locus ELSE coalesce(a.owner_id, a.locus) END, '')
        || ' ' || coalesce(a.of_whom, '') || ' ' || coalesce(a.unit, '') || ' '
        || CASE WHEN a.way = 'topic' THEN strftime(date_trunc('week', a.day), '%Y-%m-%d') ELSE a.day::VARCHAR END AS grouped
    FROM pairs
    JOIN told AS a ON a.figure_id = pairs.figure_a
    JOIN told AS b ON b.figure_id = pairs.figure_b
),

members AS (
    SELECT grouped, figure_a AS figure_id FROM judged WHERE score >= 0.5
    UNION
    SELECT grouped, figure_b FROM judged WHERE score >= 0.5
),

sizes AS (
    SELECT m.grouped, count(*) AS n_figures, count(DISTINCT t.article_id) AS n_articles
    FROM members AS m
    JOIN told AS t USING (figure_id)
    GROUP BY m.grouped
),

best AS (
    SELECT *
    FROM judged
    WHERE score >= 0.5
    QUALIFY row_number() OVER (PARTITION BY grouped ORDER BY verdict, score DESC, figure_a, figure_b) = 1
)

SELECT
    best.verdict,
    a.about,
    owner.name AS owner,
    CASE WHEN a.owner_id = b.owner_id THEN a.owner_id END AS owner_id,
    a.unit,
    a.per_unit,
    place.name AS place,
    greatest(a.day, b.day) AS day,
    least(a.last_day, b.last_day) AS last_day,
    coalesce(claimant_a.name, a.claimant_id) AS claimant_a,
    a.text AS text_a,
    a.sentence AS sentence_a,
    a.low AS low_a,
    a.high AS high_a,
    a.publisher AS publisher_a,
    a.published_date AS published_a,
    a.url AS url_a,
    coalesce(claimant_b.name, b.claimant_id) AS claimant_b,
    b.text AS text_b,
    b.sentence AS sentence_b,
    b.low AS low_b,
    b.high AS high_b,
    b.publisher AS publisher_b,
    b.published_date AS published_b,
    b.url AS url_b,
    CASE WHEN a.at_most < b.at_least THEN b.at_least - a.at_most ELSE a.at_least - b.at_most END AS gap,
    round(best.score, 3) AS score,
    round(least(a.sure, b.sure), 3) AS confidence,
    sizes.n_figures,
    sizes.n_articles,
    a.figure_id AS figure_a,
    b.figure_id AS figure_b,
    a.article_id AS article_a,
    b.article_id AS article_b
FROM best
JOIN sizes USING (grouped)
JOIN told AS a ON a.figure_id = best.figure_a
JOIN told AS b ON b.figure_id = best.figure_b
LEFT JOIN entities AS owner ON owner.canonical_id = a.owner_id AND a.owner_id = b.owner_id
LEFT JOIN entities AS place ON place.canonical_id = CASE a.way WHEN 'topic' THEN coalesce(a.locus, b.locus) ELSE coalesce(a.spot, b.spot) END
LEFT JOIN entities AS claimant_a ON claimant_a.canonical_id = a.claimant_id
LEFT JOIN entities AS claimant_b ON claimant_b.canonical_id = b.claimant_id
ORDER BY best.verdict, score DESC, gap DESC, a.about, a.figure_id, b.figure_id
