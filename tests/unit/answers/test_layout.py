"""Rows in a terminal are readable on 80 columns and do nothing to it."""

from collections.abc import Sequence
from io import StringIO

import pyarrow as pa
import pytest
from rich.console import Console

from flows.answers.layout import MAX_ROWS, print_answer


def _printed(width: int = 80, **columns: Sequence[object]) -> list[str]:
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False, force_terminal=False)
    print_answer(pa.table(columns).to_reader(), console)
    return [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]


def test_what_fits_is_a_table() -> None:
    """Numbers stand to the right, whole ones without a point."""
    head, rule, *rows = _printed(name=["Lee", "Okafor"], value=[7500.0, 0.5])
    assert head.split() == ["name", "value"]
    assert set(rule.strip()) == {"─"}
    assert [row.split() for row in rows] == [["Lee", "7500"], ["Okafor", "0.5"]]
    assert rows[0].index("7500") > rows[0].index("Lee") + 6


def test_one_long_column_is_wrapped() -> None:
    """The widest column takes what the others leave; those are not squeezed."""
    lines = _printed(date=["2026-07-02"], words=["many words " * 20], id=["0123456789abcdef"])
    assert max(map(len, lines)) <= 80
    assert sum("2026-07-02" in line and "0123456789abcdef" in line for line in lines) == 1
    assert sum("many" in line for line in lines) > 3


def test_what_does_not_fit_is_a_block_for_each_row() -> None:
    """Each value stands behind its column's name; columns without a value are left out."""
    long = ["a long headline of some forty characters.", "another long headline of some length"]
    lines = _printed(headline=long, words=long, id=["0123456789abcdef"] * 2, nothing=[None, None])
    assert max(map(len, lines)) <= 80
    assert [line[:3] for line in lines if "─" in line] == ["1 ─", "2 ─"]
    assert sum(line.startswith("headline  ") for line in lines) == 2
    assert not any(line.startswith("nothing") for line in lines)


@pytest.mark.parametrize("width", [80, 40, 20])
def test_hostile_text_does_nothing(width: int) -> None:
    """Escape codes, bells, C1 controls, bidirectional overrides and rich's markup are text, or nothing."""
    hostile = "\x1b[31mred\x1b]0;title\x07 \u202egpj.exe\u2066 \x9b2J [bold]b[/bold] :smile: <script>a()</script>\r\nb"
    columns: dict[str, Sequence[object]] = {"a\x1b[0m": [hostile], "b": [hostile], "c": [[hostile]]}
    text = "\n".join(_printed(width, **columns))
    assert not {character for character in text if not character.isprintable()} - {"\n"}
    assert "bold]" in "".join(text.split())


def test_many_rows_are_cut_and_no_rows_are_said() -> None:
    """A terminal is no export, and an empty table no answer."""
    lines = _printed(n=list(range(MAX_ROWS + 1)))
    assert any(line.startswith(f"… the first {MAX_ROWS} rows") for line in lines[-2:])
    assert _printed(n=[])[-1] == "no rows"
