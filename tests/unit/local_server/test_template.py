"""The database that is laid down is that of Prefect's own migrations, and never takes the place of another."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import prefect
import pytest

from flows.local_server.template import TEMPLATE, lay_database

VERSIONS = Path(prefect.__file__).parent / "server/database/_migrations/versions/sqlite"


def _revisions(kind: str) -> set[str]:
    found = (re.search(rf'^{kind}[^=\n]*= "(\w+)"', file.read_text(), re.MULTILINE) for file in VERSIONS.glob("*.py"))
    return {match[1] for match in found if match}


def _text(database: Path) -> str:
    with closing(sqlite3.connect(database)) as made:
        return "\n".join(made.iterdump()) + "\n"


def test_it_is_the_last_of_prefects_own(tmp_path: Path) -> None:
    """Where this fails, Prefect has newer migrations: write the template anew, as its module says."""
    assert lay_database(tmp_path)
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as made:
        laid = {revision for (revision,) in made.execute("SELECT version_num FROM alembic_version")}
    assert laid == _revisions("revision") - _revisions("down_revision")
    assert _text(tmp_path / "prefect.db") == TEMPLATE.read_text(encoding="utf-8")


def test_what_is_there_stays(tmp_path: Path) -> None:
    """A database of before is Prefect's to migrate."""
    (tmp_path / "prefect.db").write_bytes(b"")
    assert not lay_database(tmp_path)
    assert (tmp_path / "prefect.db").read_bytes() == b""


@pytest.mark.parametrize("name", ["PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_NAME"])
def test_the_users_own_place_is_left_to_prefect(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who keeps Prefect's database elsewhere gets none below the store."""
    monkeypatch.setenv(name, "elsewhere")
    assert not lay_database(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["not sql", "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('later')"]
)
def test_a_template_that_prefect_does_not_know(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older Prefect could not go on from it, and makes its own; nothing of ours is left."""
    template = tmp_path / "template.sql"
    template.write_text(text)
    monkeypatch.setattr("flows.local_server.template.TEMPLATE", template)
    home = tmp_path / "home"
    home.mkdir()
    assert not lay_database(home)
    assert not list(home.iterdir())
