"""Places on a map that needs neither a script nor the network: continents, and a disc for each place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

from schemas.rows import PlacePrecision
from seeds.land import HEIGHT, WIDTH, land_path, spot

_CLOSEST: Final = WIDTH / 5
"""What a map shows at least: the outline is too coarse for less than 72 degrees."""
_MARGIN: Final = 0.12
"""Of the window on each side, so that no disc lies at the edge."""
_LARGEST, _SMALLEST = 1 / 45, 1 / 180
"""Radius of discs, as a share of the window's width; the largest doesn't hide a country of middle size."""


class Place(NamedTuple):
    """A place to be shown.

    Attributes:
        told: what a reader sees who points at it.
        latitude: degrees north (WGS 84).
        longitude: degrees east.
        precision: what the spot is the middle of.
        weight: what the area of its disc stands for.
    """

    told: str
    latitude: float
    longitude: float
    precision: PlacePrecision
    weight: float


class Disc(NamedTuple):
    """A place as it is drawn."""

    x: str
    y: str
    radius: str
    precision: PlacePrecision
    told: str


@dataclass(frozen=True, slots=True)
class Map:
    """What `map.html.j2` draws: the part of the world that is shown, and discs, the largest first."""

    title: str
    window: str
    discs: Sequence[Disc]

    @property
    def land(self) -> str:
        """The continents as path data."""
        return land_path()


def map_of(places: Iterable[Place], title: str) -> Map | None:
    """The map that shows all of `places`; None where there is none. What lies south of 60 degrees is left out."""
    spots = [(place, *spot(place.latitude, place.longitude)) for place in places]
    shown = [(place, x, y) for place, x, y in spots if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    if not shown:
        return None
    left, top, width, height = _window([(x, y) for _, x, y in shown])
    most = max(place.weight for place, _, _ in shown)
    discs = [
        Disc(_short(x), _short(y), _short(width * _radius(place.weight / most)), place.precision, place.told)
        for place, x, y in sorted(shown, key=lambda one: (-one[0].weight, one[0].told))
    ]
    return Map(title, " ".join(map(_short, (left, top, width, height))), discs)


def _radius(share: float) -> float:
    """As a share of the window's width; areas are in proportion down to the smallest that is seen."""
    return max(_SMALLEST, _LARGEST * sqrt(share))


def _window(spots: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the part of the map around some spots, in the shape of the whole."""
    columns, rows = zip(*spots, strict=True)
    spread = max(max(columns) - min(columns), (max(rows) - min(rows)) * WIDTH / HEIGHT)
    width = min(max(spread / (1 - 2 * _MARGIN), _CLOSEST), WIDTH)
    height = width * HEIGHT / WIDTH
    return _start(columns, width, WIDTH), _start(rows, height, HEIGHT), width, height


def _start(values: Sequence[float], length: float, whole: float) -> float:
    """Where a window of this length begins that has the values in its middle and does not leave the map."""
    middle = (min(values) + max(values)) / 2
    return min(max(middle - length / 2, 0), whole - length)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
