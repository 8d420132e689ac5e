"""Text out of marked-up text: what is a line."""

import pytest

from flows.readers.fragments import plain

_PROSE = "The council voted on Tuesday to keep the mill by the river for another ten years, said its clerk."


def test_a_row_of_data_is_a_line() -> None:
    """In documents, messages and feeds: a cell a line was a column of words; empty cells say nothing."""
    rows = (("Year", "Sold"), ("2024", "1,200"), ("2025", ""))
    table = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    made = plain(f"<p>{_PROSE}</p><table>{table}</table><p>After.</p>")
    assert made.text.split("\n") == [_PROSE, "Year | Sold", "2024 | 1,200", "2025", "After."]
    assert len(made.hints) == 5


@pytest.mark.parametrize(
    "row",
    [
        f"<td>{_PROSE}</td><td>Menu</td>",
        f"<td><p>{_PROSE[:20]}</p><p>Two</p></td><td>Menu</td>",
        "<td><table><tr><td><p>One</p></td></tr></table></td><td>Menu</td>",
    ],
)
def test_a_row_that_lays_a_page_out_is_not(row: str) -> None:
    """Prose, several paragraphs or a table in a cell: newsletters are made so."""
    assert " | " not in plain(f"<table><tr>{row}</tr></table>").text
