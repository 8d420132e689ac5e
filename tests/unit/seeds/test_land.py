"""The outline of the continents: towns lie in it, seas do not."""

import re

import pytest

from seeds.land import HEIGHT, WIDTH, land_path, spot
from seeds.make_land import cut, path_of, rings, simplified

_SQUARE = {
    "transform": {"scale": [1, 1], "translate": [10, 20]},
    "arcs": [[[0, 0], [4, 0], [0, 4]], [[0, 0], [0, 4], [4, 0]]],
    "objects": {"land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[0, -2]]]}]}},
}


def _coasts() -> list[list[tuple[int, int]]]:
    """The rings of the path as points."""
    coasts = []
    for ring in land_path().split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y, *steps = numbers
        points = [(x, y)]
        for right, down in zip(steps[::2], steps[1::2], strict=True):
            points.append((points[-1][0] + right, points[-1][1] + down))
        coasts.append(points)
    return coasts


def _inside(x: float, y: float, ring: list[tuple[int, int]]) -> bool:
    """Whether a ray to the right crosses the ring an odd number of times."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("north", "east", "land"),
    [
        (48.86, 2.35, True),
        (-1.29, 36.8, True),
        (-23.7, 133.9, True),
        (39.7, -105.0, True),
        (-15.8, -47.9, True),
        (64.9, -18.6, True),
        (0.0, -30.0, False),
        (-40.0, 90.0, False),
        (30.0, -150.0, False),
    ],
)
def test_what_is_land(north: float, east: float, *, land: bool) -> None:
    """Towns of all continents, and three oceans."""
    x, y = spot(north, east)
    assert (sum(_inside(x, y, ring) for ring in _coasts()) % 2 == 1) is land


def test_it_is_small_and_within_the_map() -> None:
    """Every page of an article that happens somewhere carries it."""
    assert len(land_path()) < 10_000
    points = [point for ring in _coasts() for point in ring]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


def test_arcs_are_joined_to_rings() -> None:
    """Steps add up; an arc with a negative number runs backwards."""
    (ring,) = rings(_SQUARE)
    assert ring == [(10, 20), (14, 20), (14, 24), (10, 24), (10, 20)]
    assert path_of(ring) == "M1900 640l40 0 0-40-40 0 0 40z"


def test_straight_lines_need_no_points() -> None:
    """A point that bends the line by less than asked for is left out."""
    assert simplified([(0, 0), (1, 0.1), (2, 0), (3, 2), (4, 0)], 0.2) == [(0, 0), (2, 0), (3, 2), (4, 0)]


def test_a_ring_is_cut_at_the_date_line() -> None:
    """One part on each side, both closed along the line; a ring elsewhere is left as it is."""
    east, west = sorted(cut([(170, 0), (-170, 0), (-170, 10), (170, 10), (170, 0)]), key=lambda part: -part[0][0])
    assert east == [(170, 0), (180, 0), (180, 10), (170, 10), (170, 0)]
    assert west == [(-180, 0), (-170, 0), (-170, 10), (-180, 10), (-180, 0)]
    assert list(cut([(0, 0), (1, 0), (1, 1)])) == [[(0, 0), (1, 0), (1, 1)]]
