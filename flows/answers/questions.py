"""The questions of `onrecord quotes` and `onrecord figures`: fixed pieces of SQL, chosen by the options that are given.

What a user says is bound to the parameters `$speaker`, `$about` … and never becomes part of the statement. Names match
without regard to case, accents and punctuation, wherever an entity's name or one of its aliases holds the words asked
for: biden finds Joe Biden.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from flows.answers.nothing import Condition
from flows.answers.question import Question


def plain_sql(expression: str) -> str:
    """SQL for the words of a text between spaces, without case, accents and punctuation."""
    return rf"' ' || trim(regexp_replace(lower(strip_accents({expression})), '[^\p{{L}}\p{{N}}]+', ' ', 'g')) || ' '"


def _holds(expression: str, parameter: str) -> str:
    return f"contains({plain_sql(expression)}, {plain_sql('$' + parameter)})"


def _named(parameter: str) -> str:
    """SQL for the entities of the corpus whose name or alias holds the words of a parameter."""
    known = "FROM entities, unnest(list_append(aliases, name)) AS known (as_name)"
    return f"(SELECT canonical_id {known}\n        WHERE {_holds('as_name', parameter)})"


_QUOTES_FROM: Final = """FROM who_said_what AS w
JOIN quotes AS q USING (quote_id)"""

_QUOTES: Final = f"""SELECT
    w.date,
    w.speaker,
    w.speaker_title AS title,
    w.words,
    w.kind,
    w.polarity,
    w.confidence,
    w.publisher,
    w.headline,
    q.paragraph,
    q.start_char,
    q.end_char,
    w.article_id,
    w.quote_id
{_QUOTES_FROM}
WHERE {{conditions}}
ORDER BY w.date, w.article_id, q.start_char, w.quote_id"""

_QUOTE_FILTERS: Final = {
    "speaker": f"""({_holds("coalesce(w.speaker, q.speaker_text)", "speaker")} OR EXISTS (
        FROM quote_speakers AS s WHERE s.quote_id = w.quote_id AND s.speaker_id IN {_named("speaker")}))""",
    "about": f"""({_holds("w.words", "about")} OR EXISTS (
        FROM quotes_about AS o WHERE o.quote_id = w.quote_id AND o.about_id IN {_named("about")}))""",
    "outlet": _holds("w.publisher", "outlet"),
    "since": "w.date >= $since::DATE",
    "until": "w.date <= $until::DATE",
    "kind": "w.kind = $kind",
    "confidence": "w.confidence >= $confidence::DOUBLE",
}

_QUOTES_BRIEF: Final = ("date", "speaker", "words", "publisher", "article_id")

_FIGURES_FROM: Final = """FROM figures AS f
ANTI JOIN (FROM recurring_paragraphs WHERE NOT is_first) AS again USING (article_id, paragraph)
JOIN current_articles AS a USING (article_id)
LEFT JOIN links_of_articles AS l ON l.article_id = f.article_id AND l.entity_id = f.entity_id
LEFT JOIN entities AS owner ON owner.canonical_id = l.canonical_id
LEFT JOIN links_of_articles AS c ON c.article_id = f.article_id AND c.entity_id = f.claimant_entity_id
LEFT JOIN entities AS claimant ON claimant.canonical_id = c.canonical_id"""

_FIGURES: Final = f"""SELECT
    a.published_date AS date,
    f.text,
    f.value,
    f.low,
    f.high,
    f.modifier,
    f.unit,
    f.per_unit,
    coalesce(f.counted, f.measure) AS about,
    owner.name AS owner,
    claimant.name AS claimant,
    f.holds_from,
    f.holds_to,
    f.modality,
    f.confidence,
    a.publisher,
    a.headline,
    f.paragraph,
    f.start_char,
    f.end_char,
    f.article_id,
    f.figure_id
{_FIGURES_FROM}
WHERE f.section IN ('headline', 'body', 'caption')
    AND {{conditions}}
ORDER BY a.published_date, f.article_id, f.start_char, f.figure_id"""

_FIGURES_BRIEF: Final = ("date", "owner", "text", "low", "high", "unit", "claimant", "article_id")

_FIGURE_FILTERS: Final = {
    "counted": f"({_holds('f.counted_lemma', 'counted')} OR {_holds('coalesce(f.counted, f.measure)', 'counted')})",
    "unit": "(lower(f.unit) = lower($unit) OR lower(f.unit_text) = lower($unit))",
    "owner": f"owner.canonical_id IN {_named('owner')}",
    "claimant": f"claimant.canonical_id IN {_named('claimant')}",
    "outlet": _holds("a.publisher", "outlet"),
    "since": "a.published_date >= $since::DATE",
    "until": "a.published_date <= $until::DATE",
    "kind": "f.kind = $kind",
    "confidence": "f.confidence >= $confidence::DOUBLE",
}

_OF_QUOTES: Final = {
    "speaker": f"SELECT coalesce(w.speaker, q.speaker_text) AS value {_QUOTES_FROM}",
    "about": "SELECT name AS value FROM entities, range(n_articles)",
    "outlet": "SELECT w.publisher AS value FROM who_said_what AS w",
    "since": "SELECT max(w.date)::VARCHAR AS value FROM who_said_what AS w",
    "until": "SELECT min(w.date)::VARCHAR AS value FROM who_said_what AS w",
}
_OF_FIGURES: Final = {
    "counted": f"SELECT coalesce(f.counted_lemma, f.measure) AS value {_FIGURES_FROM}",
    "unit": f"SELECT unnest([f.unit, f.unit_text]) AS value {_FIGURES_FROM}",
    "owner": f"SELECT owner.name AS value {_FIGURES_FROM}",
    "claimant": f"SELECT claimant.name AS value {_FIGURES_FROM}",
    "outlet": f"SELECT a.publisher AS value {_FIGURES_FROM}",
    "since": f"SELECT max(a.published_date)::VARCHAR AS value {_FIGURES_FROM}",
    "until": f"SELECT min(a.published_date)::VARCHAR AS value {_FIGURES_FROM}",
    "kind": f"SELECT f.kind AS value {_FIGURES_FROM}",
}
"""Option -> SQL for the values that a store has for it, each as often as it has it."""


def quotes_question(options: Mapping[str, object]) -> Question:
    """The question for the quotes that meet all of the options that are not None."""
    return _question(_QUOTES, _QUOTE_FILTERS, _OF_QUOTES, options, _QUOTES_BRIEF)


def figures_question(options: Mapping[str, object]) -> Question:
    """The question for the figures that meet all of the options that are not None."""
    return _question(_FIGURES, _FIGURE_FILTERS, _OF_FIGURES, options, _FIGURES_BRIEF)


def _question(
    select: str,
    filters: Mapping[str, str],
    values: Mapping[str, str],
    options: Mapping[str, object],
    brief: tuple[str, ...],
) -> Question:
    given = {name: _bound(options[name]) for name in filters if options.get(name) is not None}

    def asked(names: Iterable[str]) -> str:
        return select.format(conditions="\n    AND ".join(filters[name] for name in names) or "true")

    conditions = [
        Condition(name, asked([name]), asked([one for one in given if one != name]), values.get(name)) for name in given
    ]
    return Question(asked(given), given, brief, conditions)


def _bound(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
