"""`onrecord serve` watches a folder by schedule."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.flows.loading import CALM, ROOT, onrecord, rows, write_jsonl
from tests.served import own_server
from tests.waiting import PATIENCE_S, running


def _wait_for(what: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for an article to be loaded"
        time.sleep(0.5)


def _articles(store: Path) -> int:
    if not (store / "current").exists():
        return 0
    return int(rows(store, "SELECT count(*) FROM articles")[0][0])


def test_new_files_load_until_it_is_stopped(tmp_path: Path) -> None:
    """What lies in the folder is loaded, what is put there later too; Ctrl-C ends it with the documented code.

    A load by hand that begins at the same moment, with the same new store, makes a Prefect server of its own there as
    well: it is done, or says that the store is held; neither command spoils the other.
    """
    store, folder = tmp_path / "store", tmp_path / "in"
    folder.mkdir()
    write_jsonl(folder / "one.jsonl", [{"id": "one", "text": CALM}])
    command = [sys.executable, "-m", "flows.cli", "serve", str(folder), "--warehouse", str(store)]
    schedule = ["--every", "15", "--annotator", "none", "--runner", "thread:1"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with running([*command, *schedule], cwd=ROOT, **pipes) as served:
        beside = onrecord("run", str(folder), "--warehouse", str(store), *schedule[2:], env=own_server())
        assert beside.returncode in (0, 69), beside.stderr
        _wait_for(lambda: _articles(store) == 1, served)
        write_jsonl(folder / "two.jsonl", [{"id": "two", "text": f"{CALM} Again."}])
        _wait_for(lambda: _articles(store) == 2, served)
        served.send_signal(signal.SIGINT)
        out, err = served.communicate(timeout=PATIENCE_S)
    assert served.returncode in (0, 130), err
    assert "every 15 s" in out
    assert "Traceback" not in err
