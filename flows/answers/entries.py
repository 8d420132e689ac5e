"""Rows of many columns in a terminal: a line that says which row, and what there is to know of it indented below.

No word is broken but one that is longer than a line: ids and addresses stay whole, to be copied.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flows.terminal import safe

ID_SHOWN: Final = 10
"""Characters of an id, of 32, that name a row among some thousands; commands take the beginning of an id."""
_INDENT: Final = 4
_APART: Final = 2


class Entry(NamedTuple):
    """A row: what heads it, aligned over all rows, and labelled lines below; those without words are left out."""

    head: Sequence[str]
    lines: Sequence[tuple[str, str]]
    style: str = "bold"


def print_entries(console: Console, entries: Iterable[Entry]) -> None:
    """Print entries, every cell stripped of what a terminal may obey, no line wider than the console."""
    cleaned = [_cleaned(entry) for entry in entries]
    widths = [max(map(cell_len, column)) for column in zip(*(entry.head for entry in cleaned), strict=True)]
    labels = max((cell_len(label) for entry in cleaned for label, _ in entry.lines), default=0)
    for entry in cleaned:
        console.print(_head(entry, widths), overflow="fold")
        for label, words in entry.lines:
            console.print(_line(label.ljust(labels), words, console.width), overflow="fold")


def _cleaned(entry: Entry) -> Entry:
    lines = [(safe(label), safe(words)) for label, words in entry.lines]
    return Entry([safe(cell) for cell in entry.head], [line for line in lines if line[1]], entry.style)


def _head(entry: Entry, widths: Sequence[int]) -> Text:
    cells = zip(entry.head, widths, strict=True)
    return Text("  ".join(cell + " " * (width - cell_len(cell)) for cell, width in cells).rstrip(), entry.style)


def _line(label: str, words: str, width: int) -> Text:
    """A label, and its words in as many lines as they need, all under the first."""
    begin = " " * _INDENT + (label + " " * _APART if label else "")
    if not label.strip() and max(map(cell_len, words.split(" "))) > width - cell_len(begin):
        begin = " " * _INDENT  # rather out of line than broken
    below = f"\n{' ' * cell_len(begin)}"
    return Text.assemble((begin, "dim"), below.join(_wrapped(words, max(_LEAST, width - cell_len(begin)))))


_LEAST: Final = 16
"""Columns that words get, however narrow the terminal is."""


def _wrapped(words: str, width: int) -> list[str]:
    """Words in lines of `width` columns; only a word that is longer than a line is broken."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
            continue
        lines += _pieces(word, width)
    return [line for line in lines if line]


def _pieces(word: str, width: int) -> list[str]:
    pieces = [""]
    for character in word:
        if cell_len(pieces[-1]) + cell_len(character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
