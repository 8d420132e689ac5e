"""Loads and housekeeping on a small disk of its own that is full to the last block; run in a mount namespace.

`unshare --user --map-root-user --mount python -m tests.crash.full FOLDER` mounts a file system in memory on FOLDER.
"""

import errno
import json
import subprocess
import sys
from pathlib import Path

from flows.load.upkeep import tidy_store
from flows.settings import MaintainSettings
from schemas.errors import TransientError
from tests.flows.loading import CALM, load, rows, write_jsonl

_SIZE = "48m"


def main(disk: Path) -> None:
    """Fill the disk behind three loads; print how the next load, housekeeping and that load again end."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(disk)], check=True)  # noqa: S607  # from PATH
    store = disk / "store"
    for number in range(3):
        load(store, _article(disk.parent, number), annotator="none")
    _fill(disk / "filler")
    told: dict[str, object] = {}
    try:
        load(store, _article(disk.parent, 3), annotator="none")
    except TransientError as error:
        told["refused"] = str(error)
    held = tidy_store(MaintainSettings(warehouse=store, keep_snapshots_s=0))
    told["freed"] = sum(one.freed for one in held.snapshots)
    told["loaded"] = load(store, _article(disk.parent, 3), annotator="none").rows_new
    ((told["stored"],),) = rows(store, "SELECT count(*) FROM articles")
    sys.stdout.write(json.dumps(told))


def _article(folder: Path, number: int) -> Path:
    return write_jsonl(folder / f"{number}.jsonl", [{"id": str(number), "text": f"Number {number}. {CALM}"}])


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


if __name__ == "__main__":
    main(Path(sys.argv[1]))
