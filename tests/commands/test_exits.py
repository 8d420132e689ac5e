"""A command that was called inside another process leaves that process its own exit code."""

import subprocess
import sys
from pathlib import Path

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
