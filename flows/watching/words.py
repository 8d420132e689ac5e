"""A person's words that changed: of the load's quotes those that are near earlier ones, and say it otherwise.

What was said before is the same speaker's quotes in articles of earlier days, and the revision that an article
replaces. Two quotes are near when half of the words of the shorter one stand in the longer one in the same order
(Ratcliff and Obershelp's matching blocks, as difflib has them), with three in a row at least; they differ when words of
the speaker's own stand between or instead of these: a quote cut short is the same words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

import duckdb

from flows.watching.queries import WHO

NEAR: Final = 0.5
_RUN: Final = 3
"""Words in a row that both have: as for quotes that repeat."""
_SHORTEST: Final = 6
"""Words of a quote that is compared: shorter ones are like many others."""
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")

_SAID: Final = f"""
SELECT s.quote_id, s.article_id, s.speaker_id, s.words, s.date, ($load_id IS NULL OR a.load_id = $load_id) AS fresh,
    a.revision
FROM quote_speakers AS s
JOIN current_articles AS a USING (article_id)
WHERE s.confidence >= $confidence AND s.kind <> 'indirect' AND s.speaker_id IN ({WHO})
ORDER BY s.date NULLS FIRST, s.article_id, s.quote_id
"""  # noqa: S608  # as in queries
_BEFORE: Final = """
SELECT body FROM article_revisions WHERE article_id = $article_id AND revision < $revision
ORDER BY revision DESC LIMIT 1
"""


class Changed(NamedTuple):
    """A quote whose words changed, and the quote that had them before; None: an earlier revision of its article."""

    article_id: str
    quote_id: str
    before: str | None


class _Said(NamedTuple):
    quote_id: str
    article_id: str
    speaker_id: str
    words: str
    date: object
    fresh: bool
    revision: int


def changed_words(con: duckdb.DuckDBPyConnection, parameters: Mapping[str, object]) -> Iterator[Changed]:
    """The changed quotes of a load; `parameters` are who, confidence and load_id."""
    by_speaker: dict[str, list[_Said]] = defaultdict(list)
    for row in con.execute(_SAID, dict(parameters)).fetchall():
        by_speaker[row[2]].append(_Said(*row))
    for quotes in by_speaker.values():
        for place, quote in enumerate(quotes):
            if quote.fresh:
                yield from _changed(con, quote, quotes[:place])


def _changed(con: duckdb.DuckDBPyConnection, quote: _Said, earlier: Sequence[_Said]) -> Iterator[Changed]:
    if quote.revision > 1 and _revised(con, quote):
        yield Changed(quote.article_id, quote.quote_id, None)
        return
    others = [one for one in earlier if one.article_id != quote.article_id and one.date != quote.date]
    if any(_same(quote.words, one.words) for one in others):
        return
    near = next((one for one in reversed(others) if says_otherwise(quote.words, one.words)), None)
    if near is not None:
        yield Changed(quote.article_id, quote.quote_id, near.quote_id)


def _revised(con: duckdb.DuckDBPyConnection, quote: _Said) -> bool:
    found = con.execute(_BEFORE, {"article_id": quote.article_id, "revision": quote.revision}).fetchone()
    before = words_of(found[0] or "") if found else []
    words = words_of(quote.words)
    if not before or _holds(before, words):
        return False
    return any(says_otherwise(quote.words, " ".join(window)) for window in _windows(before, len(words)))


def _windows(words: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    """Pieces of a text of about a quote's length that overlap by half."""
    step = max(1, length // 2)
    for start in range(0, max(1, len(words) - step), step):
        yield words[start : start + length]


def says_otherwise(text: str, before: str) -> bool:
    """Whether a text is near another in its words and has others in their place."""
    words, others = words_of(text), words_of(before)
    if min(len(words), len(others)) < _SHORTEST:
        return False
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()[:-1]
    shared = sum(block.size for block in blocks)
    if max((block.size for block in blocks), default=0) < _RUN or shared < NEAR * min(len(words), len(others)):
        return False
    return any(one.a + one.size < two.a or one.b + one.size < two.b for one, two in pairwise(blocks))


def _same(text: str, before: str) -> bool:
    return _holds(words_of(before), words_of(text)) or _holds(words_of(text), words_of(before))


def _holds(words: Sequence[str], piece: Sequence[str]) -> bool:
    return f" {' '.join(piece)} " in f" {' '.join(words)} "


def words_of(text: str) -> list[str]:
    """The words of a text, without regard to case, punctuation and the form of apostrophes."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
