"""One load of made-up rows: `python -m tests.bench.made_store STORE FIRST COUNT [OPTION…]`; prints JSON.

Staging and commit are those of a load, with the linking of names; reading and deriving are not there. What is printed:
seconds of CPU and bytes written, by step of the commit. Options: `--today` puts the articles on the archive's last day,
`--bare` derives nothing of them, `--database MODE` is what news.duckdb holds from now on.
"""

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.load.knowledge import knowledge_of
from flows.load.linker import NameLinker
from schemas.ids import hash_id
from schemas.ledger import Load
from schemas.tables import SCHEMA_VERSION
from tests.bench.made_rows import LAST_DAY, stage
from warehouse.corpus.linker import Linking
from warehouse.disk.duck import Settings
from warehouse.snapshot.commit import commit
from warehouse.snapshot.recover import recover
from warehouse.store.store import Store

CHUNK = 2_000


@dataclass
class Costs:
    """CPU seconds of this process and bytes that it handed to the system for writing, by step."""

    cpu: dict[str, float] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    _last: tuple[float, int] = (0, 0)

    def begin(self) -> None:
        """Count from here."""
        self._last = time.process_time(), _written()

    def passed(self, step: str) -> None:
        """Count what was used since the last step to this one."""
        now = time.process_time(), _written()
        self.cpu[step] = round(self.cpu.get(step, 0) + now[0] - self._last[0], 3)
        self.written[step] = self.written.get(step, 0) + now[1] - self._last[1]
        self._last = now


def _written() -> int:
    """Bytes of all `write` and `copy_file_range` calls so far, whatever the disk's cache made of them."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("wchar:")).split()[1])


def load(root: Path, numbers: range, *, today: bool = False, bare: bool = False, mode: str | None = None) -> Costs:
    """Load the articles of these numbers into the store in `root`, which is made if need be."""
    store, costs = Store.open(root), Costs()
    with store.lock("bench"):
        costs.begin()
        recover(store)
        costs.passed("recovered")
        load = _begun(store, numbers)
        for start in range(numbers.start, numbers.stop, CHUNK):
            part = range(start, min(start + CHUNK, numbers.stop))
            stage(store.staging(load.load_id), load.load_id, part, LAST_DAY if today else None, bare=bare)
        costs.passed("staged")
        linking = Linking(lambda rows: NameLinker(rows, knowledge_of(None)))
        folder, settings = store.staging(load.load_id), Settings(database=mode)
        folder.mkdir(parents=True, exist_ok=True)
        commit(store, load, folder, linking=linking, on_step=costs.passed, settings=settings)
        costs.passed("ended")
    return costs


def _begun(store: Store, numbers: range) -> Load:
    count, previous = len(numbers), store.ledger.last_finished()
    return store.ledger.begin_load(
        Load(
            load_id=hash_id("made", previous, numbers.start, count),
            flow="bench",
            flow_run_id=None,
            previous_load_id=previous,
            started_at=datetime.now(UTC),
            finished_at=None,
            status="running",
            error_message=None,
            input_uri="made",
            input_sha256="",
            code_version="0",
            schema_version=SCHEMA_VERSION,
            extractor_version="0",
            rows_in=count,
            rows_ok=count,
            rows_unchanged=0,
            rows_duplicate=0,
            rows_rejected=0,
            rows_new=count,
            rows_revised=0,
        )
    )


def main(arguments: list[str]) -> None:
    """Load, and print what it cost."""
    parser = ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--today", action="store_true")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--database")
    told = parser.parse_args(arguments)
    numbers = range(told.first, told.first + told.count)
    costs = load(told.store, numbers, today=told.today, bare=told.bare, mode=told.database)
    print(json.dumps({"cpu": costs.cpu, "written": costs.written}))


if __name__ == "__main__":
    main(sys.argv[1:])
