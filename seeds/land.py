"""The outline of the continents, for maps: Natural Earth's land, public domain, made by `seeds/make_land.py`."""

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "world" / "land.txt"
WIDTH, HEIGHT = 3600, 1440
"""The size of the map in tenths of a degree: all longitudes, and latitudes from 84 north to 60 south."""
_LEFT, _TOP = -180, 84
_UNITS = 10
"""Units of a degree: a hundredth of one would tell nothing more at this scale."""


def spot(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place lies on the map, from its upper left corner (plate carrée)."""
    return (longitude - _LEFT) * _UNITS, (_TOP - latitude) * _UNITS


@lru_cache(maxsize=1)
def land_path() -> str:
    """SVG path data of all coasts, in the units of `spot`."""
    return FILE.read_text(encoding="ascii").replace("\n", "")
