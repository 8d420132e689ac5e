"""The examples in warehouse/README.md for other tools run as they stand there, and find who is quoted most."""

import re
import shlex
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from tests.compat.environment import compat_python
from tests.flows.loading import CORPUS, ROOT, load, rows
from tests.waiting import ran

_TEXT = (ROOT / "warehouse" / "README.md").read_text(encoding="utf-8")
_SECTION = _TEXT[_TEXT.index("## From other tools") : _TEXT.index("## Look at it")]
_PYTHON = {block.split()[1].split(".")[0]: block for block in re.findall(r"```python\n(.*?)```", _SECTION, re.DOTALL)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `warehouse/demo` is a store of the shipped articles."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "warehouse").mkdir()
    load(folder / "warehouse" / "demo", CORPUS)
    return folder


@pytest.fixture(scope="module")
def most_quoted(folder: Path) -> str:
    """The speaker of most quotes."""
    query = "SELECT speaker_name FROM quotes WHERE speaker_name IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC LIMIT 1"
    return str(rows(folder / "warehouse" / "demo", query)[0][0])


def _run(command: list[str], folder: Path) -> str:
    done = ran(command, cwd=folder)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("tool", _PYTHON)
def test_python(tool: str, folder: Path, most_quoted: str) -> None:
    """Whoever has the library runs the example as it is."""
    if find_spec(tool) is None or (tool == "pyspark" and shutil.which("java") is None):
        pytest.skip(f"{tool} or what it needs is not installed")
    assert most_quoted in _run([sys.executable, "-c", _PYTHON[tool]], folder)


@pytest.mark.parametrize("tool", ["duckdb", "pandas", "polars", "pyarrow"])
def test_python_with_duckdb_1(tool: str, folder: Path, most_quoted: str) -> None:
    """So does an environment with DuckDB 1."""
    assert most_quoted in _run([compat_python(), "-c", _PYTHON[tool]], folder)


def test_duckdb_shell(folder: Path, most_quoted: str) -> None:
    """DuckDB's own shell opens the database as it lies there."""
    if shutil.which("duckdb") is None:
        pytest.skip("DuckDB's shell is not installed")
    (command,) = re.findall(r"^    (duckdb .*)$", _SECTION, re.MULTILINE)
    assert most_quoted.rsplit(maxsplit=1)[-1] in _run(shlex.split(command), folder)


def test_r(folder: Path, most_quoted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """R reads the CSV file that `onrecord sql` writes."""
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    monkeypatch.chdir(folder)
    (command,) = re.findall(r'^    onrecord sql "(.*)" --output (.*)$', _SECTION, re.MULTILINE)
    store = str(folder / "warehouse" / "demo")
    assert CliRunner().invoke(main, ["sql", command[0], "--output", command[1], "--warehouse", store]).exit_code == 0
    (script,) = re.findall(r"```r\n(.*?)```", _SECTION, re.DOTALL)
    assert most_quoted.rsplit(maxsplit=1)[-1] in _run(["Rscript", "-e", script], folder)
