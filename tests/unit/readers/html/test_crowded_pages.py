"""Pages of one thing many times over: their time grew with the square of it. Read whole, or refused by name."""

from pathlib import Path

import pytest

from flows.readers.html.body import _MOST_BLOCKS
from flows.readers.html.layout import _MOST_PARTS, with_blanks, with_paragraphs, without_crowds
from flows.readers.html.metadata import PageMetadata
from flows.readers.html.parsing import tree_of
from flows.readers.html.seen import lines_in
from tests.unit.readers.reading import read, write

_PROSE = "One sentence of prose about the weather in the north, which was long and wet this year."
_MANY = 6_000


def _page(inner: str) -> str:
    return (
        "<html><head><title>News of the north</title></head><body><article><h1>News of the north</h1>"
        f"<p>{_PROSE}</p>{inner}<p>{_PROSE.replace('One', 'Another')}</p></article></body></html>"
    )


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>{'<a href=/x>word here</a> ' * _MANY}</p>",
        f"<p>{'<b>word</b> here ' * _MANY}</p>",
        f"<p>{'x y z<br>' * _MANY}</p>",
        "<span class=byline>By Ann Lee</span>" * _MANY,
        "<a href=x>x" * _MANY,
        "<h1>Head x y</h1>" * _MANY,
        "<article><h1>Other news</h1><p>x</p></article>" * (_MANY // 2),
        "<div><button>Sign up</button></div>" * _MANY,
        "<h1>x<h2>" * _MANY,
        "<time>x" * _MANY,
        "".join(f"word and words here {n}<p>x</p>" for n in range(_MANY)),
        "<p><a href=/x>Some title of it</a><br>and words</p>" * _MANY,
        "<ul><li><p>x y z</p><p>x</p></li></ul>" * (_MANY // 2),
        f"<p>It was.</p><blockquote>{_PROSE}</blockquote>" * (_MANY // 2),
        "<h4>Date</h4><p>5 May</p>" * _MANY,
    ],
    ids=[
        "links",
        "bold",
        "lines",
        "spans",
        "nested links",
        "headings",
        "articles",
        "buttons",
        "nested headings",
        "nested times",
        "bare text",
        "teasers",
        "lists",
        "quotations",
        "fields",
    ],
)
def test_much_of_one_thing_leaves_the_text_around_it(tmp_path: Path, inner: str) -> None:
    """16,000 links in a paragraph took half a minute, 1,000 headings in each other longer; now seconds at most."""
    (record,) = read(write(tmp_path / "page.html", _page(inner)))
    assert record.raw is not None, record.error
    assert _PROSE in str(record.raw.text)
    assert _PROSE.replace("One", "Another") in str(record.raw.text)


def test_a_paragraph_of_too_many_parts_becomes_its_text() -> None:
    """Words and line breaks stay; one of as many parts as pages have keeps them."""
    crowded = "".join(f"<b>w{n}</b> x<br>" for n in range(_MOST_PARTS + 1))
    tree = tree_of(_page(f"<p id=c>{crowded}</p><p id=s>{'<b>y</b> z ' * 20}</p>"))
    assert tree is not None
    wanted = lines_in(tree.get_element_by_id("c"))
    without_crowds(tree)
    assert {one.tag for one in tree.get_element_by_id("c").iterdescendants()} == {"br"}
    assert lines_in(tree.get_element_by_id("c")) == wanted
    assert len(wanted) == _MOST_PARTS + 1
    assert sum(1 for _ in tree.get_element_by_id("s").iter("b")) == 20


def test_lines_are_those_that_breaks_make() -> None:
    """Not those of the file; what scripts hold is not seen, nor is what stands in such."""
    tree = tree_of(
        _page("<p id=p>one\ntwo<br><i>three</i> four<script>x<br></script><br> </p><noscript><p id=n>a<br>b")
    )
    assert tree is not None
    assert lines_in(tree.get_element_by_id("p")) == ["one two", "three four"]
    hidden = tree.get_element_by_id("n", None)
    assert hidden is None or lines_in(hidden) == [""]


def test_spans_whose_words_would_join_are_parted_at_once() -> None:
    """*21:50* and *20 January*: the span goes, its words and those behind it stay in order."""
    tree = tree_of(_page("<p id=p>At <span>21:50</span><span>20 January</span> it was<span>Over</span> again</p>"))
    assert tree is not None
    with_blanks(tree)
    assert tree.get_element_by_id("p").text_content() == "At 21:50 20 January it wasOver again"
    assert [one.text for one in tree.get_element_by_id("p")] == ["20 January", "Over"]


def test_bare_text_between_paragraphs_keeps_its_order() -> None:
    """Each run becomes a paragraph where it stood; a word or two does not."""
    bare = "At first it rained <b>hard</b> all day.<p>x</p>Then it did not rain at all.<p>y</p>No.<p>z</p>"
    tree = tree_of(f"<html><body><div id=d>{bare}</div></body></html>")
    assert tree is not None
    with_paragraphs(tree)
    found = [one.text_content() for one in tree.get_element_by_id("d").iter("p")]
    assert found == ["At first it rained hard all day.", "x", "Then it did not rain at all.", "y", "z"]
    assert tree.get_element_by_id("d").text_content().endswith("yNo.z")


def test_headlines_of_a_crowd_are_asked_up_to_a_bound() -> None:
    """The first of thousands are enough; the right one is still found by what agrees with it."""
    tree = tree_of(_page("<h1>Other</h1>" * _MOST_BLOCKS))
    assert tree is not None
    assert PageMetadata(tree).headline == ("h1", "News of the north")
