"""Floors under the scores: kept in a file, raised freely, lowered only with a reason that stays in the file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from tests.gate.measures import Scores


def no_slack(kind: str) -> float:
    """Nothing: a floor is a floor."""
    del kind
    return 0.0


class LoweredError(Exception):
    """An update would lower floors, and no reason was given."""


@dataclass(frozen=True)
class Baseline:
    """Floors by kind of row and measure, the hashes of the gold they were measured on, and why any was lowered."""

    floors: Scores
    gold: Mapping[str, str]
    reasons: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Baseline":
        """The baseline in a file; an empty one where there is none yet."""
        if not path.exists():
            return cls({}, {})
        kept = orjson.loads(path.read_bytes())
        return cls(kept["floors"], kept["gold"], tuple(kept["reasons"]))

    def write(self, path: Path) -> None:
        """Write the file, sorted, so that a change shows as the lines that it changes."""
        kept = {"gold": self.gold, "floors": self.floors, "reasons": self.reasons}
        path.write_bytes(
            orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
        )

    def faults(
        self, scores: Scores, gold: Mapping[str, str], slack: Callable[[str], float] = no_slack
    ) -> Iterator[str]:
        """Each way in which the scores do not hold: other gold, a score missing, one further below than its slack."""
        yield from (f"{name}: not the gold that the floors were measured on" for name in _changed(self.gold, gold))
        for kind, measure, floor, score in self._compared(scores):
            if score is None:
                yield f"{kind}, {measure}: has a floor of {floor:.4f}, and was not measured"
            elif score < floor - slack(kind):
                yield f"{kind}, {measure}: {score:.4f} is below its floor of {floor:.4f}"
        for kind, measures in scores.items():
            yield from (f"{kind}, {name}: has no floor" for name in measures.keys() - self.floors.get(kind, {}).keys())

    def part(self, gold: str) -> "Baseline":
        """The floors and the hash of one file of gold, whose kinds begin with its name; no reasons."""
        floors = {kind: measures for kind, measures in self.floors.items() if kind.startswith(f"{Path(gold).stem}, ")}
        return Baseline(floors, {name: told for name, told in self.gold.items() if name == gold})

    def with_part(self, part: "Baseline") -> "Baseline":
        """These floors with those of one file of gold in their place; its reasons are added."""
        before = {kind for name in part.gold for kind in self.part(name).floors}
        rest = {kind: measures for kind, measures in self.floors.items() if kind not in before}
        return Baseline(rest | part.floors, {**self.gold, **part.gold}, (*self.reasons, *part.reasons))

    def updated(self, scores: Scores, gold: Mapping[str, str], reason: str | None) -> "Baseline":
        """The baseline with these scores as floors.

        Raises:
            LoweredError: a floor would sink or vanish, and no reason is given; it names each.
        """
        sunk = [
            {"kind": kind, "measure": measure, "from": floor, "to": score}
            for kind, measure, floor, score in self._compared(scores)
            if score is None or score < floor
        ]
        if sunk and not reason:
            raise LoweredError(
                "\n".join(f"{one['kind']}, {one['measure']}: {one['from']} -> {one['to']}" for one in sunk)
            )
        told = {"on": f"{datetime.now(UTC):%Y-%m-%d}", "why": reason, "floors": sunk}
        return Baseline(scores, gold, (*self.reasons, *([told] if sunk else [])))

    def _compared(self, scores: Scores) -> Iterator[tuple[str, str, float, float | None]]:
        for kind, measures in self.floors.items():
            for measure, floor in measures.items():
                yield kind, measure, floor, scores.get(kind, {}).get(measure)


def hashes(files: list[Path]) -> dict[str, str]:
    """SHA-256 of each file, by name, 16 hex characters: enough to see a change."""
    return {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in sorted(files)}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
