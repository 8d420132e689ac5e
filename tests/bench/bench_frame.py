"""The frame's own cost: articles through the whole flow with the derivation switched off."""

import json
import tempfile
from pathlib import Path

from tests.bench.articles import write_jsonl
from tests.bench.measure import ONRECORD, Measured, measure

SMALL, LARGE, MORE = 10_000, 100_000, 100
RUNNERS = ("thread:2", "process:2")


def main(small: int = SMALL, large: int = LARGE) -> None:
    """Print articles/s, memory, and what 100 more articles cost in a small and a large store."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        for runner in RUNNERS:
            for count in (small, large):
                _load(folder, runner, count)
        _increments(folder, 1_000, large)


def _load(folder: Path, runner: str, count: int) -> None:
    source = _source(folder, 0, count)
    measured = _run(source, folder / f"store-{runner.replace(':', '')}-{count}", runner)
    _report(f"{count:>7,} articles, {runner}", measured, count)


def _increments(folder: Path, small: int, large: int) -> None:
    more = _source(folder, 10_000_000, MORE)
    seconds = {}
    for count in (small, large):
        store = folder / f"store-thread2-{count}"
        if not store.exists():
            _run(_source(folder, 0, count), store, "thread:2")
        measured = _run(more, store, "thread:1")
        seconds[count] = _flow_seconds(measured)
        _report(f"{MORE} more into {count:,}", measured, MORE)
    print(f"{MORE} more into {large:,} against into {small:,}: {seconds[large] / seconds[small]:.2f} times the time")


def _source(folder: Path, first: int, count: int) -> Path:
    path = folder / f"articles-{first}-{count}.jsonl"
    if not path.exists():
        write_jsonl(path, first, count)
    return path


def _run(source: Path, store: Path, runner: str) -> Measured:
    options = ["--warehouse", str(store), "--annotator", "none", "--runner", runner, "--source", "bench", "--json"]
    return measure([*ONRECORD, "run", str(source), *options])


def _flow_seconds(measured: Measured) -> float:
    return float(sum(json.loads(measured.output)["seconds"].values()))


def _report(what: str, measured: Measured, count: int) -> None:
    phases = json.loads(measured.output)["seconds"]
    flow = sum(phases.values())
    shown = ", ".join(f"{name} {seconds:.2f}" for name, seconds in phases.items())
    print(
        f"{what}: {flow:.2f} s ({count / flow:,.0f} articles/s; {shown}); Prefect's start and stop "
        f"{measured.seconds - flow:.1f} s; peak PSS of all processes {measured.pss_bytes / 1e6:,.0f} MB",
        flush=True,
    )
