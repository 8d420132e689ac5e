"""What an export of many articles costs: `python -m tests.bench.bench_exports [COUNT [FORMAT …]]`.

The articles are made up (3 KB each, with rows in every table). A quarter of them is exported too: where four times the
articles take much more than four times the CPU, or four times the memory, a form is superlinear or holds all.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple

from flows.exports import FORMATS
from schemas.errors import SettingsError
from tests.bench.articles import article
from tests.bench.measure import ONRECORD
from tests.unit.warehouse.making import case, run
from warehouse.store.store import Store

COUNT: Final = 10_000
_MONTHS: Final = 12
_MB: Final = 1e6


class Cost(NamedTuple):
    """Seconds, CPU seconds and peak resident bytes of one export."""

    seconds: float
    cpu: float
    peak: float


def main(count: int = COUNT, formats: Sequence[str] = tuple(FORMATS)) -> None:
    """Print the cost of each form for a quarter of the articles, and for all of them."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:  # a child's peak begins at its parent's
            stores = list(apart.map(_store, (folder / "few", folder / "many"), (count // 4, count)))
        for form in formats:
            costs = [_cost(store, form, folder / f"{form}-{store.name}") for store in stores]
            if None in costs:
                print(f"{form}: not measured, its package is not installed", flush=True)
                continue
            few, many = filter(None, costs)
            print(
                f"{form}: {count // 4:,} articles {few.cpu:.1f} s of CPU, {few.peak / _MB:.0f} MB; {count:,} articles "
                f"{many.seconds:.1f} s, {many.cpu:.1f} s of CPU, {many.peak / _MB:.0f} MB",
                flush=True,
            )


def _store(root: Path, count: int) -> Path:
    days = (date(2024, 1 + number % _MONTHS, 1 + number % 28) for number in range(count))
    loaded = [case(number, day=day, words=_words(number)) for number, day in enumerate(days)]
    run(Store.open(root), "L1", loaded)
    return root


def _words(number: int) -> str:
    """What the article quotes: a text of the bench as one line, which holds no quotation marks."""
    return " ".join(article(number)["text"].replace('"', "").split())


def _cost(store: Path, form: str, out: Path) -> Cost | None:
    """What it costs; None where the form wants a package that is not here."""
    command = [*ONRECORD, "export", form, "--warehouse", str(store), "--out", str(out)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == SettingsError.exit_code:
        return None
    assert process.returncode == 0, form
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else COUNT, sys.argv[2:] or tuple(FORMATS))
