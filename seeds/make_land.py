"""Make `seeds/world/land.txt`, the outline of the continents: `python -m seeds.make_land LAND.json`.

LAND.json is `land-110m.json` of the package world-atlas (TopoJSON of Natural Earth's land at 1:110 million, public
domain). Points that bend a coast by less than 0.4 degrees are left out, and so is Antarctica.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from seeds.land import FILE, spot

Point = tuple[float, float]
_BEND = 0.4
"""Degrees; on a map of 1,000 pixels about a pixel."""
_LEAST = 4
"""Points of a ring; what has fewer is an islet that no map of this size shows."""
_SOUTH = -60
_HALF, _TURN = 180, 360
"""Degrees."""


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The rings of all polygons, as (longitude, latitude), islands and seas alike."""
    arcs = [list(_unfolded(arc, topology["transform"])) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                yield _joined([arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring])


def cut(ring: Sequence[Point]) -> Iterator[list[Point]]:
    """A ring that crosses the date line, as one on each side of it, closed along the line; others as they are."""
    whole = [ring[0]]
    for east, north in ring[1:]:
        whole.append((east - _TURN * round((east - whole[-1][0]) / _TURN), north))
    for shift in (-_TURN, 0, _TURN):
        side = [(min(max(east + shift, -_HALF), _HALF), north) for east, north in whole]
        if any(abs(east) < _HALF for east, _ in side):
            yield _without_idle(side)


def _without_idle(side: Sequence[Point]) -> list[Point]:
    """A part of a ring without what runs to and fro along the date line."""
    inner = zip(side, side[1:-1], side[2:], strict=False)
    kept = [point for before, point, behind in inner if not before[0] == point[0] == behind[0] in {-_HALF, _HALF}]
    return [side[0], *kept, side[-1]]


def _unfolded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Iterator[Point]:
    """An arc's points; it tells each as the step from the one before, in units of the transform."""
    east = north = 0
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    for step_x, step_y in arc:
        east, north = east + step_x, north + step_y
        yield left + east * scale_x, bottom + north * scale_y


def _joined(arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Arcs end to end; each begins with the last point of the one before."""
    return [point for number, arc in enumerate(arcs) for point in (arc[1:] if number else arc)]


def simplified(points: Sequence[Point], bend: float) -> list[Point]:
    """The points that are needed so that no other one is further than `bend` from the line (Ramer-Douglas-Peucker)."""
    if len(points) <= 2:  # noqa: PLR2004  # a line
        return list(points)
    away = [_distance(point, points[0], points[-1]) for point in points[1:-1]]
    furthest = max(range(len(away)), key=away.__getitem__) + 1
    if away[furthest - 1] <= bend:
        return [points[0], points[-1]]
    return simplified(points[: furthest + 1], bend)[:-1] + simplified(points[furthest:], bend)


def _distance(point: Point, start: Point, end: Point) -> float:
    run, rise = end[0] - start[0], end[1] - start[1]
    length = hypot(run, rise)
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(run * (point[1] - start[1]) - rise * (point[0] - start[0])) / length


def path_of(ring: Sequence[Point]) -> str:
    """A ring as SVG path data in the units of `seeds.land`, each point as a step from the one before."""
    places = [tuple(map(round, spot(north, east))) for east, north in ring]
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(places)]
    return f"M{places[0][0]} {places[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def main() -> None:
    """Read the topology and write the outline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("land", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    whole = rings(json.loads(options.land.read_text(encoding="utf-8")))
    shown = (side for ring in whole if max(north for _, north in ring) > _SOUTH for side in cut(ring))
    kept = (simplified(ring, _BEND) for ring in shown)
    options.out.write_text("\n".join(path_of(ring) for ring in kept if len(ring) > _LEAST) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
