"""One bad article and one bad record beside a hundred good ones: all others are loaded, and what failed is named."""

import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from flows.commands.summary import show_summary
from flows.derive import pipeline
from flows.derive.dates import find_dates
from tests.flows.loading import CALM, counts, load, onrecord, rows, write_jsonl

PHRASE = "on the umpteenth of the month"


def stumbling(find_dates: Any) -> Any:  # noqa: ANN401  # stands for the step
    """A step that knows no reader for one phrase."""

    def step(document: Any) -> Any:  # noqa: ANN401  # as above
        if PHRASE in document.body:
            raise KeyError(PHRASE)
        return find_dates(document)

    return step


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hundred good articles, one with the phrase, a page of an odd charset, a table of an odd time zone."""
    source = tmp_path / "in"
    source.mkdir()
    records = [{"id": str(n), "text": f"{CALM} Jane Roe said on Monday that {n} towns had paid."} for n in range(100)]
    write_jsonl(source / "good.jsonl", [*records, {"id": "odd", "text": f"{CALM} It met {PHRASE}, said Jane Roe."}])
    page = f'<html><head><meta charset="undefined"></head><body><p>{CALM} A page.</p><p>{CALM} “Two”.</p></body></html>'
    (source / "page.html").write_bytes(page.encode("cp1252"))
    zone = pa.array([0], pa.timestamp("us", tz="Mars/Olympus"))
    pq.write_table(pa.table({"text": [f"{CALM} A row."], "published_at": zone}), source / "odd.parquet")
    return source


def test_the_load_ends_well(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred and two articles are stored, one record is refused, and the article with the phrase is named."""
    monkeypatch.setattr(pipeline, "find_dates", stumbling(find_dates))
    store = tmp_path / "store"
    summary = load(store, folder)
    assert counts(summary) == (102, 0, 0, 1)
    (failure,) = summary.derive_failures
    assert (failure.step, failure.exception) == ("dates", "KeyError")
    stored = rows(store, "SELECT external_id, step, place FROM derive_failures JOIN articles USING (article_id)")
    assert stored == [("odd", "dates", failure.place)]
    assert rows(store, "SELECT count(*) FROM article_entities") != [(0,)]
    assert rows(store, "SELECT error_code FROM rejects") == [("bad_cell",)]
    console = Console(file=io.StringIO(), width=200)
    show_summary(console, summary)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "1 article stored without some rows" in told
    assert f"{failure.article_id}: dates: KeyError at {failure.place}" in told
    assert PHRASE not in told


def test_rederive_takes_it_again(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the fault is mended, a new derivation leaves no failure, and the article has all of its rows."""
    store = tmp_path / "store"
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "find_dates", stumbling(find_dates))
        load(store, folder)
    before = rows(store, "SELECT count(*) FROM mentions")
    ended = onrecord("rederive", "--warehouse", str(store), "--annotator", "simple", "--json")
    assert json.loads(ended.stdout)["derive_failures"] == [], ended.stderr
    assert rows(store, "SELECT count(*) FROM derive_failures") == [(0,)]
    assert rows(store, "SELECT count(*) FROM mentions") == before
