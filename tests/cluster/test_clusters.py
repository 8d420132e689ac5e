"""Loads on Dask and on Ray: the tables of one thread, and a worker that is killed costs nothing but time.

`make test-cluster` installs both and runs this; elsewhere it is skipped.
"""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.bench.articles import write_jsonl
from tests.flows.loading import ROOT, onrecord, parquet_files, rows, tables
from tests.served import own_server
from tests.waiting import PATIENCE_S, running

ARTICLES = 60
OPTIONS = ("--batch-bytes", "20000", "--annotator", "simple")


@pytest.fixture(params=["dask", "ray"])
def cluster(request: pytest.FixtureRequest) -> str:
    """The name of a runner whose package is installed."""
    name = str(request.param)
    if importlib.util.find_spec(f"prefect_{name}") is None:
        pytest.skip(f"prefect-{name} is not installed here; `make test-cluster` installs and tests it")
    return name


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of made-up articles, of several batches."""
    file = tmp_path_factory.mktemp("articles") / "many.jsonl"
    write_jsonl(file, 0, ARTICLES)
    return file


@pytest.fixture(scope="module")
def alone(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a load in one thread."""
    store = tmp_path_factory.mktemp("one") / "store"
    ended = onrecord("run", str(source), "--warehouse", str(store), "--runner", "thread:1", "--quiet", *OPTIONS)
    assert ended.returncode == 0, ended.stderr
    return store


def test_the_tables_are_those_of_one_thread(cluster: str, source: Path, alone: Path, tmp_path: Path) -> None:
    """Two worker processes, byte for byte; and nothing is printed that was not asked for."""
    store = tmp_path / "store"
    ended = onrecord("run", str(source), "--warehouse", str(store), "--runner", f"{cluster}:2", "--quiet", *OPTIONS)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert tables(store) == tables(alone)
    assert _of_articles(store) == _of_articles(alone)


def test_a_killed_worker_is_replaced(cluster: str, source: Path, alone: Path, tmp_path: Path) -> None:
    """`kill -9` of one that is at work."""
    store = tmp_path / "store"
    command = ["run", str(source), "--warehouse", str(store), "--runner", f"{cluster}:2", "--quiet", *OPTIONS]
    start = partial(running, cwd=ROOT, env=own_server(), stderr=subprocess.PIPE, text=True)
    with start([sys.executable, "-m", "flows.cli", *command]) as process:
        deadline = time.monotonic() + PATIENCE_S
        while not list(store.glob("staging/*/parsed/*.parquet")):
            assert process.poll() is None, process.communicate(timeout=PATIENCE_S)
            assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for the first parsed batch"
            time.sleep(0.02)
        next(_workers(process.pid, cluster)).kill()
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, err
    assert rows(store, "SELECT count(*) FROM articles") == [(ARTICLES,)]
    assert tables(store) == tables(alone)


def _of_articles(store: Path) -> dict[str, bytes]:
    """The bytes of the files that hold articles' rows; of revisions they say at what time each was seen."""
    files = parquet_files(store).items()
    return {name: data for name, data in files if "published_month=" in name and "article_revisions" not in name}


def _workers(pid: int, cluster: str) -> Iterator[psutil.Process]:
    """The processes of a cluster that run a command's tasks; Ray's agents, without which a node ends, are none."""
    mark = {"dask": "spawn_main", "ray": "ray::"}[cluster]
    told = ((one, " ".join(one.cmdline())) for one in psutil.Process(pid).children(recursive=True))
    return (one for one, command in told if mark in command and "Agent" not in command)
