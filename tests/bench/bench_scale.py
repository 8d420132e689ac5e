"""What 100 more articles cost in stores of any size, by step, for each of what news.duckdb may hold.

    python -m tests.bench.bench_scale [--bare] [SIZE…]

The stores are made of made-up rows (`made_rows`): with `--bare` of articles alone, as with the derivation switched off.
Each store is brought from mode to mode, and loaded into once before it is measured.
"""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.measure import Measured, measure

SIZES, MORE = (1_000, 10_000), 100
MODES = ("full", "recent:3", "none")
_BEYOND = 10_000_000
_SHOWN = 0.05, 1_000_000
"""Steps that took this many seconds, or wrote this many bytes, are told."""


def main(sizes: Sequence[int] = SIZES, *, bare: bool = False) -> None:
    """Print seconds of CPU, bytes written and memory, in all and by step, and what they grow by from size to size."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        for size in sizes:
            _of_size(Path(name) / str(size), size, bare=bare)


def _of_size(store: Path, size: int, *, bare: bool) -> None:
    _report(f"{size:,} articles made", _load(store, 0, size, "full", bare=bare))
    for number, mode in enumerate(MODES):
        first = _BEYOND + 3 * number * MORE
        _report(f"{size:,}, taking {mode}", _load(store, first, 0, mode, bare=bare))
        _load(store, first, MORE, None, "--today", bare=bare)
        _report(f"{MORE} more into {size:,}, {mode}", _load(store, first + MORE, MORE, None, "--today", bare=bare))


def _load(store: Path, first: int, count: int, mode: str | None, *options: str, bare: bool) -> Measured:
    told = [*options, *(["--bare"] if bare else []), *(["--database", mode] if mode else [])]
    return measure([sys.executable, "-m", "tests.bench.made_store", str(store), str(first), str(count), *told])


def _report(what: str, measured: Measured) -> None:
    costs: Mapping[str, Mapping[str, float]] = json.loads(measured.output)
    cpu, written = costs["cpu"], costs["written"]
    own = [step for step in cpu if step != "staged"]  # what the made-up rows cost is no cost of a store
    parts = [
        f"{step} {cpu[step]:.2f} s {written[step] / 1e6:.1f} MB"
        for step in own
        if cpu[step] >= _SHOWN[0] or written[step] >= _SHOWN[1]
    ]
    total = f"{sum(cpu[step] for step in own):.2f} s of CPU, {sum(written[step] for step in own) / 1e6:.1f} MB written"
    print(f"{what}: {total}, peak PSS {measured.pss_bytes / 1e6:.0f} MB; {', '.join(parts)}", flush=True)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main([int(one) for one in asked if one != "--bare"] or SIZES, bare="--bare" in asked)
