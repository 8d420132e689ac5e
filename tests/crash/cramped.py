"""A load by a process that may write no file above a size; run as `python -m tests.crash.cramped ROOT BYTES`."""

import resource
import sys
from pathlib import Path

from schemas.errors import OnrecordError
from tests.crash.loads import SECOND
from tests.unit.warehouse.making import run
from warehouse.store.store import Store


def main(root: Path, limit: int) -> None:
    """Load the second batch under the limit; exit with the error's class and message."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        run(Store.open(root), "L2", SECOND.loaded, leaving=SECOND.leaving)
    except OnrecordError as error:
        sys.exit(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
