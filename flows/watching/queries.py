"""What each kind of rule asks of a snapshot: fixed SQL; what a rule says is bound, never part of a statement.

Each gives `article_id`, `subject_id`, `other_id` and `key`: what makes the alert one that is raised once.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from flows.answers.questions import plain_sql
from flows.watching.rules import DisputesRule, FiguresRule, NamesRule, OutletsRule, QuotesRule, Rule

WHO: Final = f"""
    SELECT canonical_id
    FROM entities, unnest(list_append(aliases, name)) AS known (as_name), unnest($who::VARCHAR[]) AS wanted (word)
    WHERE contains({plain_sql("as_name")}, {plain_sql("word")}) OR canonical_id = word OR external_id = word
"""  # noqa: S608  # pieces of ours; what a rule says is bound
"""Entities of the corpus that are meant: words of a name or alias, whatever their case and accents, or an id."""
_OF_LOAD: Final = "($load_id IS NULL OR a.load_id = $load_id)"
_COUNTED: Final = "concat_ws(' | ', f.text, f.counted, f.counted_lemma, f.measure, f.topic, f.predicate)"
_SECTIONS: Final = "('headline', 'body', 'caption')"

NAMES: Final = f"""
SELECT DISTINCT a.article_id, l.canonical_id AS subject_id, NULL AS other_id, [a.article_id, l.canonical_id] AS key
FROM current_articles AS a
JOIN mentions AS m USING (article_id)
JOIN links_of_articles AS l ON l.article_id = m.article_id AND l.entity_id = m.entity_id
WHERE {_OF_LOAD} AND m.confidence >= $confidence AND m.mention_type = 'name' AND m.section IN {_SECTIONS}
    AND l.canonical_id IN ({WHO})
"""  # noqa: S608  # pieces of ours; what a rule says is bound
QUOTES: Final = f"""
SELECT DISTINCT s.article_id, s.quote_id AS subject_id, NULL AS other_id, [s.quote_id] AS key
FROM quote_speakers AS s
JOIN current_articles AS a USING (article_id)
WHERE {_OF_LOAD} AND s.confidence >= $confidence AND s.speaker_id IN ({WHO})
    AND (len($about::VARCHAR[]) = 0 OR EXISTS (
        FROM unnest($about::VARCHAR[]) AS wanted (word) WHERE contains({plain_sql("s.words")}, {plain_sql("word")})))
"""  # noqa: S608  # pieces of ours; what a rule says is bound
OUTLETS: Final = f"""
SELECT a.article_id, a.article_id AS subject_id, NULL AS other_id, [a.article_id] AS key
FROM current_articles AS a
WHERE {_OF_LOAD} AND $confidence >= 0 AND EXISTS (
    FROM unnest($outlets::VARCHAR[]) AS wanted (word) WHERE {plain_sql("a.publisher")} = {plain_sql("word")})
"""  # noqa: S608  # pieces of ours; what a rule says is bound
FIGURES: Final = f"""
SELECT a.article_id, f.figure_id AS subject_id, NULL AS other_id, [f.figure_id] AS key
FROM figures AS f
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS l ON l.article_id = f.article_id AND l.entity_id = f.entity_id
WHERE {_OF_LOAD} AND f.confidence >= $confidence AND f.section IN {_SECTIONS}
    AND ($at_least::DOUBLE IS NULL OR coalesce(f.low, f.value) >= $at_least::DOUBLE)
    AND ($at_most::DOUBLE IS NULL OR coalesce(f.high, f.value) <= $at_most::DOUBLE)
    AND ($kind::VARCHAR IS NULL OR f.kind = $kind)
    AND ($unit::VARCHAR IS NULL OR lower(f.unit) = lower($unit) OR lower(f.unit_text) = lower($unit))
    AND (len($who::VARCHAR[]) = 0 OR l.canonical_id IN ({WHO}))
    AND (len($counted::VARCHAR[]) = 0 OR EXISTS (
        FROM unnest($counted::VARCHAR[]) AS wanted (word)
        WHERE contains({plain_sql(_COUNTED)}, {plain_sql("word")})))
"""  # noqa: S608  # pieces of ours; what a rule says is bound
DISPUTES: Final = f"""
SELECT a.article_id,
    CASE WHEN a.article_id = d.article_b THEN d.figure_b ELSE d.figure_a END AS subject_id,
    CASE WHEN a.article_id = d.article_b THEN d.figure_a ELSE d.figure_b END AS other_id,
    [d.about, d.owner_id, d.unit, d.per_unit, d.place, d.day::VARCHAR] AS key
FROM figure_contradictions AS d
JOIN current_articles AS a ON a.article_id IN (d.article_a, d.article_b)
WHERE {_OF_LOAD} AND d.verdict = 'dispute' AND d.score >= $confidence
    AND (len($who::VARCHAR[]) = 0 OR d.owner_id IN ({WHO}))
    AND (len($about::VARCHAR[]) = 0 OR EXISTS (
        FROM unnest($about::VARCHAR[]) AS wanted (word)
        WHERE contains({plain_sql("concat_ws(' | ', d.about, d.sentence_a, d.sentence_b)")}, {plain_sql("word")})))
ORDER BY a.published_date DESC, subject_id
"""  # noqa: S608  # pieces of ours; what a rule says is bound
QUERIES: Final[Mapping[type[Rule], tuple[str, Sequence[str]]]] = {
    NamesRule: (NAMES, ("who",)),
    QuotesRule: (QUOTES, ("who", "about")),
    OutletsRule: (OUTLETS, ("outlets",)),
    FiguresRule: (FIGURES, ("who", "counted", "unit", "kind", "at_least", "at_most")),
    DisputesRule: (DISPUTES, ("who", "about")),
}
"""Rule -> its statement, and those of its fields that are bound beside `confidence` and `load_id`."""
