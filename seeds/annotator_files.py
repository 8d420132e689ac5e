"""The files of the shipped annotator, checked against the hashes in its manifest."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

ANNOTATOR = Path(__file__).parent / "annotator"
REFERENCE = Path(__file__).parent / "reference"
MANIFEST = "manifest.json"
_LISTS = (
    "countries",
    "known_names",
    "name_calibration",
    "name_words",
    "norp_forms",
    "person_titles",
    "time_words",
    "token_forms",
)
"""The tables of `reference/` that the annotator reads."""


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=4)
def annotator_version(folder: Path = ANNOTATOR) -> str:
    """Changes whenever the model or a word list of the annotator does: 12 hex characters of their hashes.

    The hashes of the model's files are taken from its manifest; `verify` compares them with the files.
    Raises FileNotFoundError if the folder has no manifest.
    """
    hashes = dict(read_manifest(folder)) | {name: sha256(REFERENCE / f"{name}.csv") for name in _LISTS}
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:12]


def read_manifest(folder: Path = ANNOTATOR) -> dict[str, str]:
    """SHA-256 by file name, as the manifest says."""
    files: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    return files


def write_manifest(folder: Path, names: tuple[str, ...]) -> None:
    """Write the manifest of the given files of `folder`."""
    files = {name: sha256(folder / name) for name in sorted(names)}
    (folder / MANIFEST).write_text(json.dumps({"files": files}, indent=1) + "\n", encoding="utf-8")


def verify(folder: Path = ANNOTATOR) -> None:
    """Raises ValueError, naming the file, if a file of the annotator differs from its manifest."""
    for name, expected in read_manifest(folder).items():
        if sha256(folder / name) != expected:
            raise ValueError(f"{folder / name}: differs from {MANIFEST}; check the file out again")
