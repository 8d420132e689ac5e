"""A map: all places in its window, areas in proportion, words of articles escaped."""

from math import isclose

import pytest
from lxml.html import document_fromstring

from flows.pages.html.environment import environment
from flows.pages.html.maps import Map, Place, map_of
from seeds.land import HEIGHT, WIDTH, spot

PARIS, LIMA, SUVA = (48.86, 2.35), (-12.05, -77.04), (-18.14, 178.44)


def _map(*places: tuple[float, float], weights: tuple[float, ...] = (1, 1, 1)) -> Map:
    made = map_of(
        (Place("a place", *place, "town", weight) for place, weight in zip(places, weights, strict=False)), "x"
    )
    assert made is not None
    return made


@pytest.mark.parametrize("places", [(PARIS,), (SUVA,), (PARIS, LIMA), (PARIS, LIMA, SUVA)])
def test_all_places_are_in_the_window(places: tuple[tuple[float, float], ...]) -> None:
    """The window has the shape of the world, does not leave it, and shows no less than 72 degrees."""
    made = _map(*places)
    left, top, width, height = map(float, made.window.split())
    assert left >= 0
    assert top >= 0
    assert left + width <= WIDTH + 0.1
    assert top + height <= HEIGHT + 0.1
    assert isclose(width / height, WIDTH / HEIGHT, rel_tol=0.01)
    assert width >= 720
    assert all(left <= float(disc.x) <= left + width and top <= float(disc.y) <= top + height for disc in made.discs)


def test_the_spot_is_where_the_place_is() -> None:
    """Longitude to the right, latitude up."""
    (disc,) = _map(PARIS).discs
    assert (float(disc.x), float(disc.y)) == pytest.approx(spot(*PARIS), abs=0.1)


def test_areas_are_in_proportion_and_the_largest_lie_below() -> None:
    """Nine times the articles, three times the radius."""
    large, middle, small = _map(PARIS, LIMA, SUVA, weights=(4, 9, 1)).discs
    assert float(large.radius) == pytest.approx(3 * float(small.radius), rel=0.02)
    assert float(middle.radius) == pytest.approx(2 * float(small.radius), rel=0.02)


def test_nothing_to_show_is_no_map() -> None:
    """No place, or none of the part of the world that the map shows."""
    assert map_of([], "x") is None
    assert map_of([Place("the pole", -90.0, 0.0, "region", 1)], "x") is None


def test_words_of_articles_are_escaped() -> None:
    """A name is neither markup nor the end of an attribute."""
    made = map_of([Place('<script>"x"</script>\u202e', *PARIS, "town", 1)], '"><b>')
    drawn = environment().from_string('{% from "map.html.j2" import drawn %}{{ drawn(map) }}').render(map=made)
    tree = document_fromstring(drawn)
    assert not tree.xpath("//script | //b")
    assert "\u202e" not in drawn
    assert tree.xpath("//circle/title")[0].text_content() == '<script>"x"</script>'
