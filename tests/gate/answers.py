"""Answers of `make constants`, kept in `build/constants.jsonl` for as long as nothing that they hang on has changed."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from schemas.ids import hash_text
from tests.gate.patching import FOLDERS, ROOT, Constant

PATH = ROOT / "build" / "constants.jsonl"
_HANGS_ON = (*FOLDERS, "seeds", "tests/golden", "tests/gate")
_TEXTS = frozenset({".py", ".csv", ".json", ".jsonl"})


@dataclass(frozen=True)
class Answer:
    """Who noticed a number's change.

    Attributes:
        by: name of who noticed it; empty where nobody did.
        up: which way the number was changed.
        asked: how many have a decision that hangs on the number.
    """

    by: str
    up: bool
    asked: int

    def __str__(self) -> str:
        return f"{'up' if self.up else 'down'}: {self.by}" if self.by else f"nothing of {self.asked}"


class Answers:
    """The answer for each constant, of today's derivation and passages; of another state only as a hint."""

    def __init__(self) -> None:
        self._now: dict[str, Answer] = {}
        self._before: dict[str, Answer] = {}

    @classmethod
    def read(cls) -> "Answers":
        """Those that were kept."""
        answers = cls()
        for line in PATH.read_text(encoding="utf-8").splitlines() if PATH.exists() else ():
            row = json.loads(line)
            number, state = row.pop("number"), row.pop("state")
            kept = answers._now if state == _state() else answers._before
            kept[number] = Answer(**row)
        return answers

    def __contains__(self, constant: Constant) -> bool:
        return _named(constant) in self._now

    def __getitem__(self, constant: Constant) -> Answer:
        return self._now[_named(constant)]

    def last(self, constant: Constant) -> Answer | None:
        """What was answered for another state."""
        return self._before.get(_named(constant))

    def keep(self, constant: Constant, answer: Answer) -> None:
        """Add an answer, in the file too."""
        self._now[_named(constant)] = answer
        PATH.parent.mkdir(exist_ok=True)
        row = {"number": _named(constant), "state": _state(), **asdict(answer)}
        with PATH.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def _named(constant: Constant) -> str:
    return f"{constant.module}:{constant.name}"


@cache
def _state() -> str:
    """What tells one state of the derivation and its witnesses from another."""
    return hash_text("".join(hash_text(path.read_text(encoding="utf-8")) for path in _files()))[:16]


def _files() -> Iterator[Path]:
    paths = (path for folder in _HANGS_ON for path in sorted((ROOT / folder).rglob("*")))
    return (path for path in paths if path.suffix in _TEXTS and path.is_file())
