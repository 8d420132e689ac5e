"""Paragraphs lie where the text has them, and each is given its part in the article."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.sections.blocks import blocks
from flows.derive.sections.split import sections_of, split_paragraphs
from tests.unit.derive.making import article, seed_article

PROSE = "The council met on Tuesday to talk about the budget for next year."
MORE = "Members asked for a second reading, and the mayor agreed to hold one in May."


def sections(*texts: str) -> list[str]:
    """The sections of a body of these blocks."""
    return [row.section for row in split_paragraphs(article("\n\n".join(texts)))]


def test_seed_article_ends_in_links() -> None:
    """The last four lines are links to other stories, all else is body."""
    found = [row.section for row in split_paragraphs(seed_article())]
    assert found == ["body"] * 11 + ["related"] * 4


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (["Council talks money"], ["headline"]),
        (["Council Talks Money Again Before Long Summer Break."], ["headline"]),
        (["Council talks money", "By Jane Roe and Ali van der Berg"], ["headline", "byline"]),
        (
            ["Council talks money", "Jane Roe, Staff Writer", "Friday, July 21, 2017"],
            ["headline", "byline", "dateline"],
        ),
        (["BAGHDAD (AP) —"], ["dateline"]),
        (["Published: 3 March 2020 at 10:15"], ["dateline"]),
        (["BAGHDAD (AP) — The council met on Tuesday to talk about the budget."], ["body"]),
        (["By now the river had risen above the old bridge."], ["body"]),
    ],
)
def test_front_matter(front: list[str], expected: list[str]) -> None:
    """Headline, byline and a line that is only a dateline are told from the first paragraph."""
    assert sections(*front, PROSE, MORE) == [*expected, "body", "body"]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("© 2020 The Daily. All rights reserved.", "boilerplate"),
        ("(Reporting by Jane Roe; Editing by Ali Doe)", "boilerplate"),
        ("Sign up for our newsletter.", "boilerplate"),
        ("Read more: Mayor under fire over parking", "related"),
        ("RELATED: Mayor under fire over parking", "related"),
        ("Council crisis:Mayor under fire over parking", "related"),
        ("Correction: An earlier version of this article misstated the year.", "correction"),
        ("An earlier version of this article misstated the mayor's age.", "correction"),
        ("Image: The town hall in spring.", "caption"),
        ("The mayor leaves the town hall on Monday. (AP Photo/Jane Roe)", "caption"),
        ("The mayor subscribed to the plan at once.", "body"),
        ("Watching the debate, the mayor smiled.", "body"),
        ("The leaflets were distributed by the party.", "body"),
        ("She left the paper in May to work for Getty Images.", "body"),
    ],
)
def test_cued_blocks(block: str, expected: str) -> None:
    """Cue words and form give boilerplate, links, corrections and captions away; like sentences stay body."""
    assert sections(PROSE, block, MORE) == ["body", expected, "body"]


def test_links_at_the_end_and_between_paragraphs() -> None:
    """Two title-like lines at the end, or three in between, are links; a single one is left alone."""
    links = ["Mayor under fire over parking", "Five Things to Know About the Budget", "Why the bridge fell in a storm"]
    assert sections(PROSE, MORE, *links[:2]) == ["body", "body", "related", "related"]
    assert sections(PROSE, *links, MORE, PROSE) == ["body", "related", "related", "related", "body", "body"]
    assert sections(PROSE, links[0], MORE) == ["body"] * 3


def test_links_under_a_heading() -> None:
    """Whatever stands under "Related stories" is a link."""
    assert sections(PROSE, MORE, "Related stories", "Parking", "Bridge") == ["body", "body"] + ["related"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "one line without any end",
        "Roses are red\nViolets are blue\nSugar is sweet enough for me\nAnd so are you",
        "Q: Why did you leave the office?\nA: Because I had to go.\nQ: Did you regret it later?\nA: I never did.",
        "JANE ROE: We begin with the news\nALI DOE: Thank you very much for that\nJANE ROE: Over to you now",
        f"{PROSE} They want:\n- more buses for all\n- fewer cars in town\n- Better Schools for the Young",
        f"{PROSE} They want:\nMore Buses for Everyone in Town\nFewer Cars on the Main Street\nBetter Schools for All",
        f"{PROSE}\nLakers 102, Celtics 99\nBulls 87, Knicks 86\n{MORE}",
        f"{PROSE}\n2 cups of brown sugar, packed\n3 tablespoons of soft butter\n1 large egg at room temperature",
    ],
)
def test_texts_that_are_no_news_stay_whole(text: str) -> None:
    """Poems, lists, tables, interviews, transcripts and bare lines are body throughout."""
    assert {row.section for row in split_paragraphs(article(text))} == {"body"}


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines that were filled go on in the next; a short line or an indent ends the paragraph."""
    text = (
        "The council met on Tuesday to talk about the\nbudget for next year, which has grown larger\n"
        "than anyone had hoped.\n   Members asked for a second reading, and the\n"
        "mayor agreed to hold one in May, as long as a\nquorum could be found by then.\n"
    )
    assert [text[a:b][:11] for a, b in blocks(text)] == ["The council", "Members ask"]


def test_lines_that_are_not_filled_stay_apart() -> None:
    """One sentence a line is one paragraph a line."""
    text = "A short one.\nAnother sentence that is longer.\nThird.\nThe fourth of them all.\nFifth it is."
    assert len(blocks(text)) == 5


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_visible_character_is_in_one_paragraph(text: str) -> None:
    """Paragraphs ascend without overlap, have no white space at their ends, and leave nothing visible out."""
    spans = blocks(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    left = "".join(
        text[a:b] for a, b in zip([0, *(s[1] for s in spans)], [*(s[0] for s in spans), len(text)], strict=True)
    )
    assert not any(char.isprintable() and not char.isspace() for char in left)
    assert len(sections_of([text[a:b] for a, b in spans])) == len(spans)
