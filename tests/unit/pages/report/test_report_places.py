"""The page of places: those where something happens, on a map and in a table, of the selected articles alone."""

from datetime import date

import duckdb

from flows.pages.html.maps import Map
from flows.pages.report.links import Links
from flows.pages.report.parts import Table
from flows.pages.report.places import places_page
from flows.pages.report.queries import Questions
from flows.pages.report.selection import Selection

_STORE = """
CREATE TABLE current_articles AS SELECT * FROM (VALUES
    ('a', DATE '2026-03-01', 'The Gazette'), ('b', DATE '2026-03-02', 'The Gazette'), ('c', NULL, 'Evening Post')
) AS t(article_id, published_date, publisher);
CREATE TABLE article_places AS SELECT * FROM (VALUES
    ('a', 'harn', 0.9), ('b', 'harn', 0.35), ('c', 'harn', 0.9), ('a', 'kenya', 0.9), ('b', 'kenya', 0.3)
) AS t(article_id, entity_id, score);
CREATE TABLE links_of_articles AS SELECT article_id, entity_id, entity_id AS canonical_id FROM article_places;
CREATE TABLE entities AS SELECT * FROM (VALUES ('harn', 'Harn'), ('kenya', 'Kenya')) AS t(canonical_id, name);
CREATE TABLE places AS SELECT * FROM (VALUES
    ('harn', 'GB', NULL, 51.5::DOUBLE, -0.1::DOUBLE, 'town', 'Q1'), ('kenya', 'KE', NULL, 0.5, 38.0, 'country', 'Q2')
) AS t(canonical_id, country, admin1, latitude, longitude, precision, external_id);
"""


def _shown(selection: Selection) -> tuple[Map | None, Table]:
    with duckdb.connect() as connection:
        connection.execute(_STORE)
        context = places_page(Questions(connection, selection), Links()).context
    map_, table = context["map"], context["table"]
    assert map_ is None or isinstance(map_, Map)
    assert isinstance(table, Table)
    return map_, table


def test_places_where_something_happens() -> None:
    """The most articles first; what is merely named (.3) does not count; discs and table say the same."""
    drawing, table = _shown(Selection())
    assert [[cell.text for cell in row[:6]] for row in table.rows] == [
        ["Harn", "GB", "3", "51.50", "-0.10", "a town"],
        ["Kenya", "KE", "1", "0.50", "38.00", "a country"],
    ]
    assert [row[6].text for row in table.rows] == ["1 Mar 2026", "1 Mar 2026"]
    assert drawing is not None
    assert [(disc.told, disc.precision) for disc in drawing.discs] == [
        ("Harn: 3 articles", "town"),
        ("Kenya: 1 article", "country"),
    ]


def test_of_the_selected_articles_alone() -> None:
    """Without a place there is no map, and the table says so."""
    drawing, table = _shown(Selection.parse(date(2026, 3, 2), None, ()))
    assert [(row[0].text, row[2].text) for row in table.rows] == [("Harn", "1")]
    drawing, table = _shown(Selection.parse(date(2027, 1, 1), None, ()))
    assert drawing is None
    assert table.rows == []
