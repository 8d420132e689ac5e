"""A load that ended early is no work lost: the same again goes on from what was finished."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.load import derive
from flows.load.done import recalled
from flows.load.job import Job
from schemas.errors import LoadError
from tests.flows.loading import CALM, load, rows, tables, write_jsonl
from warehouse.snapshot import steps
from warehouse.store.store import Store
from warehouse.store.work import begin_attempt, unfinished

ARTICLES = [{"id": f"a{number}", "text": f"“We sold {number} boats,” said Ann Lee. {CALM}"} for number in range(20)]


class KilledError(Exception):
    """Stands for whatever ends a load."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Twenty articles, and a record that does not pass."""
    path = write_jsonl(tmp_path / "in.jsonl", ARTICLES)
    path.write_text(path.read_text() + "{\n")
    return path


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derive, "PART_ARTICLES", 2)


def _dies_at(name: str) -> "steps.Listener":
    def strike(passed: str) -> None:
        if passed == name:
            raise KilledError

    return strike


def _kill_after(monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    """End the load once so many parts of its file are derived."""
    done: list[str] = []
    derived = derive._derived  # to die between two parts

    def dying(job: Job, part: str, *others: object) -> derive.DeriveCounts:
        if len(done) == parts:
            raise KilledError
        done.append(part)
        return derived(job, part, *others)  # type: ignore[arg-type]  # passed on as they come

    monkeypatch.setattr(derive, "_derived", dying)


def test_killed_at_90_percent_derives_the_rest(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """18 of 20 articles were derived; the same again derives 2, says so, and leaves nothing behind."""
    store = tmp_path / "store"
    with monkeypatch.context() as patched:
        _kill_after(patched, 9)
        with pytest.raises(Exception, match="KilledError"):
            load(store, source)
    (work,) = unfinished(Store.open(store))
    assert (work.parsed, work.derived) == (1, 9)
    summary = load(store, source)
    assert (summary.rows_new, summary.rows_rejected, summary.articles_kept) == (20, 1, 18)
    assert not list((store / "staging").iterdir())
    load(tmp_path / "once", source)
    assert tables(store) == tables(tmp_path / "once")


def test_given_up_in_its_commit_derives_nothing_again(tmp_path: Path, source: Path) -> None:
    """All rows were there when the commit failed: none is derived again."""
    with steps.listening(_dies_at("checks_passed")), pytest.raises(Exception, match="KilledError"):
        load(tmp_path / "store", source)
    assert load(tmp_path / "store", source).articles_kept == 20


def test_a_raised_limit_goes_on(tmp_path: Path, source: Path) -> None:
    """Given up for its rejects, loaded with a higher limit: what was parsed is taken over."""
    store = tmp_path / "store"
    with pytest.raises(LoadError):
        load(store, source, max_reject_rate=0)
    assert unfinished(Store.open(store))[0].parsed == 1
    assert load(store, source, max_reject_rate=1).rows_new == 20


def test_another_load_in_between(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was derived under another load's id gets that of the load that brings it."""
    store = tmp_path / "store"
    with monkeypatch.context() as patched:
        _kill_after(patched, 9)
        with pytest.raises(Exception, match="KilledError"):
            load(store, source)
    load(store, write_jsonl(tmp_path / "other.jsonl", [{"id": "other", "text": CALM}]))
    summary = load(store, source)
    assert summary.articles_kept == 18
    assert rows(store, "SELECT count(*) FROM quotes WHERE load_id = ?", [summary.load_id]) == [(20,)]
    assert rows(store, "SELECT DISTINCT load_id FROM rejects") == [(summary.load_id,)]


def test_what_changed_on_the_disk_is_not_taken_over(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of rows that is not what its marker says is derived again."""
    store = tmp_path / "store"
    with monkeypatch.context() as patched:
        _kill_after(patched, 9)
        with pytest.raises(Exception, match="KilledError"):
            load(store, source)
    (work,) = unfinished(Store.open(store))
    spoiled = min((work.folder / "rows" / "quotes").iterdir())
    pq.write_table(pq.read_table(spoiled).slice(1), spoiled)
    assert recalled(Job.load(work.folder / "job.json"), "derive", spoiled.stem) is None
    assert load(store, source).articles_kept == 16
    assert rows(store, "SELECT count(*) FROM quotes") == [(20,)]


def test_a_worker_that_outlived_its_load_stops(tmp_path: Path, source: Path) -> None:
    """Once another attempt works in the folder, one of the earlier one does not go on."""
    known = {"load_id": "L", "attempt": "old", "staging": tmp_path / "work"}
    job = Job.model_construct(**known)  # type: ignore[arg-type]  # what this needs of a job
    job.staging.mkdir()
    begin_attempt(job.staging, "L", "old")
    job.check_wanted()
    begin_attempt(job.staging, "L", "new")
    with pytest.raises(LoadError, match="given up"):
        job.check_wanted()
    del source
