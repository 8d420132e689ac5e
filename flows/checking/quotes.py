"""The quotes of a draft against the store's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import duckdb

from flows.checking.finding import Finding, Source
from flows.checking.people import one_person
from flows.checking.wording import MIN_WORDS, Likeness, likeness, words_of
from schemas.rows import Quote

_MARKED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
_KEYS: Final = 8
"""The longest words of a quote find what may be it; half of them must be there."""
_CANDIDATES: Final = 50
_LIKE: Final = f"""
SELECT w.article_id, w.date::VARCHAR, w.publisher, w.url, coalesce(w.speaker, w.speaker_text), w.speaker_kind, q.text
FROM who_said_what AS w
JOIN quotes AS q USING (quote_id)
WHERE w.kind <> 'indirect'
    AND 2 * len(list_filter($keys::VARCHAR[], lambda key: contains(lower(q.text), key))) >= len($keys::VARCHAR[])
ORDER BY len(list_filter($keys::VARCHAR[], lambda key: contains(lower(q.text), key))) DESC, w.date DESC, w.quote_id
LIMIT {_CANDIDATES}
"""  # noqa: S608  # a number of ours
_LONG: Final = 8
"""Words from which on the same words are the same quote whoever says them, as where repeated quotes are joined."""
_HALF: Final = 0.5
"""Of a stored quote, what must be said again: a few of its words may themselves be quoted from somebody else."""
_ORDER: Final = ("verbatim", "shortened", "altered")
Compared = tuple[Likeness, bool, Source]


def check_quotes(rows: Iterable[Quote], connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A finding for each direct quote, and each marked piece of a mixed one, that has words enough to be compared."""
    for quote in rows:
        for said in _pieces(quote):
            words = words_of(said)
            if quote.kind != "indirect" and len(words) >= MIN_WORDS:
                yield _finding(quote, said, words, connection)


def _pieces(quote: Quote) -> Sequence[str]:
    if quote.kind == "direct":
        return [quote.text]
    return [next(filter(None, groups)) for groups in _MARKED.findall(quote.text)]


def _finding(quote: Quote, said: str, words: Sequence[str], connection: duckdb.DuckDBPyConnection) -> Finding:
    found = sorted(_compared(quote, words, connection), key=_rank)
    if not found:
        return Finding("quote", "not_found", said, quote.start_char, quote.end_char, "no stored quote has these words")
    like, same, source = found[0]
    verdict = like.verdict if same else "other_speaker"
    return Finding("quote", verdict, said, quote.start_char, quote.end_char, _told(like, source, same=same), source)


def _rank(compared: Compared) -> tuple[bool, int, float]:
    """The same speaker first, then the nearest words."""
    like, same, _ = compared
    return not same, _ORDER.index(like.verdict), -like.share


def _compared(quote: Quote, words: Sequence[str], connection: duckdb.DuckDBPyConnection) -> Iterator[Compared]:
    keys = sorted({word.casefold() for word in words if "'" not in word}, key=lambda word: (-len(word), word))[:_KEYS]
    for article, published, publisher, url, speaker, kind, text in connection.execute(_LIKE, {"keys": keys}).fetchall():
        like = likeness(words, words_of(text))
        same = _same_speaker(quote, speaker, kind)
        # what somebody else said in other words is another quote
        if like and (same or _is_theirs(like, words)):
            yield like, same, Source(article, published, publisher, url, speaker, text)


def _is_theirs(like: Likeness, words: Sequence[str]) -> bool:
    return like.verdict == "verbatim" and len(words) >= _LONG and like.covered >= _HALF


def _same_speaker(quote: Quote, speaker: str | None, kind: str | None) -> bool:
    """Whether both may be one speaker: only two persons known by name are told apart."""
    if quote.speaker_kind != "person" or kind != "person" or not quote.speaker_name or not speaker:
        return True
    return one_person(quote.speaker_name, speaker)


def _told(like: Likeness, source: Source, *, same: bool) -> str:
    if not same:
        return f"the store has these words from {source.speaker}"
    if like.verdict == "verbatim":
        return f"as stored, said by {source.speaker or 'somebody not named'}"
    return f"{like.verdict}: {like.changes}"
