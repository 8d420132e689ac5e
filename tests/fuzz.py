"""`make fuzz MINUTES=n`: property tests with fresh examples, again and again until the time is up or one fails.

`make test` takes the same examples each time where CI is set; here each round has a seed of its own, printed, so that
`pytest tests/property --hypothesis-seed=SEED` gives the round again.
"""

import argparse
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run rounds; return the exit code of the first that fails, else 0. At least one round is run, to its end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("tests", nargs="*", default=["tests/property"])
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    while True:
        failed = _round(options.tests, secrets.randbelow(2**32))
        if failed or time.monotonic() >= until:
            return failed


def _round(tests: list[str], seed: int) -> int:
    print(f"fuzz: --hypothesis-seed={seed}", flush=True)  # noqa: T201  # what repeats the round
    command = [sys.executable, "-m", "pytest", "-q", f"--hypothesis-seed={seed}", *tests]
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
