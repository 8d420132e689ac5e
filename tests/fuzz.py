"""`make fuzz MINUTES=n`: property tests with fresh examples, again and again until the time is up or one fails.

Each round has a seed of its own, printed, so that `pytest tests/property --hypothesis-profile=fuzz
--hypothesis-seed=SEED` gives the round again; `make test` takes a quarter as many examples (`tests/examples.py`).
"""

import argparse
import os
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TRIED = re.compile(r"(\d+) passing(?: examples)?, (\d+) failing(?: examples)?,? and (\d+) invalid")
"""How Hypothesis tells of each phase of a test how many examples it tried."""


def main() -> int:
    """Run rounds; return the exit code of the first that fails, else 0. At least one round is run, to its end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("tests", nargs="*", default=["tests/property", "tests/unit"])
    options = parser.parse_args()
    until, tried, rounds, failed = time.monotonic() + 60 * options.minutes, 0, 0, 0
    while not failed and (not rounds or time.monotonic() < until):
        failed, more = _round(options.tests, secrets.randbelow(2**32))
        tried, rounds = tried + more, rounds + 1
        print(f"fuzz: {tried:,} examples in {rounds} rounds", flush=True)  # noqa: T201  # for who waits
    return failed


def _round(tests: list[str], seed: int) -> tuple[int, int]:
    """Exit code of a round, and how many examples it tried."""
    print(f"fuzz: --hypothesis-seed={seed}", flush=True)  # noqa: T201  # what repeats the round
    fuzzing = ["--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}", "--hypothesis-show-statistics"]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", *fuzzing, *tests]
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True)
    tried = sum(int(number) for told in _TRIED.findall(ended.stdout) for number in told)
    if ended.returncode or not tried:
        print(ended.stdout, flush=True)  # noqa: T201  # what failed, and how
    return ended.returncode or int(not tried), tried


if __name__ == "__main__":
    sys.exit(main())
