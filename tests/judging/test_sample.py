"""A sample is the same for a seed, whatever the order of rows; its strata are kept; hostile text stays text."""

import json
from collections import Counter
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from flows.commands.validate import write_sample
from flows.judging.judged import Sample
from flows.judging.kinds import KINDS, KindName
from flows.judging.sample import BANDS, EDGES, Place, allot, draw
from flows.pages.report.selection import Selection
from schemas.errors import SettingsError
from tests.browser.hostile import hostile_article
from tests.flows.loading import rows
from tests.flows.report.reporting import ARTICLES, Nesting, make_store
from tests.flows.report.test_report_hostile import STEERS
from warehouse.store.read import connect
from warehouse.store.store import Store

ALL: tuple[KindName, ...] = ("quotes", "figures", "entities", "dates")
EVERYTHING = Selection()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile article and six calm ones."""
    return make_store(tmp_path_factory.mktemp("judging"), hostile_article(), *ARTICLES)


@pytest.fixture(scope="module")
def page(store: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of all its rows."""
    path = tmp_path_factory.mktemp("page") / "judging.html"
    write_sample(store, path, ALL, 1000, 0, EVERYTHING)
    return path.read_text(encoding="utf-8")


def drawn(store: Path, size: int, seed: int = 0, selection: Selection = EVERYTHING) -> Sample:
    """A sample of a store."""
    with connect(Store.open(store, create=False)) as con:
        return draw(con, "snap", ALL, size, seed, selection)


def tree(page: str) -> HtmlElement:
    """A page as a tree."""
    return document_fromstring(page)


def test_same_seed_same_sample(store: Path, tmp_path: Path) -> None:
    """Another seed draws other rows; another order of articles, in other files, the same."""
    turned = make_store(tmp_path, *reversed(ARTICLES), hostile_article())
    assert drawn(store, 40) == drawn(turned, 40)
    ids = [{row.row_id for row in drawn(store, 40, seed).rows} for seed in (0, 1)]
    assert ids[0] != ids[1]


def test_strata_are_those_of_the_store(store: Path) -> None:
    """Each is as large as the tables say, and gives the rows that it says, each of its band."""
    found = drawn(store, 60)
    assert len(found.rows) == 60
    for one in found.strata:
        low = EDGES[BANDS.index(one.band)]
        high = dict(zip(BANDS, EDGES[1:], strict=False)).get(one.band, 2)
        query = f"SELECT count(*) FROM {KINDS[one.kind].table} WHERE confidence >= ? AND confidence < ?"  # noqa: S608  # a table of ours
        assert rows(store, query, [low, high]) == [(one.in_store,)]
        confidences = [row.confidence for row in found.rows if (row.kind, row.band) == (one.kind, one.band)]
        assert len(confidences) == one.drawn >= min(5, one.in_store)
        assert all(low <= confidence < high for confidence in confidences)


def test_conditions_are_kept(store: Path) -> None:
    """Rows of one outlet; nothing there is a clear error."""
    found = drawn(store, 40, selection=Selection.parse(None, None, ["publisher=the gazette"]))
    assert {row.outlet for row in found.rows} == {"The Gazette"}
    confidences = [row.confidence for row in drawn(store, 40).rows if row.kind == "entities"]
    assert sorted(confidences) != confidences
    assert found.conditions == ("publisher is the gazette",)
    with pytest.raises(SettingsError, match="no row meets the conditions"):
        drawn(store, 40, selection=Selection.parse(None, None, ["publisher=nobody"]))


def test_shares_of_strata() -> None:
    """In proportion, none below the floor, none above its size, and as many as were asked for."""
    sizes = {Place("quotes", "0.9-1"): 9000, Place("quotes", "0-0.5"): 900, Place("dates", "0-0.5"): 3}
    assert allot(sizes, 200) == dict(zip(sizes, (179, 18, 3), strict=True))
    assert allot(sizes, 20) == dict(zip(sizes, (12, 5, 3), strict=True))
    assert allot(sizes, 2) == dict(zip(sizes, (2, 0, 0), strict=True))
    assert allot(sizes, 10**4) == sizes


def test_marked_characters_are_the_rows(store: Path, page: str) -> None:
    """What is marked on the page is the text that the table has."""
    cards = {card.get("data-row"): card for card in tree(page).xpath("//article")}
    for key, text in rows(store, "SELECT mention_id, text FROM mentions WHERE text NOT LIKE '%\x1b%'"):
        marked = "".join(mark.text_content() for mark in cards[key].xpath(".//mark"))
        assert "U+" in marked or marked == text


def test_hostile_text_stays_text(page: str) -> None:
    """Elements of ours alone, well nested, no handler; no control or mark that steers; one script that runs."""
    nesting = Nesting()
    nesting.feed(page)
    nesting.close()
    assert nesting.wrong == []
    assert not nesting.names & {"img", "iframe", "object", "form", "base", "svg"}
    assert not STEERS.search(page)
    scripts = tree(page).xpath("//script")
    assert [script.get("type") for script in scripts] == ["application/json", None]
    assert "default-src 'none'" in tree(page).xpath("//meta[@http-equiv]/@content")[0]


def test_the_page_tells_neither_confidence_nor_rule(page: str) -> None:
    """What would lead a judge lies in the data alone, with the strata; of the articles' text nothing does."""
    data = json.loads(tree(page).xpath("//script[@id='data']")[0].text)
    found = Sample.model_validate(data["sample"])
    counted = Counter((row.kind, row.band) for row in found.rows)
    assert counted == {(one.kind, one.band): one.drawn for one in found.strata}
    seen = " ".join(tree(page).xpath("//main//article//text()"))
    assert "confidence" not in seen
    assert not any(row.rule in seen.split() for row in found.rows if "_" in row.rule)
