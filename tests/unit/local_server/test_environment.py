"""Prefect's settings for a run: a server of the user's own gets its log, another has nobody who would read it."""

import os
from pathlib import Path

import pytest

from flows.local_server.environment import prepare_run, prepare_serve

TO_SERVER, CONSOLE, LEVEL = (
    "PREFECT_LOGGING_TO_API_ENABLED",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL",
    "PREFECT_LOGGING_LEVEL",
)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An empty environment."""
    made: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", made)
    return made


def test_a_server_of_the_users_gets_the_log(environment: dict[str, str], tmp_path: Path) -> None:
    """And the terminal does not: it has onrecord's own words."""
    environment["PREFECT_API_URL"] = "http://127.0.0.1:4200/api"
    prepare_run(tmp_path / "store")
    assert {name: environment[name] for name in (TO_SERVER, LEVEL, CONSOLE)} == {
        TO_SERVER: "true",
        LEVEL: "INFO",
        CONSOLE: "CRITICAL",
    }
    assert "PREFECT_HOME" not in environment


def test_what_the_user_has_set_wins(environment: dict[str, str], tmp_path: Path) -> None:
    """For those who want no log there, too."""
    environment |= {"PREFECT_API_URL": "http://127.0.0.1:4200/api", TO_SERVER: "false", LEVEL: "DEBUG"}
    prepare_serve(tmp_path / "store")
    assert (environment[TO_SERVER], environment[LEVEL]) == ("false", "DEBUG")


def test_a_server_of_a_run_gets_none(environment: dict[str, str], tmp_path: Path) -> None:
    """Nobody looks at it, and it ends with the run."""
    prepare_run(tmp_path / "store")
    assert (environment[TO_SERVER], environment[LEVEL]) == ("false", "CRITICAL")
    assert environment["PREFECT_HOME"] == str(tmp_path / "store" / "prefect")


def test_a_home_of_the_users_stays_and_the_log_has_its_folder(environment: dict[str, str], tmp_path: Path) -> None:
    """Our server's log lies in the store, wherever Prefect is at home."""
    environment["PREFECT_HOME"] = str(tmp_path / "home")
    prepare_run(tmp_path / "store")
    assert environment["PREFECT_HOME"] == str(tmp_path / "home")
    assert (tmp_path / "store" / "prefect").is_dir()
