"""Stores as older versions of onrecord wrote them: `python -m tests.compat.make_stores` makes each by its own code.

The code comes out of the history of this repository; the stores are kept in tests/compat/stores, a few kilobytes each.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
STORES: Final = Path(__file__).with_name("stores")
LAST_COMMITS: Final = {1: "8a2592a6b91f9e7c6141359c0766b3ba90307625", 2: "ef131e26651c7429cb2840e33b02753206e618da"}
"""The last commit, of those that run, of each version of the tables that is no longer today's."""
GIT: Final = shutil.which("git") or "git"
_LOADS: Final = """
import json
import sys
from pathlib import Path
from tests.flows.loading import load
folder = Path(sys.argv[1])
calm = "A calm sentence about the weather in the north of the country, long enough to be taken for English."
articles = [
    {"id": "a", "text": f"“We sold 9 boats,” said Ann Lee. {calm}", "published_at": "2024-01-02"},
    {"id": "b", "text": f"“We sold 8 boats,” said Ann Lee. {calm}", "published_at": "2024-03-02"},
    {"id": "c", "text": f"A record that is refused. {calm}", "published_at": "never"},
]
revised = [articles[0] | {"text": articles[0]["text"] + " More of it."}]
for number, records in enumerate((articles, revised)):
    path = folder / f"{number}.jsonl"
    path.write_text("".join(json.dumps(record) + "\\n" for record in records), encoding="utf-8")
    load(folder / "store", path, keep_snapshots_s=0)
"""


def main() -> None:
    """Make the stores anew."""
    for version, commit in LAST_COMMITS.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            code = subprocess.check_output([GIT, "archive", commit], cwd=ROOT)
            with tarfile.open(fileobj=io.BytesIO(code)) as archive:
                archive.extractall(folder / "code", filter="data")
            environment = os.environ | {"PYTHONPATH": str(folder / "code")}
            subprocess.run([sys.executable, "-c", _LOADS, name], cwd=folder / "code", env=environment, check=True)
            with tarfile.open(STORES / f"version_{version}.tar.xz", "w:xz") as archive:
                archive.add(folder / "store", "store")


if __name__ == "__main__":
    main()
