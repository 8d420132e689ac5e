"""Development gold outside of the repository, scored with the evaluation kit; figures alone are kept of it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
from click.testing import CliRunner

from flows.cli import main as onrecord
from tests.gate.measures import Scores

_PARTS = frozenset({"P", "R"})
"""Precision and recall alone are no floor where their F1 is: one may give way to the other."""


def development_scores(gold: Path, kit: Path) -> Scores:
    """Scores of a gold file, as the kit gives them for what `onrecord extract` writes."""
    return {f"{gold.stem}, {layer}": measures for layer, measures in _measured(gold, kit)}


def _measured(gold: Path, kit: Path) -> Iterator[tuple[str, dict[str, float]]]:
    for layer, measures in _score(gold, kit).items():
        floors = dict(_floors(measures))
        if floors:
            yield layer, floors


def _floors(measures: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, score in measures.items():
        shares = {"": score} if not isinstance(score, dict) else score
        for part, value in shares.items():
            if isinstance(value, float) and not ("F1" in shares and part in _PARTS):
                yield f"{name} {part}".strip(), value


def _score(gold: Path, kit: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="onrecord-gate-") as folder:
        articles, rows = Path(folder) / "articles.jsonl", Path(folder) / "rows.jsonl"
        articles.write_bytes(_kit(kit, "inputs", "--gold", str(gold)))
        ran = CliRunner().invoke(onrecord, ["extract", str(articles), "-o", str(rows)])  # loads the annotator once
        if ran.exit_code:
            raise RuntimeError(f"{gold}: extract ended with {ran.exit_code}: {ran.output or ran.exception!r}")
        scores: dict[str, Any] = orjson.loads(_kit(kit, "score", "--gold", str(gold), "--pred", str(rows), "--json"))
    return scores


def _kit(kit: Path, *arguments: str) -> bytes:
    command = [sys.executable, "-m", "eval", *arguments]
    environment = os.environ | {"PYTHONPATH": str(kit)}
    return subprocess.run(command, cwd=kit, env=environment, check=True, stdout=subprocess.PIPE).stdout
