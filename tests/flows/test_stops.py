"""A load that is stopped, refused or out of room: a clear line, an exit code, and tables as they were."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.bench.articles import write_jsonl
from tests.flows.loading import CALM, ROOT, load, onrecord, rows, tables
from tests.flows.loading import write_jsonl as write_records
from tests.served import own_server
from tests.waiting import PATIENCE_S, next_line, running
from warehouse.store.store import Store

SLOW_LOAD = ["--annotator", "none", "--batch-bytes", "10000", "--runner"]
"""Many small batches, so that there is time to stop it."""
_alone = partial(onrecord, env=own_server())
"""Run a command that has a Prefect server of its own."""


@contextmanager
def _under_way(source: Path, store: Path, runner: str) -> Iterator["subprocess.Popen[str]"]:
    """A load in a process group of its own, once it is under way."""
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--warehouse", str(store), *SLOW_LOAD, runner]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with running(command, cwd=ROOT, start_new_session=True, **pipes) as process:
        deadline = time.monotonic() + PATIENCE_S
        while not list((store / "staging").glob("*/parsed/*.parquet")):
            assert process.poll() is None, process.communicate(timeout=PATIENCE_S)
            assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for the first parsed batch"
            time.sleep(0.02)
        yield process


@pytest.mark.parametrize(
    ("number", "code", "runner"),
    [(signal.SIGINT, 130, "thread:1"), (signal.SIGTERM, 143, "thread:1"), (signal.SIGINT, 130, "process:2")],
)
def test_stopped_by_a_signal(tmp_path: Path, number: signal.Signals, code: int, runner: str) -> None:
    """A signal ends a load cleanly: one line, the documented code, old tables, and the next run finishes.

    Ctrl-C reaches the workers as well, as on a terminal; SIGTERM reaches the one process that `kill` names.
    """
    store, source = tmp_path / "store", tmp_path / "many.jsonl"
    load(store, write_records(tmp_path / "one.jsonl", [{"id": "one", "text": CALM}]), annotator="none")
    before = tables(store)
    write_jsonl(source, 0, 300)
    with _under_way(source, store, runner) as process:
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == code, err
    assert {line.split(":")[0].strip() for line in out.splitlines()} == {"many.jsonl", "used", "ignored"}
    assert len(err.strip().splitlines()) == 1
    assert tables(store) == before
    assert {one.status for one in Store.open(store).ledger.loads()} == {"committed", "interrupted"}
    assert load(store, source, annotator="none").rows_ok == 300
    assert not list((store / "staging").iterdir())


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    """`kill -9` of one worker, as the system does where memory is short, costs the load nothing but time."""
    store, source = tmp_path / "store", tmp_path / "many.jsonl"
    write_jsonl(source, 0, 60)
    with _under_way(source, store, "process:2") as process:
        next(_workers(process.pid)).kill()
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, err
    assert rows(store, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [(60, 60)]


def _workers(pid: int) -> Iterator[psutil.Process]:
    return (child for child in psutil.Process(pid).children() if "spawn_main" in " ".join(child.cmdline()))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_within_the_first_imports(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Before any command is known a stop has a line and the documented code as well, and shows no trace."""
    (tmp_path / "click.py").write_text(
        "import time\nprint('importing', flush=True)\ntime.sleep(60)\n", encoding="ascii"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "flows.start", "loads"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with running(command, cwd=ROOT, env=environment, **pipes) as process:
        assert next_line(process) == "importing\n"
        process.send_signal(number)
        _, err = process.communicate(timeout=50)
    assert (process.returncode, err) == (code, "onrecord: stopped\n")


def test_second_load_says_who_holds_the_lock(tmp_path: Path) -> None:
    """One load at a time: the second one names the first one's process and exits with 69."""
    store = tmp_path / "store"
    source = write_records(tmp_path / "one.jsonl", [{"id": "one", "text": CALM}])
    with Store.open(store).lock("a test that holds it"):
        ended = onrecord("run", str(source), "--warehouse", str(store), "--annotator", "none")
    assert ended.returncode == 69
    assert str(os.getpid()) in ended.stderr
    assert "a test that holds it" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_missing_source_exits_with_66(tmp_path: Path) -> None:
    """A source that is not there is named before anything is begun: no store is made."""
    ended = _alone("run", str(tmp_path / "nowhere"), "--warehouse", str(tmp_path / "store"))
    assert ended.returncode == 66
    assert "nowhere" in ended.stderr
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "seeds/articles", "--runner", "abacus"),
        ("run", "seeds/articles", "--map", "nonsense"),
        ("run", "seeds/articles", "--format", "papyrus"),
    ],
)
def test_wrong_usage_exits_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """An option that makes no sense is named, without a stack trace."""
    ended = _alone(*arguments, "--warehouse", str(tmp_path / "store"))
    assert ended.returncode == 2
    assert ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_store_that_cannot_be_written(tmp_path: Path) -> None:
    """A read-only folder is named before anything is read; the exit code is 73."""
    (tmp_path / "locked").mkdir(mode=0o500)
    ended = _alone("run", "seeds/articles", "--warehouse", str(tmp_path / "locked" / "store"))
    assert ended.returncode == 73
    assert "locked" in ended.stderr


def test_store_that_is_a_file(tmp_path: Path) -> None:
    """A path that holds something else is no store, and stays as it is."""
    (tmp_path / "store").write_text("not a store")
    ended = _alone("run", "seeds/articles", "--warehouse", str(tmp_path / "store" / "below"))
    assert ended.returncode == 73
    assert (tmp_path / "store").read_text() == "not a store"


def test_disk_that_is_full(tmp_path: Path) -> None:
    """No room in the middle of a load: exit code 75, old tables, and the next run with room finishes."""
    store, source = tmp_path / "store", tmp_path / "many.jsonl"
    load(store, write_records(tmp_path / "one.jsonl", [{"id": "one", "text": CALM}]), annotator="none")
    before = tables(store)
    write_jsonl(source, 0, 3_000)

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    options = ["--annotator", "none", "--runner", "thread:1", "--warehouse", str(store)]
    ended = _alone("run", str(source), *options, preexec_fn=small_disk)
    assert ended.returncode == 75, ended.stderr
    assert "room" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert tables(store) == before
    assert load(store, source, annotator="none").rows_ok == 3_000
    assert rows(store, "SELECT count(*) FROM articles") == [(3_001,)]
