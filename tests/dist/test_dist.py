"""What `make dist` makes: the same bytes each time, and a package that works away from the checkout."""

import hashlib
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.flows.loading import ROOT
from tests.waiting import ran

_USE = """
import onrecord, flows, sys
from flows.installation import DEFAULT_WAREHOUSE
found = onrecord.extract("“We sold 12 boats,” Ann Lee told reporters on Tuesday.", published_at="2026-05-14")
summary = onrecord.load(sys.argv[1], sys.argv[2], annotator="simple")
with onrecord.Store(sys.argv[2]) as store:
    stored = store.quotes(speaker="lee").fetchall()
print(onrecord.__file__, flows.__file__, DEFAULT_WAREHOUSE, sep="\\n")
told = (found.quotes[0].speaker_name, found.figures[0].value, len(found._repr_html_()) > 10_000)
print(*told, summary.rows_new, len(stored))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The commit that is checked out, built twice."""
    folders = tuple(tmp_path_factory.mktemp(name) for name in ("one", "two"))
    for folder in folders:
        ran(
            [sys.executable, str(ROOT / ".ci" / "dist.py"), str(folder)],
            check=True,
        )
    return folders[0], folders[1]


def test_the_same_commit_gives_the_same_bytes(built: tuple[Path, Path]) -> None:
    """Wheel and sdist, to the byte."""
    sums = [{path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} for folder in built]
    assert sums[0] == sums[1]
    assert {Path(name).suffix for name in sums[0]} == {".whl", ".gz"}


def test_what_is_in_them(built: tuple[Path, Path]) -> None:
    """The wheel has what runs and its licences, and no tests or articles; the sdist can be built anew."""
    with zipfile.ZipFile(next(built[0].glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert {"onrecord/py.typed", "onrecord/__init__.py", "seeds/annotator/LICENSE.md", "flows/cli.py"} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if "dist-info" not in top} == {"flows", "onrecord", "schemas", "seeds", "warehouse"}
    assert not [name for name in names if name.startswith(("flows/api/", "seeds/articles/"))]
    tracked = ran(
        ["git", "ls-files", "flows", "schemas", "seeds", "warehouse"],  # as a developer has it
        cwd=ROOT,
        check=True,
    ).stdout.split()
    needed = {name.replace("flows/api/onrecord/", "onrecord/") for name in tracked}
    missing = {name for name in needed - names if not name.startswith(("seeds/articles/", "flows/api/"))}
    assert {name for name in missing if not name.endswith(".png")} == set()
    with tarfile.open(next(built[0].glob("*.tar.gz"))) as sdist:
        inside = {member.name.partition("/")[2] for member in sdist.getmembers()}
    assert {"pyproject.toml", "README.md", "LICENSE", "flows/api/onrecord/py.typed"} <= inside


def test_it_works_elsewhere(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Installed into a folder of its own, it extracts, loads and answers, and reads nothing of the checkout."""
    target, store = tmp_path / "site", tmp_path / "store"
    source = tmp_path / "in.txt"
    source.write_text("“We sold 12 boats,” said Ann Lee.", encoding="utf-8")
    wheel = next(built[0].glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile"]
    ran([*pip, "--target", str(target), str(wheel)], check=True)
    environment = os.environ | {"PYTHONPATH": str(target), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", _USE, str(source), str(store)]
    ended = ran(command, cwd=tmp_path, env=environment)
    assert ended.returncode == 0, ended.stderr[-2000:]
    package, flows, warehouse, told = ended.stdout.splitlines()
    assert Path(package).is_relative_to(target)
    assert Path(flows).is_relative_to(target)
    assert Path(warehouse) == tmp_path / "data" / "onrecord"
    assert told == "Ann Lee 12.0 True 1 1"
    shown = ran(
        [sys.executable, "-m", "flows.cli", "quotes", "--warehouse", str(store)],
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert "Ann Lee" in shown.stdout
