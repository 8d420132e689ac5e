"""Single features by which a page's blocks are told apart, each with what it must leave alone."""

from pathlib import Path

import pytest

from flows.derive.sections.split import sections_of
from flows.readers.html.bylines import names_role, people
from flows.readers.html.metadata import PageMetadata
from flows.readers.html.parsing import tree_of
from tests.unit.readers.reading import read, write

PROSE = [
    "The council of Rosten voted on Tuesday to keep the mill by the river for another ten years, its clerk said.",
    "Repairs will cost £4,000 and be paid for out of the town's reserve, the mayor told reporters after the vote.",
    "Residents had collected 1,200 signatures since March, when the roof of the old house began to leak badly.",
    "The vote was nine to four, with two members of the council away, according to the minutes of the meeting.",
]


def _hints(tmp_path: Path, inner: str) -> dict[str, str]:
    """The lines of a page with `inner` amid its prose -> what its markup says of each."""
    text = "".join(f"<p>{one}</p>" for one in PROSE[:2]), "".join(f"<p>{one}</p>" for one in PROSE[2:])
    page = f"<html><head><title>Mill stays</title></head><body><article><h1>Mill stays</h1>{text[0]}{inner}{text[1]}"
    (record,) = read(write(tmp_path / "page.html", f"{page}</article></body></html>"))
    assert record.raw is not None, record.error
    lines = [line for line in str(record.raw.text).split("\n") if line.strip()]
    assert [one for one in PROSE if one not in lines] == []
    hints = record.raw.section_hints
    assert isinstance(hints, list)
    return dict(zip(lines, hints, strict=True))


def test_a_heading_that_asks_makes_its_small_box_furniture(tmp_path: Path) -> None:
    """*Want more …?* above whatever is offered; a heading that tells does not."""
    line = "A page for each part of the country is put together at dawn and sent before eight."
    asked = _hints(tmp_path, f"<div class=x><h3>Want more local news?</h3><p>{line}</p></div>")
    told = _hints(tmp_path, f"<div class=x><h3>The mill in short</h3><p>{line}</p></div>")
    assert asked.get(line, "boilerplate") == "boilerplate"
    assert told[line] == "text"


def test_fields_in_a_row_are_no_text(tmp_path: Path) -> None:
    """Three headings and more, a few words below each; parts of a text with a paragraph below are."""
    pairs = "".join(
        f"<h4>{name}</h4><p>{value}</p>" for name, value in (("Owner", "Town"), ("Built", "1820"), ("Use", "None"))
    )
    assert {told for line, told in _hints(tmp_path, pairs).items() if line not in PROSE} <= {"boilerplate", "headline"}
    parts = "".join(f"<h4>{name}</h4><p>{line} Later.</p>" for name, line in zip("ABC", PROSE, strict=False))
    found = _hints(tmp_path, parts)
    assert [found[f"{line} Later."] for line in PROSE[:3]] == ["text"] * 3


def test_a_line_drawn_out_of_the_text_is_told_by_its_words(tmp_path: Path) -> None:
    """A quotation set apart that a paragraph has, too; one that stands there alone is the text's."""
    drawn = "paid for out of the town's reserve"
    assert _hints(tmp_path, f"<blockquote>“{drawn}”</blockquote>").get(f"“{drawn}”", "boilerplate") == "boilerplate"
    alone = "The undersigned finds no record of a petition, nor of any sum that was voted for it."
    assert _hints(tmp_path, f"<blockquote><p>{alone}</p></blockquote>")[alone] in ("", "text")


def test_entries_of_a_list_are_paragraphs_of_their_own(tmp_path: Path) -> None:
    """A live page's points hold several; a point of one paragraph stays a point."""
    first = "No trains will run west of the town until two, the operator says, after a roof blew on to the line."
    found = _hints(tmp_path, f"<ol><li><time>20:40</time><p>{first}</p><p>More soon.</p></li></ol>")
    assert found[first] == "text"
    assert "More soon." in found


@pytest.mark.parametrize("made", ['<a class="btn" href="/d">Chip in</a>', '<a href="/d">Photo special: the mill</a>'])
def test_a_link_alone_between_blocks_is_a_line_to_elsewhere(tmp_path: Path, made: str) -> None:
    """Named a button or not."""
    found = _hints(tmp_path, f"<div><p>{PROSE[0]} Again.</p>{made}</div>")
    assert {told for line, told in found.items() if line in ("Chip in", "Photo special: the mill")} <= {"related"}


def test_lines_of_an_address_go_together(tmp_path: Path) -> None:
    """Who is to be asked, a name, a number: each line of it."""
    found = _hints(tmp_path, "<p>Press office:<br>Amy Strand<br>617-555-0177<br>amy@mill.example</p>")
    assert {told for line, told in found.items() if line not in PROSE and line != "Mill stays"} <= {"boilerplate"}


def test_furniture_does_not_make_a_page_speak_for_itself(tmp_path: Path) -> None:
    """Boxes that say *you* are no sign that the text does."""
    asking = "We tell you what happened before you are up, and why, in the time that you need for an egg."
    box = "<div class={0}><h4>{0}</h4><p>{1} {0}</p></div>"
    found = _hints(tmp_path, "".join(box.format(name, asking) for name in ("Card", "Embed", "Module")))
    assert {told for line, told in found.items() if line.startswith(asking)} <= {"boilerplate"}


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Correction, May 7: A line above gave the year as 2016.", "correction"),
        ("Update (3 March 2026): Adds what the mayor said.", "correction"),
        ("Clarification, 10:15 a.m.: The vote was by show of hands.", "correction"),
        ("Update on the bridge: it is still closed, and will be until the summer.", "body"),
        ("Corrections officers on Tuesday: nobody was told.", "body"),
        ("—Priya Shah contributed.", "boilerplate"),
        ("Priya Shah and Bo Roe contributed.", "boilerplate"),
        ("Heavy rain contributed.", "body"),
        ("The radio version of this story was edited by Hal Brody.", "boilerplate"),
        ("SOURCE Kestrel Foods, Inc.", "boilerplate"),
        ("Bags of rice in a warehouse on May 24. (Kanto/Kenta Mori)", "caption"),
        ("More than half would vote again, a poll showed. (Kanto/Norrpol)", "body"),
    ],
)
def test_lines_that_say_what_they_are(text: str, section: str) -> None:
    """What was mended, who helped, whose picture it is: by a form, not by names."""
    sections = sections_of([*PROSE[:2], text, *PROSE[2:]])
    assert sections[2] == section
    assert sections[0] == sections[-1] == "body"


def test_the_names_of_who_wrote_it_are_a_byline() -> None:
    """Alone on a line in front, with the date behind it; a line that says more of them is text."""
    names = ["Owen Tranter", "Mia Voss"]
    found = sections_of(
        [PROSE[0], "Owen Tranter and Mia Voss", "Monday 2 March 2026, 7.05pm", *PROSE[1:]], byline=names
    )
    assert found[:3] == ["body", "byline", "dateline"]
    assert sections_of([PROSE[0], "Owen Tranter", *PROSE[1:], "Mia Voss"], byline=names)[-1] == "byline"
    assert sections_of([PROSE[0], "Owen Tranter alone stayed on until the end.", *PROSE[1:]], byline=names)[1] == "body"


def test_a_byline_may_say_how_long_it_takes() -> None:
    """*Ann Lee, health editor. 4-minute read*."""
    assert sections_of(["Ann Lee, health editor. 4-minute read", *PROSE])[0] == "byline"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By DIEGO SALAS Northern Press", ["Diego Salas"]),
        ("By ANN MARIE LEE Staff Writer", ["Ann Marie Lee"]),
        ("By Diego Salas", ["Diego Salas"]),
        ("By ANN LEE and BO ROE", ["Ann Lee", "Bo Roe"]),
    ],
)
def test_a_name_in_capitals_ends_with_them(line: str, names: list[str]) -> None:
    """Who somebody writes for stands behind it in small letters."""
    assert people([line]) == names


def test_a_name_above_a_role_is_who_wrote_it() -> None:
    """No *by*, no date beside it."""
    tree = tree_of("<html><body><h1>Mill stays</h1><p>Martin Yelland | Court reporter</p><p>Text.</p></body></html>")
    assert tree is not None
    assert PageMetadata(tree).byline() == ("text:byline", ["Martin Yelland"])
    assert names_role("Senior staff reporter")
    assert not names_role("He told the court that he had never met the reporter")


def test_services_that_count_readers_come_after_what_the_page_says() -> None:
    """A tag may say when an address was first used; the article's own date is nearer."""
    head = '<meta name="DCSext.articleFirstPublished" content="2019-02-05 16:07">'
    body = (
        '<article itemscope itemtype="https://schema.org/NewsArticle"><h1>Mill stays</h1><meta itemprop="datePublished"'
    )
    tree = tree_of(f'<html><head>{head}</head><body>{body} content="2026-05-06T16:45+0100"></article></body></html>')
    assert tree is not None
    assert PageMetadata(tree).fields()["published_at"] == "2026-05-06T16:45+0100"
    alone = tree_of(f"<html><head>{head}</head><body><h1>Mill stays</h1></body></html>")
    assert alone is not None
    assert PageMetadata(alone).fields()["published_at"] == "2019-02-05 16:07"
