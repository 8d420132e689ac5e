"""The quotes of a draft against the store's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import duckdb

from flows.checking.finding import Finding, Source
from flows.checking.near import Candidate, Near, find_near, is_turned, is_whole, said_again
from flows.checking.people import one_person
from flows.checking.wording import MIN_WORDS, Likeness, likeness, words_of
from schemas.rows import Quote

_MARKED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
_LONG: Final = 8
"""Words from which on the same words are the same quote whoever says them, as where repeated quotes are joined."""
_HALF: Final = 0.5
"""Of a stored quote, what must be said again: a few of its words may themselves be quoted from somebody else."""
_ORDER: Final = ("verbatim", "shortened", "altered")
Compared = tuple[Likeness, bool, Source]


class Piece(NamedTuple):
    """What is compared of a quote: its words as the draft has them, and their offset in the draft."""

    quote: Quote
    text: str
    start: int

    @property
    def is_marked(self) -> bool:
        """Whether the words stand in quotation marks."""
        return self.quote.kind != "indirect"


def check_quotes(rows: Iterable[Quote], connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A finding for each direct quote, each marked piece of a mixed one, and each indirect one that says a stored one.

    Shorter ones than MIN_WORDS are said by many, and are compared with nothing.
    """
    pieces = [piece for quote in rows for piece in _pieces(quote) if len(words_of(piece.text)) >= MIN_WORDS]
    near = find_near([words_of(piece.text) for piece in pieces], connection)
    for number, piece in enumerate(pieces):
        yield from _findings(piece, near.candidates.get(number, ()), near)


def _pieces(quote: Quote) -> Iterator[Piece]:
    if quote.kind != "mixed":
        yield Piece(quote, quote.text, quote.start_char)
        return
    for match in _MARKED.finditer(quote.text):
        group = next(number for number in range(1, 4) if match[number])
        yield Piece(quote, match[group], quote.start_char + match.start(group))


def _findings(piece: Piece, candidates: Sequence[Candidate], near: Near) -> Iterator[Finding]:
    words = words_of(piece.text)
    found = sorted(_compared(piece.quote, words, candidates), key=_rank) if piece.is_marked else []
    if found:
        like, same, source = found[0]
        yield _finding(piece, like.verdict if same else "other_speaker", _told(like, source, same=same), source)
        return
    if again := _said_again(piece.quote, words, candidates, near):
        turned = is_turned(words, again.words)
        told = "with a not, only or never that one of the two lacks" if turned else "said in other words"
        yield _finding(piece, "turned" if turned else "paraphrase", f"{told}: {again.source.words}", again.source)
    elif piece.is_marked:
        yield _finding(piece, "not_found", "no stored quote has these words")


def _finding(piece: Piece, verdict: str, told: str, source: Source | None = None) -> Finding:
    return Finding("quote", verdict, piece.text, piece.start, piece.start + len(piece.text), told, source)


def _rank(compared: Compared) -> tuple[bool, int, float]:
    """The same speaker first, then the nearest words."""
    like, same, _ = compared
    return not same, _ORDER.index(like.verdict), -like.share


def _compared(quote: Quote, words: Sequence[str], candidates: Iterable[Candidate]) -> Iterator[Compared]:
    for one in candidates:
        like = likeness(words, one.words) if one.kind != "indirect" else None
        same = _same_speaker(quote, one)
        # what somebody else said in other words is another quote
        if like and (same or _is_theirs(like, words)):
            yield like, same, one.source


def _is_theirs(like: Likeness, words: Sequence[str]) -> bool:
    return like.verdict == "verbatim" and len(words) >= _LONG and like.covered >= _HALF


def _same_speaker(quote: Quote, stored: Candidate) -> bool:
    """Whether both may be one speaker: only two persons known by name are told apart."""
    if quote.speaker_kind != "person" or stored.speaker_kind != "person":
        return True
    if not quote.speaker_name or not stored.source.speaker:
        return True
    return one_person(quote.speaker_name, stored.source.speaker)


def _said_again(quote: Quote, words: Sequence[str], candidates: Iterable[Candidate], near: Near) -> Candidate | None:
    """What says the same in other words; only where both speakers are known by name, and are one."""
    shares = [(said_again(words, one.words, near.weights), one) for one in candidates if _one_by_name(quote, one)]
    best = max(shares, key=lambda pair: pair[0], default=None)
    if best is None or not best[0] or (is_turned(words, best[1].words) and not is_whole(words, best[1].words)):
        return None
    return best[1]


def _one_by_name(quote: Quote, stored: Candidate) -> bool:
    name, other = quote.speaker_name, stored.source.speaker
    return bool(name and other and stored.speaker_kind == "person" and one_person(name, other))


def _told(like: Likeness, source: Source, *, same: bool) -> str:
    if not same:
        return f"the store has these words from {source.speaker}"
    if like.verdict == "verbatim":
        return f"as stored, said by {source.speaker or 'somebody not named'}"
    return f"{like.verdict}: {like.changes}"
