"""Erasure goes as far as the text does: what was refused of an article, the ledger's free blocks, unfinished work."""

import json
from functools import partial
from pathlib import Path

import pytest

from flows.load.erased_rejects import rejects_of
from flows.load.erasure import plan_erasure, stage_erasure
from flows.load.request import Request
from flows.load.run import run_load
from flows.settings import LoadSettings
from schemas.errors import InputError
from schemas.ledger import Reject
from tests.flows.loading import CALM, load, rows, write_jsonl
from warehouse.store.ledger import Ledger
from warehouse.store.store import Store

TOLD = "Quorvane Tellbury was seen at the harbour of Nimbrook on a wet morning, three people said."


def _erase(store: Path, articles: list[str] | None = None, rejects: list[str] | None = None) -> str:
    opened = Store.open(store)
    request = Request(
        flow="erase",
        settings=LoadSettings(warehouse=store, annotator="none", keep_snapshots_s=0),
        plan=partial(plan_erasure, opened, articles or [], rejects or []),
        stage=partial(stage_erasure, article_ids=articles or [], reject_ids=rejects or [], reason="asked"),
        extractor_version="none",
        rebuild=True,
    )
    with opened.lock("test"):
        return run_load(opened, request).load_id


def _holding(store: Path, words: bytes) -> list[str]:
    return [path.name for path in store.rglob("*") if path.is_file() and words in path.read_bytes()]


def _article(store: Path, external_id: str) -> str:
    ((found,),) = rows(store, "SELECT article_id FROM articles WHERE external_id = $1", [external_id])
    return str(found)


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store and its source: an article, three refused records of it and two of others; then the article erased."""
    folder = tmp_path_factory.mktemp("erased")
    text = f"{TOLD} {CALM}"
    records: list[dict[str, object]] = [
        {"id": "gone", "text": text},
        {"id": "gone", "text": "Quorvane Tellbury again, in words of another day.", "lang": "?!"},  # by its id
        {"id": "other", "text": text + "\nAnd more — of it.", "lang": "?!"},  # by its words
        {"id": "keep", "text": f"Harmless. {CALM}"},
        {"id": "kept", "text": f"Kept words. {CALM}", "lang": "?!"},
    ]
    source = write_jsonl(folder / "in.jsonl", records)
    with source.open("a") as file:
        file.write(json.dumps({"id": "torn", "text": text})[:-2] + "\n")
    load(folder / "store", source, max_reject_rate=1, annotator="none")
    assert "ledger.duckdb" in _holding(folder / "store", b"Quorvane Tellbury")
    _erase(folder / "store", [_article(folder / "store", "gone")])
    return folder / "store", source


def test_no_file_holds_the_text(erased: tuple[Path, Path]) -> None:
    """Neither the ledger's file nor that of the tables holds a word of it; what is another article's stays."""
    store, _ = erased
    assert _holding(store, b"Quorvane Tellbury") == []
    rejects = Store.open(store).ledger.rejects().to_pylist()
    assert sorted((one["status"], one["payload"] is None) for one in rejects) == [
        ("erased", True),
        ("erased", True),
        ("erased", True),
        ("open", False),
    ]
    assert rows(store, "SELECT count(*), count(article_id), count(reject_id) FROM erasures") == [(4, 1, 3)]


def test_it_does_not_come_back(erased: tuple[Path, Path], tmp_path: Path) -> None:
    """The same file again, and another with a broken record of the article: only their places are kept."""
    store, source = erased
    load(store, source, max_reject_rate=1, annotator="none")
    broken = {"id": "gone", "text": "Quorvane Tellbury once more.", "published_at": "never"}
    load(store, write_jsonl(tmp_path / "more.jsonl", [broken, {"id": "new", "text": CALM}]), annotator="none")
    assert _holding(store, b"Quorvane Tellbury") == []


def test_a_reject_alone(erased: tuple[Path, Path]) -> None:
    """A reject that is named goes, the articles stay; one that is not there is told."""
    store, _ = erased
    opened = Store.open(store)
    before = rows(store, "SELECT count(*) FROM articles")
    (kept,) = (one["reject_id"] for one in opened.ledger.rejects(status="open").to_pylist() if one["payload"])
    _erase(store, rejects=[kept])
    assert _holding(store, b"Kept words") == []
    assert rows(store, "SELECT count(*) FROM articles") == before
    with pytest.raises(InputError, match="none of that id"):
        _erase(store, rejects=["0" * 32])


def test_the_ledger_is_written_anew_whole(tmp_path: Path) -> None:
    """The file that takes the ledger's place has its columns, types, comments and constraints."""
    ledger = Store.open(tmp_path / "store").ledger
    before = _declared(ledger)
    ledger.erase_payloads([])
    assert _declared(ledger) == before
    assert before


def _declared(ledger: Ledger) -> list[tuple[object, ...]]:
    with ledger.transaction(read_only=True) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable, column_default, comment FROM duckdb_columns() "
            "WHERE database_name = 'store' UNION ALL SELECT table_name, NULL, NULL, NULL, NULL, comment "
            "FROM duckdb_tables() WHERE database_name = 'store' UNION ALL SELECT table_name, constraint_text, "
            "NULL, NULL, NULL, NULL FROM duckdb_constraints() WHERE database_name = 'store' ORDER BY ALL"
        ).fetchall()


@pytest.mark.parametrize(("payload", "found"), [(TOLD.upper(), True), (CALM, False), ("", False)])
def test_by_words(payload: str, found: bool) -> None:
    """Half of the runs of five words make a record the article; case and escapes do not matter."""
    reject = Reject(
        reject_id="r",
        load_id="l",
        input_uri="u",
        source_id="s",
        format="jsonl",
        mapping=None,
        record_index=0,
        byte_start=None,
        byte_end=None,
        payload=json.dumps(payload),
        payload_encoding="utf-8",
        payload_bytes=0,
        payload_sha256="",
        error_code="bad_date",
        error_path="",
        error_message="",
        status="open",
    )
    assert rejects_of([reject], [], [TOLD]) == (["r"] if found else [])
