"""Rows of many columns are read on 80 columns: no id or address is torn that fits a line."""

from io import StringIO

import pytest
from rich.console import Console

from flows.answers.entries import Entry, print_entries

ID, URL = "02c75e3db7", "https://drevnacourier.example/news/breskov-kitchens-and-more-that-is-long"


def _printed(*entries: Entry, width: int = 80) -> list[str]:
    out = StringIO()
    print_entries(Console(file=out, width=width, highlight=False, markup=False, emoji=False), entries)
    return out.getvalue().splitlines()


def test_heads_are_aligned_and_words_whole() -> None:
    """What heads the rows stands in columns; labels stand before their words, an address on a line of its own."""
    lines = _printed(
        Entry((ID, "failed"), [("found", "some words " * 12), ("", URL), ("empty", "")]),
        Entry(("0", "done"), [("wrong", "one")]),
    )
    assert max(map(len, lines)) <= 80
    assert (lines[0], lines[-2]) == (f"{ID}  failed", "0           done")
    assert [line.index("some") for line in lines[1:3]] == [11, 11]
    assert sum(URL in line for line in lines) == 1
    assert not any("empty" in line for line in lines)


@pytest.mark.parametrize("width", [10, 40])
def test_hostile_text_does_nothing(width: int) -> None:
    """Controls go, a word longer than the line is broken, markup is text, wide characters have their width."""
    lines = _printed(Entry(("a\x1b[31m",), [("b\u202e", "[bold]x[/bold]" + "汉" * 60 + "\x07")]), width=width)
    text = "".join(lines)
    assert all(character.isprintable() for character in text)
    assert text.replace(" ", "").count("汉") == 60
    assert "[bold]" in text.replace(" ", "")
