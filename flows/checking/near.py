"""The stored quotes that share rare words with those of a draft: one look through the store for a whole draft."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import duckdb

from flows.checking.finding import Source
from flows.checking.wording import turners, words_of

_CANDIDATES: Final = 50
"""Stored quotes that are compared word by word with one of a draft's."""
_NEAR: Final = f"""
WITH wanted AS MATERIALIZED (
    SELECT unnest($numbers::INTEGER[]) AS number, unnest($words::VARCHAR[]) AS word
),

postings AS MATERIALIZED (
    SELECT
        quote_id,
        unnest(list_intersect(
            list_distinct(regexp_extract_all(replace(lower(text), '’', ''''), '[\\pL\\pN]+(?:''[\\pL]+)*')),
            (SELECT list(DISTINCT word) FROM wanted)
        )) AS word
    FROM quotes
),

weights AS MATERIALIZED (
    SELECT word, ln(((SELECT count(*) FROM quotes) + 1) / (greatest(count(quote_id), 1) + 0.5)) AS weight
    FROM (SELECT DISTINCT word FROM wanted)
    LEFT JOIN postings USING (word)
    GROUP BY word
),

found AS (
    SELECT wanted.number, postings.quote_id, sum(weights.weight) AS shared
    FROM wanted
    JOIN weights USING (word)
    JOIN postings USING (word)
    GROUP BY wanted.number, postings.quote_id
    HAVING count(*) >= 2
    QUALIFY row_number() OVER (PARTITION BY wanted.number ORDER BY shared DESC, postings.quote_id) <= {_CANDIDATES}
)

SELECT
    found.number,
    w.article_id,
    w.date::VARCHAR,
    w.publisher,
    w.url,
    coalesce(w.speaker, w.speaker_text),
    w.speaker_kind,
    w.kind,
    q.text,
    (SELECT map(list(word ORDER BY word), list(weight ORDER BY word)) FROM weights)
FROM found
JOIN who_said_what AS w USING (quote_id)
JOIN quotes AS q USING (quote_id)
ORDER BY found.number, found.shared DESC, w.date DESC NULLS LAST, w.quote_id
"""  # noqa: S608  # a number of ours
_ENDINGS: Final = re.compile(r"(?<=\w{3})(?:'s|ing|ed|es|s|e|d)$")
_SAID_AGAIN: Final = 0.7
"""Share of a quote's words, each by its rarity, that the same person's stored words have, from which on they say the
same: an assumption, chosen before it was tried, so that of ten words as rare as each other three may be others."""
_CONTENT: Final = 4
"""Letters from which on a word is taken to carry content; shorter ones are not compared."""
_SHARED: Final = 3
"""Words that must be shared at least: two are found in any two quotes about one thing."""


class Candidate(NamedTuple):
    """A stored quote that may be what a draft quotes."""

    source: Source
    speaker_kind: str | None
    kind: str
    words: list[str]


class Near(NamedTuple):
    """The candidates of each of a draft's wordings, by its number, and how rare each word is: ln(quotes / with it)."""

    candidates: Mapping[int, Sequence[Candidate]]
    weights: Mapping[str, float]


def find_near(wordings: Sequence[Sequence[str]], connection: duckdb.DuckDBPyConnection) -> Near:
    """The stored quotes that share the rarest words with each wording.

    Args:
        wordings: the words of each quote of a draft.
        connection: to a news.duckdb.
    """
    keys = [sorted({word.casefold() for word in words}) for words in wordings]
    pairs = [(number, word) for number, several in enumerate(keys) for word in several]
    if not pairs:
        return Near({}, {})
    numbers, words = zip(*pairs, strict=True)
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    weights: Mapping[str, float] = {}
    rows = connection.execute(_NEAR, {"numbers": list(numbers), "words": list(words)}).fetchall()
    for number, article, day, publisher, url, speaker, speaker_kind, kind, text, weights in rows:  # noqa: B007  # one map
        source = Source(article, day, publisher, url, speaker, text)
        candidates[number].append(Candidate(source, speaker_kind, kind, words_of(text)))
    return Near(candidates, weights)


def said_again(draft: Sequence[str], stored: Sequence[str], weights: Mapping[str, float]) -> float:
    """How much of a draft's words another wording has, each word by its rarity; 0 where it is below what says the same.

    Words count by their stems; those that turn the sense do not count (see `is_turned`).
    """
    theirs = {_stem(word) for word in stored}
    ours = {_stem(word): weights.get(word.casefold(), 0.0) for word in draft if _carries_content(word)}
    shared = [weight for stem, weight in ours.items() if stem in theirs]
    share = sum(shared) / (sum(ours.values()) or 1)
    return share if share >= _SAID_AGAIN and len(shared) >= _SHARED else 0.0


def is_turned(draft: Sequence[str], stored: Sequence[str]) -> bool:
    """Whether one of two wordings has a *not*, *only* or *never* that the other lacks."""
    return turners(word.casefold() for word in draft) != turners(word.casefold() for word in stored)


def is_whole(draft: Sequence[str], stored: Sequence[str]) -> bool:
    """Whether little of the stored words is left out, so that a *not* that is missing is not just among the rest."""
    ours, theirs = ({_stem(word) for word in words if _carries_content(word)} for words in (draft, stored))
    return len(ours & theirs) >= _SAID_AGAIN * max(len(ours), len(theirs))


def _carries_content(word: str) -> bool:
    return (len(word) >= _CONTENT or word[0].isdigit()) and not turners([word.casefold()])


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word.casefold())
