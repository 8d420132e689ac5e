"""Marked stretches are found in every style of mark, and one stray mark spoils its paragraph at most."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.text.marks import Marked, marked_spans


def outer(text: str) -> list[str]:
    """The words of the outermost stretches; > open at the end, < open at the start."""
    return [_shown(text, one) for one in marked_spans(text, (0, len(text)))[0]]


def nested(text: str) -> list[str]:
    """The words of the nested stretches."""
    return [_shown(text, one) for one in marked_spans(text, (0, len(text)))[1]]


def _shown(text: str, one: Marked) -> str:
    return ("" if one.opened else "<") + text[one.start : one.end] + ("" if one.closed else ">")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We’re going,” he said. “Today.”", ["We’re going,", "Today."]),
        ('"We go," he said. "Today."', ["We go,", "Today."]),
        ("``We go,'' he said.", ["We go,"]),
        ("''We go,'' he said.", ["We go,"]),
        ("«We go», he said.", ["We go"]),
        ("»We go«, he said.", ["We go"]),
        ("„We go“, he said.", ["We go"]),
        ("“We go“ and ”we stay”", ["We go", "we stay"]),
        ("‘We go,’ he said. ‘It’s the boys’ turn.’", ["We go,", "It’s the boys’ turn."]),
        ("'We go,' he said. 'It's mine.'", ["We go,", "It's mine."]),
        ('He called it "odd","bad" and "new".', ["odd", "bad", "new"]),
        ('"a" b "c', ["a", "c>"]),
        ("a” he said “b”", ["<a", "b"]),
        ('the 6\'2" man said "hello there"', ["hello there"]),
        ("rock ’n’ roll of the ’90s, the boys’ club, don't", []),
        ('"""We go,"" he said.', ["We go,"]),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    """Curly, straight, doubled, angled, low, mismatched and single marks; apostrophes are none."""
    assert outer(text) == expected


def test_nesting() -> None:
    """Single marks nest in double ones, double ones in single ones."""
    assert nested("“He said ‘no’ to me,” she said.") == ["no"]
    assert (outer("‘He said “no” to me,’ she said."), nested("‘He said “no” to me,’ she said.")) == (
        ["He said “no” to me,"],
        ["no"],
    )


@given(st.text(alphabet="“”\"'‘’«»`, .ab\n", max_size=60), st.text(alphabet="xy \n", max_size=5))
def test_any_nesting_and_breaking_stays_in_its_paragraph(text: str, around: str) -> None:
    """Outermost stretches ascend without overlap, within the span; nested ones lie in an outer one."""
    body = around + text + around
    span = (len(around), len(around) + len(text))
    tops, inner = marked_spans(body, span)
    for one in [*tops, *inner]:
        assert span[0] <= one.outer_start <= one.start <= one.end <= one.outer_end <= span[1]
    assert all(one.outer_end <= other.outer_start for one, other in pairwise(tops))
    for one in inner:
        before = [top for top in tops if top.outer_start - (not top.opened) < one.outer_start]
        assert any(one.outer_end <= top.outer_end for top in before)
