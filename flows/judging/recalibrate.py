"""Confidences mapped for one store: what share of its rows of a confidence was right where people judged them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.judging.isotonic import Point, isotonic, mapped
from flows.judging.kinds import KindName
from flows.judging.score import Score
from flows.terminal import safe
from flows.whole import whole_file
from schemas.errors import InputError, StoreError

NAME: Final = "calibration.json"
"""File of a store that keeps the map; it is no part of a snapshot, and readers of tables do not see it."""
LEAST: Final = 100
"""Decided rows of a kind without which its map is not made: with 100 a share near .8 is known to .08 each way (Wilson,
95 %), which is about how far off confidences are; with fewer the map may do more harm than good."""


class KindMap(BaseModel):
    """The map of one kind of row: points between which it is a line, and on how many judged rows it stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    judged: int
    points: tuple[Point, ...]


class Recalibration(BaseModel):
    """The maps of a store, with the sample that they come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sample_id: str
    snapshot_id: str
    judges: tuple[str, ...]
    kinds: Mapping[KindName, KindMap]

    def told(self, kind: KindName, confidence: float) -> str | None:
        """What is said beside a confidence of this store; None where its kind has no map."""
        if kind not in self.kinds:
            return None
        one = self.kinds[kind]
        return f"{mapped(one.points, confidence):.2f} ({one.judged:,} rows of this store judged, isotonic)"


def recalibrated(score: Score) -> Recalibration:
    """The maps that judgements give, of the kinds with at least `LEAST` decided rows.

    Raises:
        InputError: no kind has as many.
    """
    kinds = {
        kind: KindMap(judged=len(rows), points=tuple(isotonic(rows)))
        for kind, rows in sorted(score.claims.items())
        if len(rows) >= LEAST
    }
    if not kinds:
        had = ", ".join(f"{kind} {len(rows)}" for kind, rows in sorted(score.claims.items()))
        raise InputError(
            f"--recalibrate: no kind has {LEAST} decided rows ({had}); draw more of one, as with --of quotes --sample "
            f"{2 * LEAST}, and judge them"
        )
    sample = score.sample
    return Recalibration.model_validate(
        {"sample_id": sample.sample_id, "snapshot_id": sample.snapshot_id, "judges": score.judges, "kinds": kinds}
    )


def keep(store: Path, made: Recalibration) -> Path:
    """Write the maps into a store's folder, whole or not at all, in place of those before."""
    path = store / NAME
    with whole_file(path, "store with --warehouse") as file:
        file.write(made.model_dump_json(indent=1).encode() + b"\n")
    return path


def kept(store: Path) -> Recalibration | None:
    """The maps of a store; None where nobody made any.

    Raises:
        StoreError: the file is damaged.
    """
    path = store / NAME
    try:
        return Recalibration.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"{safe(str(path))}: can't be read ({type(error).__name__}); remove it, or make it anew with --recalibrate"
        ) from None
