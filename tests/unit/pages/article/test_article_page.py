"""The page of an article: its text whole, marks where the rows say, speakers beside them, whatever the article."""

from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from flows.pages.article.marks import anchor
from flows.pages.article.page import article_script, article_style, render_article
from flows.pages.article.rows import ArticleRows
from schemas.rows import ArticlePlace
from tests.unit.pages.paper import ann_lee, figure, mention, paper, paragraphs, quote, time_expression

BODY = "“We sold 12 boats,” Ann Lee said on Monday. “They were red.”\n\nShe said that it was cold."
NESTED = [
    quote(BODY, "We sold 12 boats,", "They were red.", cue_start=28, cue_end=32, speaker_start=20, speaker_end=27)
]


def _page(rows: ArticleRows) -> HtmlElement:
    return document_fromstring(render_article(rows))


def _text(page: HtmlElement, selector: str) -> str:
    """The words of an element without the numbers of quotes."""
    (element,) = page.xpath(selector)
    for number in element.xpath(".//a[@class='ref']"):
        number.drop_tree()
    return str(element.text_content())


def test_text_is_whole() -> None:
    """The blocks of the page say just what the body says, in its order."""
    rows = paper(BODY, quotes=NESTED, mentions=[mention(BODY, "Ann Lee")], figures=[figure(BODY, "12 boats")])
    shown = [_text(page, f"(//article//p)[{n}]") for page in [_page(rows)] for n in (1, 2)]
    assert "\n\n".join(shown) == BODY


def test_marks_stand_where_the_rows_say() -> None:
    """A figure within a quote, a mention, the speaker and the cue, each with its words and nothing more."""
    page = _page(paper(BODY, quotes=NESTED, mentions=[mention(BODY, "Ann Lee")], figures=[figure(BODY, "12 boats")]))
    assert page.xpath("string(//article//*[@class='quote direct']//a[@class='figure'])") == "12 boats"
    assert page.xpath("string(//article//*[@class='speaker'])") == "Ann Lee"
    assert page.xpath("string(//article//*[@class='cue'])") == "said"
    assert page.xpath("//article//*[@class='mention person name']/@data-e") == ["1"]


def test_parts_of_a_quote_belong_together() -> None:
    """Both parts carry the quote's number; the anchor stands at the first, the number behind the last."""
    page = _page(paper(BODY, quotes=NESTED))
    parts = page.xpath("//article//*[@class='quote direct']")
    assert [part.get("data-q") for part in parts] == ["1", "1"]
    assert [part.get("id") for part in parts] == [anchor(NESTED[0][0].quote_id), None]
    assert [len(part.xpath(".//a[@class='ref']")) for part in parts] == [0, 1]


def test_crossing_marks_are_cut() -> None:
    """A date that begins in a quote and ends behind it is two pieces, one link."""
    body = "They met at noon on Monday after all."
    quotes = [quote(body, "met at noon on", kind="indirect")]
    page = _page(paper(body, quotes=quotes, dates=[time_expression(body, "noon on Monday")]))
    pieces = page.xpath("//article//*[@class='date']")
    assert ["".join(piece.itertext()) for piece in pieces] == ["noon on", " Monday"]
    assert [piece.tag for piece in pieces] == ["a", "span"]
    assert _text(page, "//article//p") == body


def test_figure_and_date_in_one_place_are_no_link_in_a_link() -> None:
    """A duration is a row of both tables."""
    body = "It took nine hours."
    page = _page(paper(body, figures=[figure(body, "nine hours")], dates=[time_expression(body, "nine hours")]))
    assert page.xpath("//a//a") == []
    assert len(page.xpath("//article//*[@class='figure']")) == len(page.xpath("//article//*[@class='date']")) == 1


def test_a_quote_over_paragraphs_is_named_in_each() -> None:
    """The paragraph in which it goes on says so."""
    page = _page(paper(BODY, quotes=[quote(BODY, "They were red.”\n\nShe said", kind="mixed")]))
    notes = page.xpath("//*[@class='notes']")
    assert len(notes) == 2
    assert "goes on" in notes[1].text_content()
    assert len(page.xpath("//*[@id='n1']")) == 1


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({}, "Ann Lee"),
        ({"speaker_entity_id": None, "speaker_entity_ids": ()}, "Ann Lee"),
        (
            {
                "speaker_entity_id": None,
                "speaker_entity_ids": (),
                "speaker_name": None,
                "speaker_text": "two officials",
            },
            "two officials",
        ),
        (
            {"speaker_entity_id": None, "speaker_entity_ids": (), "speaker_name": None, "speaker_text": None},
            "Speaker not found",
        ),
    ],
    ids=["entity", "name", "unnamed", "none"],
)
def test_speakers_are_named_as_far_as_known(changes: dict[str, Any], named: str) -> None:
    """By the entity, else by the words in the text, else as not found: never by a guess."""
    page = _page(paper(BODY, quotes=[quote(BODY, "They were red.", **changes)]))
    assert page.xpath("string(//*[@class='who'])") == page.xpath("string(//*[@class='speakers']//h3)") == named


def test_article_without_quotes() -> None:
    """The page says that none were found."""
    assert "No quotes were found." in _page(paper("Nothing was said.")).text_content()


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_withdrawn_article_says_so(status: str) -> None:
    """A banner stands above the text."""
    page = _page(paper(BODY, told=[], pub_status=status))
    assert status in page.xpath("string(//*[@class='banner'])").casefold()


def test_text_outside_paragraphs_is_shown() -> None:
    """An article from which nothing was derived is cut at its blank lines; none of its words is missing."""
    page = _page(paper(BODY, told=[], lang="de"))
    assert [p.text_content() for p in page.xpath("//article//p")] == BODY.split("\n\n")
    assert page.xpath("string(//article/@lang)") == "de"


def test_body_that_opens_with_its_headline_has_it_once() -> None:
    """A headline in the body is the page's heading, marks and all, where the metadata say the same or nothing."""
    body = "Twelve boats sold\n\nAnn Lee sold them."
    told = [*paragraphs(body)]
    told[0] = told[0].model_copy(update={"section": "headline"})
    for headline, times in ((None, 1), ("Twelve boats  sold", 1), ("Boats", 2)):
        page = _page(paper(body, told=told, figures=[figure(body, "Twelve boats")], headline=headline))
        assert len(page.xpath("//h1 | //article//p[contains(., 'Twelve')]")) == times
        assert len(page.xpath("//*[@class='figure'][@id]")) == 1


def test_right_to_left_and_emoji_keep_their_places() -> None:
    """Each paragraph finds its own direction; joiners stay, and a mark cuts where the code points say."""
    body = "قال الوزير إن 12 جنديا سيغادرون.\n\n👩\u200d👩\u200d👧 sold 12 boats e\u0301."
    page = _page(paper(body, figures=[figure(body, "12 boats")]))
    assert page.xpath("//article//p/@dir") == ["auto", "auto"]
    assert page.xpath("string(//article//*[@class='figure'])") == "12 boats"
    assert "👩\u200d👩\u200d👧" in page.text_content()


def test_marks_that_reorder_are_visible() -> None:
    """An override is shown by its code point and never passed on."""
    rendered = render_article(paper("pay \u202e001\u202c now\x1b[2J", headline="\u2066x", byline=("\x07",)))
    assert not set("\u202e\u202c\u2066\x1b\x07") & set(rendered)
    assert all(f"U+{code}" in rendered for code in ("202E", "202C", "001B", "2066", "0007"))


def test_thousands_of_quotes_and_a_million_characters() -> None:
    """A page grows with its article, no faster."""
    sizes = []
    for count in (200, 2000):
        body = "\n\n".join(f"“We sold {n:05d} boats,” Ann Lee said." for n in range(count))
        step = len(body.split("\n\n", maxsplit=1)[0]) + 2
        quotes = [quote(body, f"We sold {n:05d} boats,", after=n * step) for n in range(count)]
        sizes.append(len(render_article(paper(body, quotes=quotes))))
    assert sizes[1] < 10 * sizes[0]
    long = "word " * 200_000
    assert len(render_article(paper(long))) < len(long) + 50_000


def test_names_that_the_seeds_know_lead_to_wikidata() -> None:
    """Those alone; the link gives away neither the opener nor where one came from."""
    (known,) = _page(paper(BODY, references={ann_lee().entity_id: "Q30"})).xpath(
        "//tr//a[contains(@rel, 'noreferrer')]"
    )
    assert known.get("href") == "https://www.wikidata.org/wiki/Q30"
    assert _page(paper(BODY)).xpath("//tr//a[@rel]") == []


def test_page_is_one_file_or_shares_its_style() -> None:
    """Without addresses style and script are within the page; with them, the page names the files instead."""
    rows = paper(BODY, quotes=NESTED)
    alone, shared = render_article(rows), render_article(rows, style_file="../a.css", script_file="../a.js")
    assert article_style() in alone
    assert article_script() in alone
    assert article_style() not in shared
    assert article_script() not in shared
    assert len(alone) - len(shared) > len(article_style()) + len(article_script()) - 500
    assert 'href="../a.css"' in shared


def test_page_is_well_formed() -> None:
    """Every element is closed: what a strict parser makes of the text is the text."""
    rendered = render_article(paper(BODY, quotes=NESTED, figures=[figure(BODY, "12 boats")], headline="A & <b>"))
    start = rendered.index('<article aria-label="Text"')
    piece = rendered[start : rendered.index("</article>") + len("</article>")]
    assert etree.fromstring(piece).tag == "article"


def test_where_it_happens_is_on_a_map() -> None:
    """A disc for each likely place; what is merely named is in the list alone, and without a place there is no map."""
    told = {"rule": "event", "country": "GB", "precision": "town", "article_id": "a", "external_id": "Q1"}
    places = [
        ArticlePlace(**told, entity_id=name, name=name, latitude=51.5, longitude=-0.1, score=score)
        for name, score in (("Harn", 0.8), ("Far Harn", 0.1))
    ]
    page = _page(paper(BODY, places=places))
    assert [title.text for title in page.xpath("//*[@class='map']/circle/title")] == ["Harn: 0.80"]
    assert [item.text_content().split(" GB")[0] for item in page.xpath("//*[@class='places']/li")] == [
        "Harn",
        "Far Harn",
    ]
    assert not _page(paper(BODY)).xpath("//*[@class='map']")
