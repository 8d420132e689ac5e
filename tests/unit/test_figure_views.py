"""The views over figures: contradictions between articles, and one figure over time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from schemas.tables import BY_NAME, TABLES
from warehouse.views import create_views

_DEFAULTS: dict[str, Any] = {"VARCHAR": "x", "DOUBLE": 0.0, "BOOLEAN": False, "INTEGER": 0, "VARCHAR[]": []}


def insert(connection: duckdb.DuckDBPyConnection, table: str, **values: object) -> None:
    """Insert a row; columns that must have a value and are not given get a plain one."""
    row = {
        column.name: values.get(column.name, None if column.nullable else _DEFAULTS.get(column.sql_type, "x"))
        for column in BY_NAME[table].sql_columns
    }
    row = {name: value for name, value in row.items() if value is not None}
    marks = ", ".join("?" for _ in row)
    columns = ", ".join(f'"{name}"' for name in row)
    connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(row.values()))  # noqa: S608 - own names


@pytest.fixture
def news() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two articles of a day apart on U.S. troops, and one of a year before."""
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(table.create_sql())
    insert(connection, "entities", canonical_id="us", name="United States", kind="GPE", n_articles=3)
    days = {"a": date(2021, 7, 27), "b": date(2021, 7, 27), "c": date(2020, 7, 1)}
    for number, (article, day) in enumerate(days.items()):
        month = f"{day:%Y-%m}"
        insert(
            connection,
            "articles",
            article_id=article,
            dup_group_id=article,
            published_date=day,
            published_at=datetime(day.year, day.month, day.day, number, tzinfo=UTC),
            pub_status="usable",
            published_month=month,
        )
        insert(
            connection,
            "article_entities",
            article_id=article,
            entity_id="e",
            kind="GPE",
            published_month=month,
        )
        insert(connection, "entity_links", entity_id="e", published_month=month, canonical_id="us")
    connection.execute("CREATE TEMP TABLE once AS SELECT DISTINCT * FROM entity_links; DELETE FROM entity_links")
    connection.execute("INSERT INTO entity_links SELECT * FROM once")
    create_views(connection)
    yield connection
    connection.close()


def troops(
    connection: duckdb.DuckDBPyConnection,
    article: str,
    low: float | None,
    high: float | None,
    claimant: str | None = None,
) -> None:
    """A figure of U.S. troops in an article."""
    insert(
        connection,
        "figures",
        figure_id=f"{article}{low}",
        article_id=article,
        entity_id="e",
        kind="count",
        value=low,
        low=low,
        high=high,
        unit="1",
        counted_lemma="troop",
        role="level",
        modality="asserted",
        section="body",
        modifier="approx",
        confidence=0.9,
        claimant_entity_id=claimant,
    )


def test_disjoint_intervals_of_one_day_contradict(news: duckdb.DuckDBPyConnection) -> None:
    """About 2,500 and exactly 4,000 troops on one day are one pair; a year before is another time."""
    troops(news, "a", 2450, 2550)
    troops(news, "b", 4000, 4000)
    troops(news, "c", 9000, 9000)
    pairs = news.execute("SELECT owner, article_a, article_b, gap FROM figure_contradictions").fetchall()
    assert pairs == [("United States", "a", "b", 1450)]


def test_intervals_with_a_number_in_common_agree(news: duckdb.DuckDBPyConnection) -> None:
    """More than 2,000 and about 2,500 may both be true."""
    troops(news, "a", 2450, 2550)
    troops(news, "b", 2000, None)
    assert news.execute("SELECT count(*) FROM figure_contradictions").fetchone() == (0,)


def test_two_claimants_of_one_article_contradict(news: duckdb.DuckDBPyConnection) -> None:
    """An article that names two who differ reports a dispute; its own two numbers are none."""
    for name in ("army", "rebels"):
        insert(news, "entities", canonical_id=name, name=name, kind="ORG", n_articles=1)
        insert(news, "article_entities", article_id="a", entity_id=name, kind="ORG", published_month="2021-07")
        insert(news, "entity_links", entity_id=name, published_month="2021-07", canonical_id=name)
    troops(news, "a", 2500, 2500, "army")
    troops(news, "a", 4000, 4000, "rebels")
    troops(news, "a", 9000, 9000)
    pairs = news.execute("SELECT claimant_a, low_a, claimant_b, low_b FROM figure_contradictions").fetchall()
    assert pairs == [("army", 2500, "rebels", 4000)]


def test_a_figure_over_time_follows_its_days(news: duckdb.DuckDBPyConnection) -> None:
    """Each row has the value before it."""
    troops(news, "a", 2500, 2500)
    troops(news, "c", 9000, 9000)
    rows = news.execute("SELECT day, value, value_before FROM figure_over_time ORDER BY day").fetchall()
    assert rows == [(date(2020, 7, 1), 9000, None), (date(2021, 7, 27), 2500, 9000)]
