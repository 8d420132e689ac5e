"""Where the news happens: a map, and the places on it."""

from typing import Final

from flows.pages.html.maps import Place, map_of
from flows.pages.report.links import Links
from flows.pages.report.parts import Cell, Column, Page, Table, counted, day, joined, number
from flows.pages.report.queries import Questions, Row

PLACES: Final = 500
_PLACES = (
    Column("Place"),
    Column("Lies in"),
    Column("Articles", "number", "that happen there"),
    Column("North", "number", "degrees, WGS 84; south is negative"),
    Column("East", "number", "degrees; west is negative"),
    Column("Middle of"),
    Column("First seen", "date"),
    Column("Last seen", "date"),
)


def places_page(questions: Questions, links: Links) -> Page:
    """The page of the places, with a map."""
    answer = questions.ask("places", rows=PLACES)
    table = Table(
        "places", "Places by the articles that happen there", _PLACES, [_place(row, links) for row in answer],
        answer, PLACES, "No place of these articles is known on the map.",
    )  # fmt: skip
    drawing = map_of(map(_spot, answer), f"Map of {counted(len(answer.rows), 'place')} where the articles happen")
    return Page("places.html", "report_places.html.j2", {"title": "Where it happens", "map": drawing, "table": table})


def _spot(row: Row) -> Place:
    told = f"{row['place']}: {counted(row['articles'], 'article')}"
    return Place(told, row["latitude"], row["longitude"], row["precision"], row["articles"])


def _place(row: Row, links: Links) -> tuple[Cell, ...]:
    return (
        Cell(row["place"], links.entity(row["canonical_id"])),
        Cell(joined((row["admin1"], row["country"]))),
        number(row["articles"], links.entity(row["canonical_id"], "articles")),
        _degrees(row["latitude"]),
        _degrees(row["longitude"]),
        Cell(f"a {row['precision']}"),
        day(row["first_seen"]),
        day(row["last_seen"]),
    )


def _degrees(value: float) -> Cell:
    return Cell(f"{value:.2f}", sort=repr(value))
