"""`onrecord browse` as a process, and what it does when a load publishes a newer snapshot."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.browse import index
from flows.browse.library import Library
from flows.browse.serve import listening
from schemas.errors import SettingsError, StoreError
from tests.flows.loading import ROOT, load, write_jsonl
from tests.flows.report.reporting import ARTICLES, make_store
from tests.waiting import PATIENCE_S, next_line, running
from warehouse.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one article, of which nothing is derived."""
    return make_store(tmp_path_factory.mktemp("browse-command"), ARTICLES[0], annotator="none")


def test_it_prints_its_address_and_ends_at_ctrl_c(store: Path, tmp_path: Path) -> None:
    """Who has the address gets in; at Ctrl-C it ends well, and nothing of the store is left behind."""
    command = [sys.executable, "-m", "flows.cli", "browse", "--warehouse", str(store)]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with running(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert "1 headlines" in next_line(process)
        address = urlsplit(next_line(process).strip())
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE_S)
        connection.request("GET", f"/?{address.query}")
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("location")) == (303, "/")
        connection.close()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, errors) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_wants_more_memory_is_told(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where DuckDB may not have the memory that the tables need, the message says so, and nothing is left behind."""
    snapshot = Store.open(store, create=False).current()
    assert snapshot is not None
    monkeypatch.setattr(index, "BUILD_MB", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(StoreError, match="too little to browse"):
        index.Index.of(snapshot)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_load_takes_its_place(store: Path, tmp_path: Path) -> None:
    """What was read is shown until the newer snapshot is read as well; then that is."""
    library = Library(Store.open(store, create=False))
    with library.reading() as before:
        assert (before.index.counts["headlines"], before.renewing) == (1, False)
        load(store, write_jsonl(tmp_path / "more.jsonl", [ARTICLES[1]]), annotator="none")
        with library.reading() as meanwhile:
            assert meanwhile.renewing
        deadline = time.monotonic() + PATIENCE_S
        while library.index is before.index:
            assert time.monotonic() < deadline, "the newer snapshot was not read"
            time.sleep(0.05)
        assert before.hits.execute("SELECT count(*) FROM hits").fetchall() == [(1,)]
    assert library.index.counts["headlines"] == 2


def test_a_port_that_is_taken_is_told() -> None:
    """Another one is named then."""
    with listening(0) as taken, pytest.raises(SettingsError, match="--port"):
        listening(taken.getsockname()[1])
