"""What version the seeds are of: a hash over every reference table that extraction reads."""

from functools import lru_cache

from schemas.ids import hash_id, hash_text
from seeds.reference import REFERENCE


@lru_cache(maxsize=1)
def seeds_version() -> str:
    """Hash over names and contents of all CSVs under `seeds/reference/`, the same on every checkout."""
    paths = sorted(REFERENCE.glob("*.csv"))
    return hash_id("seeds", *[[path.name, hash_text(path.read_text(encoding="utf-8"))] for path in paths])
