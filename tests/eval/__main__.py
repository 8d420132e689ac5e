"""`python -m tests.eval GOLD [--kit FOLDER]`: extract from gold articles as a user would, and score the rows.

GOLD is a gold file or a folder of them; FOLDER holds the evaluation kit, the package `eval` (default: the folder
above GOLD's). The kit prints the articles without their gold, `onrecord extract` reads them, the kit scores.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Print the scores of every gold file and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--kit", type=Path)
    parser.add_argument("--annotator", default="default")
    options = parser.parse_args()
    gold = options.gold.absolute()
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    above = gold.parent if gold.is_dir() else gold.parent.parent
    kit = (options.kit or above).absolute()
    if not files or not (kit / "eval").is_dir():
        parser.error(f"{gold}: no gold there, or no package `eval` in {kit}; give --kit")
    for file in files:
        print(f"== {file.stem}", flush=True)  # printing is what it is for
        _score(file, kit, options.annotator)
    return 0


def _score(gold: Path, kit: Path, annotator: str) -> None:
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-") as name:
        articles, rows = Path(name) / "articles.jsonl", Path(name) / "rows.jsonl"
        articles.write_bytes(_kit(kit, "inputs", "--gold", str(gold)))
        command = [sys.executable, "-m", "flows.cli", "extract", str(articles), "-o", str(rows)]
        subprocess.run([*command, "--annotator", annotator], cwd=ROOT, check=True)
        print(_kit(kit, "score", "--gold", str(gold), "--pred", str(rows)).decode(), flush=True)


def _kit(kit: Path, *arguments: str) -> bytes:
    environment = os.environ | {"PYTHONPATH": str(kit)}
    command = [sys.executable, "-m", "eval", *arguments]
    return subprocess.run(command, cwd=kit, env=environment, check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    sys.exit(main())
