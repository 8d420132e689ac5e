"""`rederive --compare`: what would change is told, nothing is published, and what was derived is kept."""

import json
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.comparing import ComparedError, Comparing, Comparison, Difference, show_comparison
from flows.load.plan import Plan
from flows.load.request import LoadSummary, Request
from flows.load.run import run_load
from flows.load.stage import stage_stored
from flows.load.versions import extractor_version
from flows.settings import LoadSettings
from schemas.errors import SettingsError
from tests.flows.loading import CALM, load, rows, tables, write_jsonl
from warehouse.store.store import Store

SAID = "“We will go,” said Ann Smith in Tarrow Bay, Britain, on Monday, and 12 ships were late. "
KNOWN = "qid,name,kind,aliases,country,latitude,longitude,population\nQ999000001,Tarrow Bay,GPE,,GB,51.5,-0.5,800000\n"
NASTY = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one article."""
    folder = tmp_path_factory.mktemp("compared")
    record = {"id": "a", "headline": NASTY, "text": SAID + CALM, "published_at": "2026-11-01"}
    load(folder / "store", write_jsonl(folder / "in.jsonl", [record]))
    return folder / "store"


@pytest.fixture
def store(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(loaded, tmp_path / "store", symlinks=True)


def _rederived(store: Path, *, compare: bool, **settings: object) -> LoadSummary:
    """Derive anew by the plain steps, as the flow does through Prefect."""
    opened = Store.open(store)
    current = opened.current()
    assert current is not None
    wanted = LoadSettings.model_validate({"warehouse": store, "annotator": "simple"} | settings)
    request = Request(
        flow="rederive",
        settings=wanted,
        plan=partial(Plan, (), current.snapshot_id, current.snapshot_id),
        stage=stage_stored,
        extractor_version=extractor_version(wanted.annotator, wanted.knowledge),
    )
    if compare:
        request = replace(request, look=Comparing(current.database).look)
    with opened.lock("rederive"):
        return run_load(opened, request)


def _compared(store: Path, **settings: object) -> dict[str, Difference]:
    with pytest.raises(ComparedError) as ended:
        _rederived(store, compare=True, **settings)
    return {one.table: one for one in ended.value.comparison.tables}


def test_the_same_extractors_change_nothing(store: Path) -> None:
    """No row of no table is gone, new or changed; the store is as it was, and its ledger tells why."""
    before = tables(store)
    assert [one.moved for one in _compared(store).values()] == [0] * 12
    assert tables(store) == before
    with duckdb.connect(store / "ledger.duckdb", read_only=True) as con:
        told = con.execute("SELECT status, error_message FROM loads ORDER BY started_at DESC LIMIT 1").fetchone()
    assert told == ("interrupted", "compared with the stored rows, and not published; what was derived is kept")


def test_other_knowledge(store: Path, tmp_path: Path) -> None:
    """A place that gets an id is a changed entity, shown with both sides; the next derivation takes the rows over."""
    known = tmp_path / "known.csv"
    known.write_text(KNOWN, encoding="utf-8")
    entities = _compared(store, knowledge=known)["article_entities"]
    assert (entities.gone, entities.new, entities.changed) == (0, 0, 1)
    assert dict(entities.columns)["external_id"] == 1
    (example,) = entities.examples
    assert (example.text, example.headline) == ("Tarrow Bay", NASTY)
    assert ("external_id", None, "Q999000001") in example.values
    summary = _rederived(store, compare=False, knowledge=known)
    assert (summary.status, summary.articles_kept) == ("committed", 1)
    assert rows(store, "SELECT external_id FROM article_entities WHERE name = 'Tarrow Bay'") == [("Q999000001",)]


def test_rows_that_go_and_come(store: Path, tmp_path: Path) -> None:
    """Without a derivation all rows would go, by kind and rule; behind it all would come. The page escapes them."""
    gone = _compared(store, annotator="none")
    assert {name: (one.gone, one.new) for name, one in gone.items() if one.before} == {
        name: (one.before, 0) for name, one in gone.items() if one.before
    }
    figures = gone["figures"]
    assert sum(group.gone for group in figures.groups) == figures.gone > 0
    assert all(group.kind and group.rule for group in figures.groups)
    page = tmp_path / "page.html"
    show_comparison(Comparison("l", "a", "b", tuple(gone.values())), page, as_json=False, quiet=True)
    written = page.read_text(encoding="utf-8")
    assert "We will go" in written
    assert NASTY not in written


def test_counts_as_json(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object with the counts of each table, without text of articles."""
    compared = _compared(store, annotator="none")
    comparison = Comparison("l", "a", "b", tuple(compared.values()))
    show_comparison(comparison, tmp_path / "page.html", as_json=True, quiet=False)
    told = capsys.readouterr().out
    assert [one["gone"] for one in json.loads(told)["tables"] if one["table"] == "quotes"] == [1]
    assert "We will go" not in told


def test_a_page_that_cannot_be_written(store: Path, tmp_path: Path) -> None:
    """A folder that is not there is told before anything is derived, and another trouble by an error of ours."""
    missing = tmp_path / "nowhere" / "page.html"
    ended = CliRunner().invoke(main, ["rederive", "--warehouse", str(store), "--compare", str(missing)])
    assert ended.exit_code == SettingsError.exit_code, ended.output
    assert str(missing) in ended.output
    with pytest.raises(SettingsError, match="can't be written"):
        show_comparison(Comparison("l", "a", "b", ()), missing, as_json=False, quiet=True)
