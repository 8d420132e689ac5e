"""Which files of a snapshot were hashed and found whole, so that a load hashes what changed and not what is stored.

Beside the manifest lies `hashed.json`: of each file its size, time of change and inode when its hash was last seen to
be right, and when that was. A file of which these are the same is taken for whole; one that was rewritten, exchanged or
restored has others and is hashed again. What changes on the disk alone, a flipped bit, shows in none of them: each load
hashes the files that were not looked at for the longest time, SCRUB_BYTES of them, and `verify` hashes all.

The page says nothing of what the files hold: without it, or in a copy of the store, everything is hashed once.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from os import stat_result
from pathlib import Path
from typing import Final, Self

from warehouse.disk.manifest import DataFile

NAME: Final = "hashed.json"
SCRUB_BYTES: Final = 32 << 20
"""Bytes that a load hashes of what it does not touch: about 20 ms of CPU time."""

State = tuple[int, int, int]
"""Size in bytes, time of change in nanoseconds since 1970, inode."""


@dataclass(frozen=True)
class Hashed:
    """What is known of the files of one snapshot.

    Attributes:
        states: of each path below the snapshot's folder, what the file was like when it was hashed, and when.
        due: paths that are hashed all the same: it is their turn.
    """

    states: Mapping[str, tuple[State, str]] = field(default_factory=dict)
    due: Collection[str] = frozenset()

    @classmethod
    def of(cls, folder: Path, files: Iterable[DataFile]) -> Self:
        """What is known of the `files` of the snapshot in `folder`; nothing where the page is missing or damaged."""
        try:
            page = json.loads((folder / NAME).read_bytes())
            states = {str(path): (_state(of), str(when)) for path, (*of, when) in page.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return cls()
        return cls(states, frozenset(_due(states, files)))

    def knows(self, folder: Path, file: DataFile) -> bool:
        """Tell whether a file is as it was when its hash was right; False too when it is its turn, or it is gone."""
        if file.path in self.due or file.path not in self.states:
            return False
        try:
            return state_of((folder / file.path).stat()) == self.states[file.path][0]
        except OSError:
            return False

    def page(self, folder: Path, files: Iterable[DataFile], now: datetime) -> bytes:
        """The page of the snapshot in `folder`, whose `files` are hard links to known ones, or were just hashed."""
        found = {}
        for file in files:
            known = self.states.get(file.path) if file.path not in self.due else None
            state = state_of((folder / file.path).stat())
            found[file.path] = (*state, known[1] if known and known[0] == state else now.isoformat())
        return (json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def state_of(status: stat_result) -> State:
    """What is compared of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def _state(values: list[object]) -> State:
    size, changed, inode = (int(str(value)) for value in values)
    return size, changed, inode


def _due(states: Mapping[str, tuple[State, str]], files: Iterable[DataFile]) -> Iterable[str]:
    """Paths of the files that were hashed longest ago, one at least, as many as SCRUB_BYTES allow."""
    known = [file for file in files if file.path in states]
    left = SCRUB_BYTES
    for file in sorted(known, key=lambda file: (states[file.path][1], file.path)):
        if left == SCRUB_BYTES or file.bytes <= left:
            yield file.path
            left -= file.bytes
        if left <= 0:
            return
