"""What a store meets: damage, a missing link, another clock, its own files as a source, articles that were erased."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.load import run as run_module
from flows.load.erasure import plan_erasure, stage_erasure
from flows.load.request import Request
from flows.load.run import run_load
from flows.load.upkeep import repair_store, tidy_store, verify_store
from flows.settings import LoadSettings, MaintainSettings
from schemas.errors import InputError, OnrecordError, StoreError, StoreLockedError
from tests.flows.loading import CALM, load, rows, write_jsonl
from tests.waiting import next_line, ran, running
from warehouse.store import ledger as ledger_module
from warehouse.store.read import connect
from warehouse.store.store import Store


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two articles in two months, and the file that they came in beside it; tests copy both."""
    folder = tmp_path_factory.mktemp("loaded")
    records = [
        {"id": "a", "text": f"“We sold 9 boats,” said Ann Lee. {CALM}", "published_at": "2024-01-02"},
        {"id": "b", "text": f"“We sold 8 boats,” said Ann Lee. {CALM}", "published_at": "2024-03-02"},
    ]
    load(folder / "store", write_jsonl(folder / "in.jsonl", records))
    return folder


@pytest.fixture
def store(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it, with its file in `tmp_path`."""
    shutil.copytree(loaded, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "store"


def _another(folder: Path, name: str = "c") -> Path:
    return write_jsonl(folder / f"{name}.jsonl", [{"id": name, "text": f"Number {name}. {CALM}"}])


def _flip(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_sound_store_has_no_faults(store: Path) -> None:
    """Hashes, counts, offsets and references hold; a new store is its owner's alone."""
    assert verify_store(Store.open(store)) == []
    assert store.stat().st_mode & 0o777 == 0o700


def test_a_flipped_byte_is_named_and_not_carried_on(store: Path, tmp_path: Path) -> None:
    """A damaged Parquet file of another month: verify names it and its rows, and no load links it on."""
    spoiled = next((store / "current").resolve().glob("articles/published_month=2024-01/*.parquet"))
    _flip(spoiled)
    (fault,) = verify_store(Store.open(store))
    assert spoiled.name in fault.place
    assert fault.lost == 1
    merged = write_jsonl(tmp_path / "d.jsonl", [{"id": "d", "text": CALM, "published_at": "2024-01-05"}])
    for source in (_another(tmp_path), merged):
        with pytest.raises(StoreError, match=spoiled.name):
            load(store, source)


@pytest.mark.parametrize("damage", ["flip", "delete"])
def test_a_damaged_database_is_made_anew(store: Path, tmp_path: Path, damage: str) -> None:
    """news.duckdb damaged or deleted: verify says so, a repair or the next load makes it of the Parquet files."""
    database = (store / "current").resolve() / "news.duckdb"
    times = database.stat()
    _flip(database) if damage == "flip" else database.unlink()
    if damage == "flip":
        os.utime(database, ns=(times.st_atime_ns, times.st_mtime_ns))
        faults = verify_store(Store.open(store))
        assert [fault.rebuilt for fault in faults] == [True]
        assert repair_store(Store.open(store), faults).rebuilt
    else:
        assert load(store, _another(tmp_path)).rows_new == 1
    current = Store.open(store).current()
    assert [fault for fault in verify_store(Store.open(store)) if current and current.snapshot_id in fault.place] == []
    assert rows(store, "SELECT count(*) FROM quotes") == [(2,)]


def test_a_missing_link_never_begins_anew(store: Path, tmp_path: Path) -> None:
    """`current` removed: a load is refused, verify says why, and a repair points it at what is there."""
    (store / "current").unlink()
    with pytest.raises(StoreError, match="verify --repair"):
        load(store, _another(tmp_path))
    opened = Store.open(store)
    faults = verify_store(opened)
    assert [fault.place for fault in faults] == ["current"]
    assert repair_store(opened, faults).repointed
    assert load(store, _another(tmp_path)).rows_new == 1
    assert rows(store, "SELECT count(*) FROM articles") == [(3,)]


def test_a_clock_set_back(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loads follow one another by number: one that begins before the last one ended is a load like any other."""

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003  # as datetime has it
            return datetime.now(UTC) - timedelta(hours=1)

    source = _another(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(run_module, "datetime", Earlier)
        assert load(store, source).rows_new == 1
        assert load(store, source).rows_unchanged == 1
        assert load(store, source).rows_unchanged == 1
    assert [one.number for one in Store.open(store).ledger.loads()] == [4, 3, 2, 1]


def test_the_store_is_no_source(store: Path, tmp_path: Path) -> None:
    """A source folder that holds the store: its tables are left out, and the summary says so."""
    _another(tmp_path)
    summary = load(store, tmp_path)
    assert summary.rows_new == 1
    assert any("of the store itself" in entry for entry in summary.skipped)
    with pytest.raises(InputError, match="store's own files"):
        load(store, store / "snapshots")


def test_erased_articles_stay_away(store: Path, tmp_path: Path) -> None:
    """The same file again does not bring an erased article back, unless a person says so; its place alone is told."""
    ((erased,),) = rows(store, "SELECT article_id FROM articles WHERE external_id = 'a'")
    opened = Store.open(store)
    settings = LoadSettings(warehouse=store, annotator="none", keep_snapshots_s=0)
    request = Request(
        flow="erase",
        settings=settings,
        plan=partial(plan_erasure, opened, [erased]),
        stage=partial(stage_erasure, article_ids=[erased], reason="asked"),
        extractor_version="none",
    )
    with opened.lock("test"):
        run_load(opened, request)
    summary = load(store, tmp_path / "in.jsonl")
    assert (summary.rows_unchanged, summary.rows_rejected) == (1, 1)
    assert rows(store, "SELECT count(*) FROM articles") == [(1,)]
    assert [(one["error_code"], one["payload"]) for one in opened.ledger.rejects().to_pylist()] == [("erased", None)]
    assert load(store, tmp_path / "in.jsonl", restore_erased=True).rows_new == 1


def test_a_removed_lock_file_lets_nobody_in(store: Path) -> None:
    """`rm lock` during a load: the folder is locked as well."""
    with Store.open(store).lock("a load"):
        (store / "lock").unlink()
        with pytest.raises(StoreLockedError, match="in use"), Store.open(store).lock("another"):
            pass


def test_workers_end_with_their_parent() -> None:
    """A worker whose parent is killed ends by itself."""
    code = (
        "import os; from flows.runner import _end_with; parent = os.getpid(); pid = os.fork()\n"
        "if pid == 0:\n    _end_with(parent)\n"
        "print(pid, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = ran([sys.executable, "-c", code])
    assert ended.returncode == -signal.SIGKILL
    worker, deadline = int(ended.stdout), time.monotonic() + 30
    while Path(f"/proc/{worker}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text()


def test_folder_with_glob_characters(tmp_path: Path) -> None:
    """A store may lie in a folder whose name looks like a pattern."""
    assert load(tmp_path / "st[o]re*", _another(tmp_path)).rows_new == 1


def test_bad_records_again_are_the_same_rejects(tmp_path: Path) -> None:
    """The same bad record, loaded three times beside news, is one reject that was seen three times."""
    source = tmp_path / "in.jsonl"
    for number in range(3):
        write_jsonl(source, [{"id": f"a{number}", "text": f"Number {number}. {CALM}"}])
        source.write_text(source.read_text() + "{\n")
        load(tmp_path / "store", source)
    assert rows(tmp_path / "store", "SELECT count(*), max(times_seen) FROM rejects") == [(1, 3)]


def test_a_database_that_is_open_elsewhere_stops_no_load(store: Path, tmp_path: Path) -> None:
    """Another program has news.duckdb open for writing: a load compares with the Parquet files."""
    database = (store / "current").resolve() / "news.duckdb"
    code = f"import duckdb, time; con = duckdb.connect({str(database)!r}); print('open', flush=True); time.sleep(300)"
    with running([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert next_line(holder) == "open\n"
        assert load(store, _another(tmp_path)).rows_new == 1


@pytest.mark.parametrize("damage", ["text", "half", "zeros"])
def test_a_damaged_ledger_is_named(store: Path, tmp_path: Path, damage: str) -> None:
    """Whatever became of the ledger: verify names it alone, a load ends with an error that names it, none is lost."""
    path = store / "ledger.duckdb"
    content = path.read_bytes()
    zeros = content[:12_288] + bytes(len(content) - 12_288)
    path.write_bytes({"text": b"no database", "half": content[: len(content) // 2], "zeros": zeros}[damage])
    assert [fault.place for fault in verify_store(Store(store))] == ["ledger.duckdb"]
    with pytest.raises(StoreError, match=r"ledger\.duckdb: "):
        load(store, _another(tmp_path))


@pytest.mark.parametrize("name", ["ledger.duckdb", "current/news.duckdb"])
def test_who_holds_a_file_is_named(store: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program has a file of the store open: the message says which process, not "check the disk"."""
    monkeypatch.setattr(ledger_module, "_WAIT_SECONDS", 0)
    code = f"import duckdb; con = duckdb.connect({str(store / name)!r}); print('open', flush=True); input()"
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running([sys.executable, "-c", code], **pipes) as holder:
        assert next_line(holder) == "open\n"
        opened = Store.open(store)
        with pytest.raises(OnrecordError, match=f"process {holder.pid} .*has it open"):
            connect(opened).close() if "news" in name else opened.ledger.loads()


def test_housekeeping_frees_unfinished_work(store: Path) -> None:
    """`maintain` needs no server, and frees what ended loads left."""
    kept = store / "staging" / "work" / "done"
    kept.mkdir(parents=True)
    (kept / "parse-000000.json").write_text("{}")
    assert [work.freed for work in tidy_store(MaintainSettings(warehouse=store)).works] == [True]
    assert not list((store / "staging").iterdir())
