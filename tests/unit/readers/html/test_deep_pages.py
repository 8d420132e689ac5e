"""Pages deeper than the parser goes by itself: all of their text is read, in time that grows with their length."""

from pathlib import Path

import pytest

from tests.unit.readers.reading import read, write

_PROSE = "Paragraph {} tells of the weather in the north, which was long and wet, said the mayor of Harn."


def _text_of(tmp_path: Path, inner: str) -> str:
    page = (
        f"<html><head><title>Deep news</title></head><body><article><h1>Deep news</h1>{inner}</article></body></html>"
    )
    (record,) = read(write(tmp_path / "page.html", page))
    assert record.raw is not None, record.error
    return str(record.raw.text)


@pytest.mark.parametrize("tag", ["div", "font", "blockquote", "ul", "article", "a", "table", "custom-x"])
@pytest.mark.parametrize("depth", [300, 500, 3_000])
def test_text_below_many_elements(tmp_path: Path, tag: str, depth: int) -> None:
    """What stands below hundreds and thousands of elements, and behind them."""
    deep = f"<p>{_PROSE.format(1)}</p>{f'<{tag}>' * depth}<p>{_PROSE.format(2)}</p>{f'</{tag}>' * depth}"
    text = _text_of(tmp_path, f"{deep}<p>{_PROSE.format(3)}</p>")
    assert [_PROSE.format(n) in text for n in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("tag", ["div", "font", "b"])
def test_elements_that_nobody_closes(tmp_path: Path, tag: str) -> None:
    """One opened for each paragraph: the last stands 600 deep."""
    text = _text_of(tmp_path, "".join(f"<{tag}><p>{_PROSE.format(n)}</p>" for n in range(600)))
    assert all(_PROSE.format(n) in text for n in range(600))
