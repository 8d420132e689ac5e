"""How much memory a commit may use: what a person sets, else a share of what the machine or the container has."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MEGABYTE: Final = 10**6
LEAST_MB: Final = 500
"""Below this the sort of a month of long articles spills for most of its time (measured at 250)."""
_SHARE: Final = 4
"""A quarter: the workers, the system and what else runs there need the rest."""
_CGROUP_LIMITS: Final = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def default_memory_mb(limits: tuple[Path, ...] = _CGROUP_LIMITS) -> int:
    """A quarter of the memory of the machine, or of the cgroup if that has less, in MB (10^6), at least 500."""
    return max(LEAST_MB, min(_bytes(limits), default=0) // _SHARE // MEGABYTE)


def _bytes(limits: tuple[Path, ...]) -> Iterator[int]:
    if "SC_PHYS_PAGES" in os.sysconf_names:
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for path in limits:
        text = path.read_text(encoding="ascii").strip() if path.is_file() else ""
        if text.isdigit():  # "max" sets no limit
            yield int(text)
