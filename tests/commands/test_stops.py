"""A command that writes pages or files is stopped: its line and exit code, and what was there before is still there."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.loading import ROOT
from tests.flows.report.reporting import ARTICLES, make_store
from tests.waiting import PATIENCE_S, next_line, running

_STOPPED = b"onrecord: stopped; tables and files are as they were before\n"
_HELD_UP = """
import signal, sys, threading
from pathlib import Path
import duckdb
import {module} as module
from flows.cli import start

def slow(*arguments, **options):
    print("there", flush=True)
    {hold}

signal.signal(signal.SIGINT, signal.default_int_handler)  # a test may run where a shell has it ignored
module.{function} = slow
sys.argv = ["onrecord", *{arguments!r}]
start()
"""
"""A command that is held up where its work is: in Python, or in a statement of its store."""
_IN_PYTHON = "threading.Event().wait()"
_IN_DUCKDB = (
    "from warehouse.store.read import connect\n"
    "    connect(Path({store!r}) / 'current' / 'news.duckdb').execute("
    "'SELECT count(DISTINCT hash(range)) FROM range(1000000000000)').fetchall()"
)
COMMANDS = {
    "report": ("flows.commands.report", "_files", ["--out", "{out}"]),
    "export": ("flows.exports.web_annotation", "annotation_page", ["web-annotation", "--out", "{out}"]),
    "validate": ("flows.commands.validate", "sheet", ["--sample", "5", "--output", "{out}"]),
    "check": ("flows.commands.check", "check_rows", ["{draft}", "--annotator", "simple", "--html", "{out}"]),
}
"""Where a command is held up, and what it is called with."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a few articles."""
    return make_store(tmp_path_factory.mktemp("stopped"), *ARTICLES)


@pytest.mark.parametrize(
    ("command", "number", "code", "hold"),
    [
        ("report", signal.SIGTERM, 143, _IN_DUCKDB),
        ("export", signal.SIGINT, 130, _IN_PYTHON),
        ("check", signal.SIGINT, 130, _IN_DUCKDB),
        ("validate", signal.SIGTERM, 143, _IN_PYTHON),
    ],
)
def test_a_stop_leaves_what_was_there(
    store: Path, tmp_path: Path, command: str, number: signal.Signals, code: int, hold: str
) -> None:
    """One line, the documented code, also within a statement that would take hours; the good page is still there."""
    module, function, arguments = COMMANDS[command]
    out = tmp_path / "out"
    before = _made_before(out, is_report=command == "report")
    (tmp_path / "draft.txt").write_text("“We will go home,” Anna Brook said.\n", encoding="utf-8")
    words = [one.format(out=out, draft=tmp_path / "draft.txt") for one in arguments]
    called = [command, *words, "--warehouse", str(store)]
    script = _HELD_UP.format(module=module, function=function, hold=hold.format(store=str(store)), arguments=called)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with running([sys.executable, "-c", script], cwd=ROOT, **pipes) as process:
        assert next_line(process) == "there\n", process.communicate(timeout=PATIENCE_S)
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, errors) == (code, _STOPPED)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.txt", "out"]
    assert _made_before(out, is_report=command == "report", made=True) == before


def _made_before(out: Path, *, is_report: bool, made: bool = False) -> str:
    """The page that is there already; it is made first, unless it was."""
    if is_report:
        out.mkdir(exist_ok=True)
        (out / "onrecord-report.json").touch()
    page = out / "index.html" if is_report else out
    if not made:
        page.write_text("a good page", encoding="utf-8")
    return page.read_text(encoding="utf-8")
