"""Searches over a small store: what they find, count, export and say in SQL."""

import io

import orjson
import pandas as pd
import polars as pl
import pytest

from tests.browse.serving import Served
from tests.flows.loading import rows


def _shown(page: object) -> list[str]:
    return [" ".join(hit.text_content().split()) for hit in page.xpath("//ol[@class='hits']//mark")]  # type: ignore[attr-defined]


def _total(site: Served, q: str, **state: str) -> str:
    (heading,) = site.search(q, **state).tree.xpath("//h2[@class='total']")
    return str(" ".join(heading.text_content().split()))


@pytest.mark.parametrize(
    ("q", "what", "total"),
    [
        ("storm winter", "quotes", "3 quotes"),
        ('"storm of last winter"', "quotes", "3 quotes"),
        ('"winter storm"', "quotes", "No quotes"),
        ("STÓRM", "quotes", "3 quotes"),
        ("stor*", "quotes", "3 quotes"),
        ("storm -ever", "quotes", "2 quotes"),
        ("speaker:brook storm", "quotes", "3 quotes"),
        ("speaker:dorn storm", "quotes", "No quotes"),
        ('speaker:="Henry Dorn"', "quotes", "2 quotes"),
        ("about:dorn", "quotes", "1 quote"),
        ('about:="Anna Brook"', "quotes", "1 quote"),
        ("outlet:gazette storm", "quotes", "2 quotes"),
        ("outlet:gazette outlet:evening storm", "quotes", "3 quotes"),
        ("storm since:2026-03-02", "quotes", "2 quotes"),
        ("storm until:2026-03-01", "quotes", "1 quote"),
        ("storm since:2026 until:2026-03", "quotes", "3 quotes"),
        ("kenya soldiers value:>2500", "figures", "2 figures"),
        ("soldiers value:2.5k", "figures", "2 figures"),
        ("soldiers value:2,600..3100", "figures", "2 figures"),
        ("kenya soldiers", "figures", "4 figures"),
        ("brook", "names", "1 name"),
        ("news", "headlines", "6 headlines"),
        ("kind:direct storm is:said", "quotes", "3 quotes"),
        ("kind:indirect storm", "quotes", "No quotes"),
    ],
)
def test_found(site: Served, q: str, what: str, total: str) -> None:
    """Words, phrases and fields find what they say."""
    assert _total(site, q, what=what).split(" 1 to")[0] == total


def test_a_hit_stands_in_its_sentence(site: Served) -> None:
    """The hit is marked, the words looked for in it, and the link leads to its place on the article's page."""
    page = site.search("storm ever").tree
    assert _shown(page) == ["Nobody in this harbour will forget the storm of last winter, ever,"]
    (passage,) = page.xpath("//p[@class='passage']")
    assert (
        passage.text_content()
        == "“Nobody in this harbour will forget the storm of last winter, ever,” said Anna Brook."
    )
    assert passage.xpath(".//b/text()") == ["storm", "ever"]
    (link,) = passage.xpath("a/@href")
    article = site.ask(link.partition("#")[0]).tree
    assert article.xpath(f"//*[@id='{link.partition('#')[2]}']")
    assert article.xpath("//p[contains(@class, 'home')]/a/@href") == ["/?q=storm+ever"]


def test_facets_narrow_and_widen(site: Served) -> None:
    """A facet's address finds as many as it says, and shows the way back."""
    page = site.search("storm").tree
    (outlet,) = page.xpath("//section[h2='Outlet']//li[a='Evening Post']")
    assert outlet.xpath("string(span)") == "1"
    narrowed = site.ask(outlet.xpath("a/@href")[0]).tree
    assert len(narrowed.xpath("//ol[@class='hits']/li")) == 1
    assert narrowed.xpath("//section[h2='Outlet']//a[@aria-current]/@href") == ["/?q=storm"]


def test_unsure_ones_are_left_out_and_told(site: Served) -> None:
    """Nothing below .5 is shown unless it is asked for, as in the views; how many that are is said."""
    ((surer,),) = rows(site.store, "SELECT count(*) FROM who_said_what")
    ((every,),) = rows(
        site.store,
        "SELECT count(*) FROM quotes JOIN current_articles USING (article_id) "
        "WHERE section IN ('headline', 'body', 'caption')",
    )
    assert every > surer
    assert _total(site, "").startswith(f"{surer} quotes")
    assert _total(site, "confidence:>=0").startswith(f"{every} quotes")
    assert f"{every - surer} less sure than .5" in site.search().text
    doubtful = site.search("is:unsure").tree
    assert len(doubtful.xpath("//article[contains(@class, 'doubtful')]")) == every - surer


_ASKED = [
    ("", "quotes"),
    ("storm -ever", "quotes"),
    ("speaker:brook about:dorn", "quotes"),
    ('speaker:="Anna Brook" outlet:gazette kind:direct', "quotes"),
    ("since:2026-03-02 is:sure", "quotes"),
    ("confidence:<.5", "quotes"),
    ("value:>=2500 -about:peru", "figures"),
    ("brook", "names"),
    ("news since:2026-03", "headlines"),
]


@pytest.mark.parametrize(("q", "what"), _ASKED)
@pytest.mark.parametrize("sort", ["newest", "surest"])
def test_the_sql_gives_what_is_shown(site: Served, q: str, what: str, sort: str) -> None:
    """The statement on the page, run on the store itself, finds the same rows in the same order as the files hold."""
    (sql,) = site.search(q, what=what, sort=sort).tree.xpath("//pre/code/text()") or [""]
    file = site.search(q, "/hits.json", what=what, sort=sort).body
    listed = [orjson.loads(line)["row_id"] for line in file.splitlines()]
    assert [row for (row,) in rows(site.store, f"SELECT row_id FROM ({sql})")] == listed if sql else listed == []  # noqa: S608  # ours


def test_files(site: Served) -> None:
    """CSV, JSON lines and Parquet hold the same hits; a spreadsheet finds no formula in them."""
    files = {ending: site.search("", f"/hits.{ending}") for ending in ("csv", "json", "parquet")}
    table = pl.read_parquet(io.BytesIO(files["parquet"].body))
    lines = [orjson.loads(line) for line in files["json"].body.splitlines()]
    cells = pd.read_csv(io.BytesIO(files["csv"].body))
    assert table["row_id"].to_list() == [line["row_id"] for line in lines] == cells["row_id"].to_list()
    assert table["text"].to_list() == [line["text"] for line in lines]
    assert not any(str(cell).startswith(("=", "+", "@")) for cell in cells["headline"])
    assert 'filename="quotes.csv"' in files["csv"].headers["content-disposition"]


def test_pages_turn(site: Served) -> None:
    """Every hit is on one page of all, in the order of the file."""
    first, second = (site.search("confidence:>=0", page=page).tree for page in (1, 2))
    links = [link for page in (first, second) for link in page.xpath("//a[@class='open']/@href")]
    assert len(first.xpath("//ol[@class='hits']/li")) == 25
    assert len(set(links)) == len(links) > 25
    assert second.xpath("//a[@rel='prev']/@href") == ["/?q=confidence%3A%3E%3D0"]


@pytest.mark.parametrize(
    ("style", "told"),
    [
        (
            "plain",
            "forget the storm of last winter, ever” – Anna Brook. The Gazette, 3 March 2026",
        ),
        ("chicago", "Anna Brook, quoted in “News 2,” The Gazette, March 3, 2026."),
        ("apa", "(Anna Brook, as cited in The Gazette, 2026). The Gazette. (2026, March 3). News 2."),
        ("markdown", "> – Anna Brook: News 2, The Gazette, 3 March 2026"),
    ],
)
def test_citations(site: Served, style: str, told: str) -> None:
    """A quote is copied with its citation in the style that the address says."""
    page = site.search("storm ever", cite=style).tree
    (copied,) = page.xpath("//button/@data-copy")
    assert told in copied
    assert page.xpath("string(//details[@class='cited']/pre)") == copied
