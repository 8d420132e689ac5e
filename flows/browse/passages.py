"""The sentence around a hit, with the hit marked, and the words that were looked for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from flows.browse.query import Term
from flows.pages.article.spans import Opened, Span, cut
from seeds.token_forms import token_forms

Row = Mapping[str, Any]
_REACH: Final = 320
"""Characters before and behind a hit: a sentence of news has 130, and one in a hundred more than this."""
_OPENING: Final = 320
"""Characters of an article's beginning that are shown with its headline."""
_LONGEST: Final = 1500
"""Characters of a hit that are shown; the article has all."""
_END: Final = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s+[^\s\da-z])")
"""Where a sentence may end: not before a number or a small letter (Aug. 27)."""
_DOTTED: Final = token_forms()["title"] | token_forms()["abbreviation"]
"""What goes on behind a full stop: Dr., Gov."""
_LAST_WORD: Final = re.compile(r"[\w.]*\Z")
_WORD: Final = 24
"""Characters before a full stop that are looked at: no abbreviation has more."""
_WINDOWS: Final = """
    SELECT w.row_id, substring(a.body, w.first + 1, w.last - w.first)
    FROM articles AS a
    JOIN (
        SELECT unnest($rows) AS row_id, unnest($ids) AS article_id, unnest($first) AS first, unnest($last) AS last
    ) AS w USING (article_id)
"""
_PARTS: Final = (
    "SELECT quote_id, start_char, end_char FROM quote_parts WHERE quote_id IN (SELECT unnest($ids)) ORDER BY part"
)
_BLOCKS: Final = """
    SELECT article_id, start_char, end_char FROM paragraphs
    WHERE article_id IN (SELECT unnest($ids)) ORDER BY start_char
"""
_OPENINGS: Final = (
    "SELECT article_id, substring(body, 1, $count) FROM articles WHERE article_id IN (SELECT unnest($ids))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a passage, and what they are: of the hit, words that were looked for, both, or neither."""

    text: str
    is_hit: bool
    is_word: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The text around a hit in pieces; whether more of its paragraph stands before and behind."""

    pieces: tuple[Piece, ...]
    before: bool
    behind: bool


def passages(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], terms: Sequence[Term]) -> dict[str, Passage]:
    """By row_id the passage of each hit that has a place in an article; of a headline the article's first words."""
    words = looked_for(terms)
    placed = [row for row in rows if row["start_char"] is not None]
    found = dict(_placed(con, placed, words)) if placed else {}
    heads = [row["article_id"] for row in rows if row["what"] == "headlines"]
    if heads:
        opened = con.execute(_OPENINGS, {"ids": heads, "count": _OPENING + 1}).fetchall()
        found |= {key: _opening(text, words) for key, text in opened}
    return found


def looked_for(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """A pattern of the words that a query looks for, as they were typed; None if it looks for none."""
    wanted = [term for term in terms if term.field in {"", "about"} and not (term.negated or term.exact)]
    told = [
        r"\W+".join(map(re.escape, re.findall(r"[^\W_]+", term.value))) + (r"\w*" if term.prefix else "")
        for term in wanted
    ]
    return re.compile(rf"\b(?:{'|'.join(told)})\b", re.IGNORECASE) if told else None


def marked(text: str, words: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """A text in pieces, the words looked for marked."""
    return tuple(_pieces(text, 0, len(text), [], words))


def _placed(
    con: duckdb.DuckDBPyConnection, rows: Sequence[Row], words: re.Pattern[str] | None
) -> Iterator[tuple[str, Passage]]:
    spans = _spans_of(con, rows)
    bounds = _bounds_of(con, rows)
    reached = [_reached(row, bounds) for row in rows]
    given = {
        "rows": [row["row_id"] for row in rows],
        "ids": [row["article_id"] for row in rows],
        "first": [window[0] for window in reached],
        "last": [window[1] for window in reached],
    }
    texts = dict(con.execute(_WINDOWS, given).fetchall())
    for row, window in zip(rows, reached, strict=True):
        passage = _passage(texts.get(row["row_id"], ""), window, spans[row["row_id"]], words)
        if passage:
            yield row["row_id"], passage


def _spans_of(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> dict[str, list[tuple[int, int]]]:
    """The characters of each hit: of a quote its parts."""
    spans: dict[str, list[tuple[int, int]]] = {row["row_id"]: [] for row in rows}
    quotes = [row["row_id"] for row in rows if row["what"] == "quotes"]
    if quotes:
        for key, start, end in con.execute(_PARTS, {"ids": quotes}).fetchall():
            spans[key].append((start, end))
    for row in rows:
        if not spans[row["row_id"]]:
            spans[row["row_id"]].append((row["start_char"], row["end_char"]))
    return spans


def _bounds_of(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> dict[str, list[tuple[int, int]]]:
    """The paragraphs of the articles."""
    bounds: dict[str, list[tuple[int, int]]] = {}
    for key, start, end in con.execute(_BLOCKS, {"ids": [row["article_id"] for row in rows]}).fetchall():
        bounds.setdefault(key, []).append((start, end))
    return bounds


def _reached(row: Row, bounds: Mapping[str, Sequence[tuple[int, int]]]) -> tuple[int, int, bool, bool]:
    """From where to where the text is shown, and whether its paragraphs go on before and behind."""
    start, end = row["start_char"], min(row["end_char"], row["start_char"] + _LONGEST)
    blocks = [block for block in bounds.get(row["article_id"], ()) if block[0] < end and block[1] > start]
    first = min((block[0] for block in blocks), default=start)
    last = max((block[1] for block in blocks), default=end)
    begin, stop = max(first, start - _REACH, 0), min(last, end + _REACH)
    return begin, stop, begin > first, stop < last


def _passage(
    text: str,
    window: tuple[int, int, bool, bool],
    spans: Sequence[tuple[int, int]],
    words: re.Pattern[str] | None,
) -> Passage | None:
    origin, _, cut_before, cut_behind = window
    within = [Span(max(start - origin, 0), min(end - origin, len(text)), 0, "hit") for start, end in spans]
    within = [span for span in within if span.start < span.end]
    if not within:  # rows and bodies disagree, which `onrecord verify` tells; the hit's own words are still shown
        return None
    start, end = min(span.start for span in within), max(span.end for span in within)
    first = max((place for place in _ends(text, 0) if place <= start), default=0)
    last = next(_ends(text, end), None)
    first += len(text[first:start]) - len(text[first:start].lstrip())
    pieces = tuple(_pieces(text, first, last or len(text), within, words))
    return Passage(pieces, cut_before and not first, cut_behind and not last)


def _ends(text: str, start: int) -> Iterator[int]:
    """Where sentences end, from a place on."""
    for found in _END.finditer(text, start):
        word = _LAST_WORD.search(text[max(0, found.start() - _WORD) : found.start()])
        before = word[0] if word else ""
        if text[found.start()] != "." or not (f"{before}." in _DOTTED or _is_initial(before)):
            yield found.end()


def _is_initial(word: str) -> bool:
    """Whether a full stop behind a word belongs to it: J. Smith, U.S. troops."""
    return bool(word) and all(len(part) == 1 for part in word.split(".")) and word[-1].isupper()


def _opening(text: str, words: re.Pattern[str] | None) -> Passage:
    """The first sentence, or two short ones; a long one is cut at a word."""
    found = next(_ends(text, _OPENING // 3), _OPENING + 1)
    whole = found if found <= _OPENING else len(text) if len(text) <= _OPENING else 0
    end = whole or len(text[:_OPENING].rpartition(" ")[0]) or _OPENING
    return Passage(tuple(_pieces(text, 0, end, [], words)), before=False, behind=not whole)


def _pieces(
    text: str, first: int, last: int, spans: Sequence[Span[str]], words: re.Pattern[str] | None
) -> Iterator[Piece]:
    matched = words.finditer(text) if words else ()
    marks = [*spans, *(Span(found.start(), found.end(), 1, "word") for found in matched)]
    on: list[str] = []
    for token in cut(text, first, last, marks):
        if isinstance(token, str):
            yield Piece(token, "hit" in on, "word" in on)
        elif isinstance(token, Opened):
            on.append(token.mark)
        else:
            on.pop()
