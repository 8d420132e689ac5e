"""The pages of parameters, options, exit codes and reject codes say what the code says."""

import sys
from pathlib import Path

import pytest

from flows.commands.exits import EXIT_CODES
from flows.document import pages
from schemas import errors
from tests.waiting import ran

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_pages_are_what_make_docs_writes(path: Path) -> None:
    """Nobody keeps them by hand."""
    assert path.read_text(encoding="utf-8") == pages()[path]


def test_every_error_has_an_exit_code_that_is_told() -> None:
    """What an error ends a command with stands in the table that help and page are made from."""
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.OnrecordError)
    ]
    assert len(kinds) > 5
    assert {kind.exit_code for kind in kinds} <= {code for code, _ in EXIT_CODES}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--help"], 0, "75 try again"),
        (["sql"], 2, "Missing argument"),
        (["nonsense"], 2, "No such command"),
        (["run", "--max-reject-rate", "3", "x"], 2, "Invalid value"),
        (["run", "/nowhere"], 66, "no such file"),
        (["sql", "SELECT 1", "--warehouse", "/nowhere"], 73, "onrecord: "),
    ],
)
def test_every_command_ends_alike(arguments: list[str], code: int, told: str) -> None:
    """Usage errors are click's, all others are a line of ours; a source that can't be read starts no Prefect."""
    command = [sys.executable, "-X", "importtime", "-m", "flows.cli", *arguments]
    ended = ran(command, cwd=ROOT)
    assert ended.returncode == code, ended.stderr[-500:]
    assert told in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    assert "prefect" not in {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
