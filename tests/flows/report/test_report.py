"""`onrecord report`: a site whose links lead somewhere, whose numbers are those of the SQL beside them."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from lxml.html import HtmlElement

from tests.flows.loading import onrecord
from tests.flows.report.reporting import (
    ARTICLES,
    BAD,
    WORDS,
    Nesting,
    article,
    cells,
    files,
    links,
    make_site,
    make_store,
    page,
    pages,
)
from warehouse.store.read import connect
from warehouse.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of six articles, a copy of one of them, and two rejects; owners of figures need the trees."""
    copy = ARTICLES[0] | {"id": "copy", "published_at": "2026-03-20", "publisher": "Copy Shop"}
    return make_store(tmp_path_factory.mktemp("report"), *ARTICLES, copy, *BAD, annotator="default")


@pytest.fixture(scope="module")
def site(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report."""
    return make_site(store, tmp_path_factory.mktemp("report-site") / "site")


@pytest.fixture
def con(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the store to read it, as `onrecord sql` does."""
    with connect(Store.open(store, create=False)) as connection:
        yield connection


def _table(tree: HtmlElement, name: str) -> list[list[str]]:
    (table,) = tree.xpath(f"//table[@id='{name}']")
    return cells(table)


def test_every_link_leads_somewhere(site: Path) -> None:
    """Each address in the site is a file of it, each fragment an element of that file; nothing is fetched from afar."""
    trees = pages(site)
    anchors = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    followed = 0
    for path, tree in trees.items():
        for address, fragment in links(tree):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else path
            assert (site / target).is_file(), (path, address)
            assert not fragment or fragment in anchors[target], (path, address, fragment)
            followed += 1
    assert followed > 300


def test_no_id_stands_twice(site: Path) -> None:
    """An element's id is its own."""
    for path, tree in pages(site).items():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_every_page_is_well_formed(site: Path) -> None:
    """Elements nest; no page has a handler or a style attribute, which its policy would refuse."""
    for path in sorted(site.rglob("*.html")):
        nesting = Nesting()
        nesting.feed(path.read_text(encoding="utf-8"))
        nesting.close()
        assert nesting.wrong == [], path


def test_tables_are_what_their_sql_gives(site: Path, con: duckdb.DuckDBPyConnection) -> None:
    """The SQL that stands beside a table runs as it is, and gives its rows and numbers, in its order."""
    compared = 0
    for path, tree in pages(site).items():
        for box in tree.xpath("//div[contains(@class, 'table')]"):
            given = con.execute(box.xpath(".//pre")[0].text_content()).fetchall()
            shown = [row.xpath("./td[@class='number']/@data-sort") for row in box.xpath(".//table/tbody/tr")]
            assert len(given) == len(shown), (path, box.xpath(".//table/@id"))
            for numbers, row in zip(shown, given, strict=True):
                values = {float(value) for value in row if isinstance(value, int | float)}
                assert {float(number) for number in numbers if number} <= values, path
                compared += len(numbers)
    assert compared > 100


def test_numbers_are_those_of_the_views(site: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Without a selection, who is quoted how often is what `most_quoted` says; the cards count what there is."""
    quoted = con.execute("SELECT speaker, n_quotes::VARCHAR, n_articles::VARCHAR FROM most_quoted").fetchall()
    table = _table(page(site, "speakers.html"), "speakers")
    assert sorted((row[0], row[1], row[3]) for row in table) == sorted(quoted)
    cards = {name: int(n) for n, name in (a.text_content().split(maxsplit=1) for a in page(site).xpath("//ul/li/a[b]"))}
    wanted = "SELECT (SELECT count(*) FROM current_articles), (SELECT count(*) FROM who_said_what)"
    assert con.execute(wanted).fetchone() == (cards["articles"], cards["quotes"])
    spread = con.execute("SELECT words, n_articles::VARCHAR FROM repeated_quotes").fetchall()
    assert [(row[0], row[2]) for row in _table(page(site, "spread.html"), "repeats")] == spread
    contradictions = con.execute("SELECT count(*) FROM figure_contradictions").fetchone()
    assert contradictions == (cards["contradictions"],)
    assert cards["contradictions"] > 0


def test_quotes_lead_to_their_place_in_the_text(site: Path) -> None:
    """From a speaker's page, a quote's words lead to the mark that begins with them."""
    (entity,) = page(site, "speakers.html").xpath("//table[@id='speakers']//a[.='Henry Dorn']/@href")
    said = page(site, entity).xpath("//section[h2[@id='said']]//tbody//a")
    assert len(said) == 2
    for link in said:
        address, _, fragment = link.get("href").partition("#")
        (mark,) = page(site, f"entities/{address}").xpath(f"//*[@id='{fragment}']")
        assert mark.text_content().startswith(link.text_content()[:6])


def test_spread_tells_the_path(site: Path) -> None:
    """Words of four articles, one of them a copy: first in which, in how many wordings, through which papers."""
    tree = page(site, "spread.html")
    (row,) = _table(tree, "repeats")
    assert row == [WORDS, "Anna Brook", "4", "3", "2", "1 Mar 2026", "20 Mar 2026"]
    (path,) = tree.xpath("//section[contains(@class, 'path')]//table")
    assert [cell[:2] for cell in cells(path)] == [
        ["1 Mar 2026", "The Gazette"],
        ["2 Mar 2026", "Evening Post"],
        ["3 Mar 2026", "The Gazette"],
        ["20 Mar 2026", "Copy Shop"],
    ]


def test_pairs_say_who_speaks_about_whom(site: Path) -> None:
    """Speaker, whom the quotes mention, how many; the places in the text beside."""
    rows = {tuple(row[:2]): row[3] for row in _table(page(site, "about.html"), "pairs")}
    assert rows["Anna Brook", "Henry Dorn"] == "1"
    assert rows["Henry Dorn", "Anna Brook"] == "1"
    assert rows["Henry Dorn", "Peru"] == "1"


def test_contradictions_show_both_sides(site: Path) -> None:
    """Each side has its words, what they commit to, and its article."""
    tree = page(site, "contradictions.html")
    notes = {" ".join(note.text_content().split()) for note in tree.xpath("//span[@class='note']")}
    assert "exactly 2,500, told as a fact" in notes
    assert "2,600 or more, told as a fact" in notes
    for row in tree.xpath("//table[@id='contradictions']/tbody/tr"):
        assert len({link.partition("#")[0] for link in row.xpath(".//a/@href")}) == 2


def test_pairs_are_told_with_both_sentences(site: Path) -> None:
    """One block each: on either side the figure marked in its sentence, and its article."""
    tree = page(site, "contradictions.html")
    blocks = tree.xpath("//article[@class='opposed']")
    assert len(blocks) == len(_table(tree, "contradictions"))
    for block in blocks:
        sides = block.xpath(".//div[@class='side']")
        assert [side.xpath("string(.//p[@class='sentence'])").startswith("Kenya has ") for side in sides] == [
            True,
            True,
        ]
        assert [bool(side.xpath(".//mark[contains(., 'soldiers')]")) for side in sides] == [True, True]
        assert len({side.xpath("string(.//a/@href)") for side in sides}) == 2
    disputed = tree.xpath("//section[h2[@id='disputes']]//article")
    assert len(page(site).xpath("//article[@class='opposed']")) == min(len(disputed), 3)


def test_a_series_has_a_page_with_its_course(site: Path) -> None:
    """Kenya's soldiers over time: a drawing, and each figure with its words."""
    tree = page(site, "figures.html")
    (path,) = tree.xpath("//table[@id='series']//th/a/@href")
    series = page(site, path)
    assert series.xpath("//h1")[0].text_content() == "Kenya: soldiers"
    assert [row[2] for row in _table(series, "points")] == ["2,500", "2,600", "2,500", "3,100"]
    assert len(series.xpath("//figure//svg//title")) >= 4


def test_a_topic_is_told_over_time_and_copies_once(site: Path) -> None:
    """A speaker's statements stand in their order; the same words in a copy of the text are one row of two articles."""
    (path,) = page(site, "speakers.html").xpath("//table[@id='speakers']//a[.='Anna Brook']/@href")
    tree = page(site, path)
    said = _table(tree, "table-said")
    assert sum(row[1].startswith(WORDS) for row in said) == 3
    assert all(row[4] == "1" for row in said)
    assert tree.xpath("//section[h2[@id='changes']]")


def test_outlets_are_compared(site: Path) -> None:
    """Each outlet with its articles and sources; shares of gender only where there are enough."""
    tree = page(site, "outlets.html")
    rows = {row[0]: row for row in _table(tree, "outlets")}
    assert rows["The Gazette"][1] == "2"
    assert {row[-1] for row in _table(tree, "gender")} == {""}
    assert ["The Gazette", "Anna Brook"] in [row[:2] for row in _table(tree, "outlet-speakers")]


def test_a_page_tells_how_it_was_made(site: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Rows by their confidence, and that nobody judged this store."""
    tree = page(site, "made.html")
    bands = {row[0]: row for row in _table(tree, "bands")}
    shown = con.execute("SELECT count(*) FROM who_said_what").fetchone()
    assert shown == (sum(int(number) for number in bands["quotes"][2:5]),)
    assert "onrecord validate" in tree.xpath("string(//section[h2[@id='judged']])")


def test_search_has_the_rows_of_the_tables(site: Path) -> None:
    """Every row of the tables is a line that leads somewhere."""
    lines = [" ".join(line.text_content().split()) for line in page(site, "search.html").xpath("//ol/li")]
    wanted = [f"{row[0]} · " for row in _table(page(site, "speakers.html"), "speakers")]
    assert wanted
    assert all(any(line.startswith(start) for line in lines) for start in wanted)


def test_loads_and_rejects_are_told(site: Path) -> None:
    """What was read, what became of it, and why records were refused."""
    tree = page(site)
    assert _table(tree, "loads")[0][3:] == ["9", "6", "0", "0", "1", "2"]
    assert sorted((row[0], row[3]) for row in _table(tree, "rejects")) == [("bad_date", "1"), ("empty_body", "1")]


def test_only_what_was_asked_for(store: Path, tmp_path: Path) -> None:
    """Conditions on different fields narrow, values of one field widen; case of names makes no difference."""
    one = make_site(store, tmp_path / "one", "publisher=the gazette", "entity=KENYA")
    assert [row[0] for row in _table(page(one, "articles.html"), "articles")] == ["News 2", "News 0"]
    both = make_site(store, tmp_path / "both", "publisher=The Gazette", "publisher=Evening Post")
    assert len(_table(page(both, "articles.html"), "articles")) == 5
    assert "publisher is Evening Post or The Gazette" in page(both).text_content()


def test_days_are_inclusive_and_leave_undated_articles_out(store: Path, tmp_path: Path) -> None:
    """--since and --until name the first and the last day that count."""
    days = ("--since", "2026-03-02", "--until", "2026-03-03")
    ran = onrecord("report", "--warehouse", str(store), "--out", str(tmp_path / "x"), *days)
    assert ran.returncode == 0, ran.stderr
    assert [row[0] for row in _table(page(tmp_path / "x", "articles.html"), "articles")] == [
        "News 2",
        "News 1",
        "News 3",
    ]


def test_same_bytes_again(store: Path, site: Path, tmp_path: Path) -> None:
    """The same snapshot and options give the same files."""
    assert files(make_site(store, tmp_path / "again")) == files(site)


def test_articles_none_and_all(store: Path, tmp_path: Path) -> None:
    """`none` writes no article and no link to one; `all` writes each."""
    none = make_site(store, tmp_path / "none", articles="none")
    assert not (none / "articles").exists()
    assert not [link for tree in pages(none).values() for link, _ in links(tree) if "articles/" in link]
    every = make_site(store, tmp_path / "all", articles="all")
    assert len(list((every / "articles").iterdir())) >= 6


@pytest.mark.parametrize("records", [[], [article(0, "", published_at=None)]], ids=["nothing found", "undated"])
def test_little_to_tell(records: list[dict[str, object]], tmp_path: Path) -> None:
    """Where nothing was found, a report says so on every page."""
    quiet = article(1, "The weather was calm.", published_at=None, publisher=None)
    site = make_site(make_store(tmp_path, quiet, *records), tmp_path / "site")
    assert page(site).xpath("//p[@class='empty']")
    assert page(site, "speakers.html").xpath("//p[@class='empty']")
    assert not page(site, "figures.html").xpath("//svg")


def test_nothing_loaded_is_an_error(tmp_path: Path) -> None:
    """One line that says what to do."""
    ran = onrecord("report", "--warehouse", str(tmp_path), "--out", str(tmp_path / "site"))
    assert ran.returncode == 73
    assert "onrecord run" in ran.stderr
    assert not (tmp_path / "site").exists()
