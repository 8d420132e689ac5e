"""The warehouse's own cost: commits of made-up rows, without reading, deriving and Prefect."""

import json
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Measured, measure

SMALL, LARGE, DENSE, MORE = 1_000, 100_000, 20_000, 100


def main(small: int = SMALL, large: int = LARGE, dense: int = DENSE) -> None:
    """Print seconds and memory of large commits, and what 100 more articles cost in a small and a large store."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        _report(f"{large:,} articles of 3 KB, no derived rows", _load(folder / "large", "L1", 0, large))
        _report(f"{dense:,} articles with 70 derived rows each", _load(folder / "dense", "L1", 0, dense, density=10))
        _load(folder / "small", "L1", 0, small)
        seconds = {}
        for size in ("small", "large"):
            seconds[size] = min(
                _report(f"{MORE} more into {size}", _load(folder / size, f"M{n}", 10_000_000 + n * MORE, MORE))
                for n in range(3)
            )
        print(f"{MORE} more into {large:,} against into {small:,}: {seconds['large'] / seconds['small']:.2f} times")


def _load(root: Path, load_id: str, first: int, count: int, density: int = 0) -> Measured:
    numbers = [str(first), str(count), str(density)]
    return measure([sys.executable, "-m", "tests.bench.store_load", str(root), load_id, *numbers])


def _report(what: str, measured: Measured) -> float:
    told = json.loads(measured.output)
    longest = sorted(told["steps"].items(), key=lambda step: -step[1])[:4]
    steps = ", ".join(f"{name} {seconds:.2f}" for name, seconds in longest)
    time = f"{told['seconds']:.2f} s ({told['cpu_seconds']:.2f} s of CPU)"
    print(f"{what}: {time}, peak PSS {measured.pss_bytes / 1e6:.0f} MB; {steps}", flush=True)
    return float(told["seconds"])
