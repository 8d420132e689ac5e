"""A load that kills its own process with SIGKILL at one of its steps; run as `python -m tests.crash.victim`."""

import os
import signal
import sys
from pathlib import Path

from tests.crash.loads import SECOND
from tests.unit.warehouse.making import run
from warehouse.store.store import Store


def main(root: Path, fatal_step: str) -> None:
    """Load the second batch of articles into the store `root` and die at `fatal_step`."""

    def strike(step: str) -> None:
        if step == fatal_step:
            os.kill(os.getpid(), signal.SIGKILL)

    run(Store.open(root), "L2", SECOND.loaded, leaving=SECOND.leaving, on_step=strike)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
