"""brat standoff: a text and an annotation file an article, and the configuration that brat wants beside them.

Offsets are Unicode code points, end exclusive. A span that crosses a line break is written in pieces, one a line, as
brat can't hold a line break within an annotation.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, get_args

from flows.pages.article.rows import ArticleRows
from schemas.vocabulary import EntityKind

_KINDS: Final = (*get_args(EntityKind), "Quote", "Speaker", "Figure", "Date")
CONFIG: Final = "\n".join(
    ["[entities]", *_KINDS, "[relations]", "Said_by Arg1:Quote, Arg2:Speaker", "[events]", "[attributes]", ""]
)
"""annotation.conf."""
_BREAK: Final = re.compile(r"[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Python, which brat is written in, takes for the end of a line."""


class _Bound(NamedTuple):
    """A text-bound annotation: its type, its pieces, and a note on it."""

    kind: str
    pieces: Sequence[tuple[int, int]]
    note: str


def write_documents(folder: Path, articles: Iterator[ArticleRows]) -> int:
    """Write the files of all articles, named by their ids; return how many articles."""
    count = 0
    for rows in articles:
        count += 1
        name = rows.article.article_id
        (folder / f"{name}.txt").write_text(rows.article.body, encoding="utf-8", newline="\n")
        (folder / f"{name}.ann").write_text(standoff(rows), encoding="utf-8", newline="\n")
    (folder / "annotation.conf").write_text(CONFIG, encoding="utf-8")
    return count


def standoff(rows: ArticleRows) -> str:
    """The annotation file of an article."""
    return "".join(f"{line}\n" for line in _lines(rows))


def _lines(rows: ArticleRows) -> Iterator[str]:
    body = rows.article.body
    bound = [*_spans(rows)]
    for number, one in enumerate(bound, 1):
        pieces = [piece for start, end in one.pieces for piece in _without_breaks(body, start, end)]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        yield f"T{number}\t{one.kind} {places}\t{' '.join(body[start:end] for start, end in pieces)}"
        if one.note:
            yield f"#{number}\tAnnotatorNotes T{number}\t{one.note}"
    for number, (quote, speaker) in enumerate(_said_by(bound), 1):
        yield f"R{number}\tSaid_by Arg1:T{quote} Arg2:T{speaker}"


def _spans(rows: ArticleRows) -> Iterator[_Bound]:
    """What is marked; the speaker of a quote follows it."""
    for mention in rows.mentions:
        if mention.mention_type == "name":
            yield _Bound(mention.kind, [(mention.start_char, mention.end_char)], "")
    for figure in rows.figures:
        told = f"value={figure.value} low={figure.low} high={figure.high} unit={_line(figure.unit)}"
        yield _Bound("Figure", [(figure.start_char, figure.end_char)], told)
    for date in rows.dates:
        yield _Bound("Date", [(date.start_char, date.end_char)], _line(date.timex_value))
    parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for part in rows.parts:
        parts[part.quote_id].append((part.start_char, part.end_char))
    for quote in rows.quotes:
        yield _Bound("Quote", parts[quote.quote_id], quote.kind)
        if quote.speaker_start is not None and quote.speaker_end is not None:
            yield _Bound("Speaker", [(quote.speaker_start, quote.speaker_end)], _line(quote.speaker_name))


def _said_by(bound: Sequence[_Bound]) -> Iterator[tuple[int, int]]:
    for number, one in enumerate(bound, 1):
        if one.kind == "Speaker":
            yield number - 1, number


def _without_breaks(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a span between line breaks that hold anything."""
    at = start
    for piece in _BREAK.split(body[start:end]):
        if piece:
            yield at, at + len(piece)
        at += len(piece) + 1


def _line(text: str | None) -> str:
    """A text without what ends a field or a line."""
    return " ".join((text or "").split())
