"""A command that was called inside another process leaves that process its own exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import SettingsError
from tests.flows.loading import ROOT
from tests.waiting import PATIENCE_S

CALLS = """
from click.testing import CliRunner
from flows.cli import main
print(CliRunner().invoke(main, ["quotes", "--warehouse", {store!r}]).exit_code)
"""


def test_the_callers_code_is_its_own(tmp_path: Path) -> None:
    """The command fails, and says so; what called it ends well."""
    code = CALLS.format(store=str(tmp_path / "none"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert int(done.stdout) > 0, done.stderr
    assert done.returncode == 0, done.stderr


HELD = """
import sys
from threading import Event, Thread
from flows.commands.exits import ending_here
with ending_here():
    import duckdb
    reader = duckdb.connect().sql("FROM range(1000000)").to_arrow_reader(1000)
    Thread(target=lambda: Event().wait() and reader, daemon=True).start()
    print("answered", end="")
    sys.exit({code})
"""


@pytest.mark.parametrize("code", [0, 3])
def test_what_a_thread_still_holds_is_not_told(code: int) -> None:
    """The output is written and the code kept; of references that are left at the end nothing is printed."""
    done = subprocess.run(
        [sys.executable, "-c", HELD.format(code=code)], cwd=ROOT, capture_output=True, timeout=PATIENCE_S, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, b"answered", b"")


@pytest.mark.parametrize("closed", ["2>&-", "1>&-", "0<&-", "0<&- 1>&- 2>&-"])
def test_streams_that_are_closed_are_no_files_of_ours(tmp_path: Path, closed: str) -> None:
    """A scheduler may close them: the null device stands in, and the command ends as ever."""
    article = tmp_path / "a.txt"
    article.write_text("It rained, said Ann Lowe.", encoding="utf-8")
    command = f'exec "$0" -m flows.cli peek "$1" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, str(article)],
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [("PREFECT_LOGGING_LEVEL", "LOUD", "LoggingSettings `level`"), ("PREFECT_API_REQUEST_TIMEOUT", "soon", "timeout")],
)
def test_a_setting_that_prefect_refuses_is_named(tmp_path: Path, variable: str, value: str, told: str) -> None:
    """Prefect reads its variables while it is imported; one that it can't use is the user's to mend, and is told so."""
    source = tmp_path / "a.txt"
    source.write_text("A bridge was opened on Monday.", encoding="utf-8")
    command = [sys.executable, "-m", "flows.cli", "run", str(source), "--warehouse", str(tmp_path / "store")]
    environment = os.environ | {variable: value}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    last = done.stderr.splitlines()[-1]
    assert done.returncode == SettingsError.exit_code, done.stderr
    assert last.startswith("onrecord: Prefect's own settings can't be read: ")
    assert told in last
