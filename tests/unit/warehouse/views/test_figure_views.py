"""The views over figures: contradictions between articles, and one figure over time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from flows.derive.figures.links.topics import courses
from schemas.tables import BY_NAME, TABLES
from warehouse.views.create import create_views

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


BODY = "The blast near the market shook houses along the river, rescuers told reporters."
SURE = {"confidence": 0.9, "modality_confidence": 0.95, "sentence_start": 0, "sentence_end": len(BODY)}


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
            body=BODY,
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
        predicate="have",
        modality="asserted",
        section="body",
        modifier="approx",
        claimant_entity_id=claimant,
        **SURE,
    )


def test_disjoint_intervals_of_one_day_contradict(news: duckdb.DuckDBPyConnection) -> None:
    """About 2,500 and exactly 4,000 troops on one day are one pair; a year before is another time."""
    troops(news, "a", 2450, 2550)
    troops(news, "b", 4000, 4000)
    troops(news, "c", 9000, 9000)
    query = "SELECT verdict, owner, article_a, article_b, gap, n_figures FROM figure_contradictions"
    assert news.execute(query).fetchall() == [("dispute", "United States", "a", "b", 1450, 2)]


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


def claim(connection: duckdb.DuckDBPyConnection, article: str, value: float, **values: object) -> None:
    """A figure without an owner in an article; a claimant becomes an entity of that name."""
    name = values.get("claimant_entity_id") or values.get("place_entity_id")
    for named in filter(None, (values.get("claimant_entity_id"), values.get("place_entity_id"))):
        known = connection.execute("SELECT count(*) FROM entities WHERE canonical_id = ?", [named]).fetchone()
        if known == (0,):
            kind = "GPE" if named == values.get("place_entity_id") else "ORG"
            insert(connection, "entities", canonical_id=named, name=named, kind=kind, n_articles=1)
            for month in ("2021-07", "2020-07"):
                insert(connection, "entity_links", entity_id=named, published_month=month, canonical_id=named)
        there = "SELECT count(*) FROM article_entities WHERE article_id = ? AND entity_id = ?"
        if connection.execute(there, [article, named]).fetchone() == (0,):
            insert(connection, "article_entities", article_id=article, entity_id=named, published_month="2021-07")
    usual = {"kind": "count", "unit": "1", "role": "level", "modality": "asserted", "section": "body"}
    row = usual | {"figure_id": f"{article}{value}{name}", "value": value, "low": value, "high": value} | values
    insert(connection, "figures", article_id=article, modifier="exact", **SURE | row)


def pairs(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """What contradicts what, by topic, place and values."""
    query = "SELECT about, place, least(low_a, low_b), greatest(low_a, low_b) FROM figure_contradictions"
    return connection.execute(query).fetchall()


def verdicts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What the rows are."""
    return [row for (row,) in connection.execute("SELECT verdict FROM figure_contradictions").fetchall()]


KILLED = {"counted_lemma": "people", "predicate": "kill", "topic": "death"}


def test_deaths_in_other_words_contradict_in_one_place(news: duckdb.DuckDBPyConnection) -> None:
    """17 people killed and 14 deaths in one place and on one day are two counts of deaths."""
    claim(news, "a", 17, place_entity_id="Lowmere", **KILLED)
    claim(news, "b", 14, place_entity_id="Lowmere", counted_lemma="death", predicate="count", topic="death")
    assert pairs(news) == [("death", "Lowmere", 14, 17)]


def test_a_toll_that_goes_on_is_an_update(news: duckdb.DuckDBPyConnection) -> None:
    """A later article with more dead goes on with the count, one with fewer corrects it."""
    news.execute("UPDATE articles SET published_date = DATE '2021-07-28' WHERE article_id = 'b'")
    claim(news, "a", 14, place_entity_id="Lowmere", **KILLED)
    claim(news, "b", 17, place_entity_id="Lowmere", **KILLED)
    assert verdicts(news) == ["update"]
    news.execute("UPDATE figures SET value = 9, low = 9, high = 9 WHERE article_id = 'b'")
    assert verdicts(news) == ["revision"]


def test_a_group_has_one_row(news: duckdb.DuckDBPyConnection) -> None:
    """Three counts of the dead of one blast are one dispute."""
    for value, name in ((14, "army"), (17, "rebels"), (22, "hospital")):
        claim(news, "a" if value < 20 else "b", value, place_entity_id="Lowmere", claimant_entity_id=name, **KILLED)
    query = "SELECT verdict, n_figures, n_articles FROM figure_contradictions"
    assert news.execute(query).fetchall() == [("dispute", 3, 2)]


@pytest.mark.parametrize(
    "other",
    [
        {"scope": "more"},
        {"modality": "forecast"},
        {"role": "part"},
        {"counted_lemma": "child"},
        {"checks_failed": ["parts"]},
        {"kind": "ordinal"},
    ],
)
def test_what_is_no_rival_count(news: duckdb.DuckDBPyConnection, other: dict[str, Any]) -> None:
    """Another twelve, a forecast, a part, the children among them, a failed check, an ordinal: no contradiction."""
    claim(news, "a", 17, place_entity_id="Lowmere", **KILLED)
    claim(news, "b", 12, place_entity_id="Lowmere", **KILLED | other)
    assert pairs(news) == []


def test_a_poll_contradicts_nothing(news: duckdb.DuckDBPyConnection) -> None:
    """Two answers of one poll are two numbers."""
    news.execute("UPDATE articles SET body = 'A poll of voters near the market found it along the river, they said'")
    claim(news, "a", 17, place_entity_id="Lowmere", **KILLED)
    claim(news, "b", 12, place_entity_id="Lowmere", **KILLED)
    assert pairs(news) == []


def test_views_leave_ordinals_labels_and_one_out(news: duckdb.DuckDBPyConnection) -> None:
    """The third, a label and a bare one are in figures alone."""
    claim(news, "a", 17, counted_lemma="boat", text="17 boats")
    claim(news, "a", 3, counted_lemma="boat", kind="ordinal", text="third")
    claim(news, "a", 7, counted_lemma="boat", kind="label", text="Flight 7")
    claim(news, "a", 1, counted_lemma="boat", text="one boat")
    for view in ("figures_by_kind", "figures_by_noun"):
        assert news.execute(f"SELECT sum(n_figures) FROM {view}").fetchall() == [(1,)]  # noqa: S608 - own names
    assert news.execute("SELECT text FROM figure_over_time").fetchall() == [("17 boats",)]


def test_deaths_without_a_place_contradict_within_an_article_only(news: duckdb.DuckDBPyConnection) -> None:
    """Two articles may tell of two floods; one with two claimants tells of one."""
    claim(news, "a", 17, claimant_entity_id="governor", **KILLED)
    claim(news, "b", 14, claimant_entity_id="hospital", **KILLED)
    assert pairs(news) == []
    toll = {"kind": "number", "unit": None, "measure": "death toll", "topic": "death"}
    claim(news, "a", 19, claimant_entity_id="red cross", **toll)
    assert pairs(news) == [("death", None, 17, 19)]


def test_other_people_in_one_place_do_not_contradict(news: duckdb.DuckDBPyConnection) -> None:
    """130 people treated and 17 killed, or 17 killed elsewhere, or five who only were there."""
    claim(news, "a", 17, place_entity_id="Lowmere", **KILLED)
    claim(news, "b", 130, place_entity_id="Lowmere", counted_lemma="people", predicate="treat")
    claim(news, "b", 5, place_entity_id="Lowmere", counted_lemma="people", predicate="be")
    claim(news, "b", 20, place_entity_id="Northfold", **KILLED)
    assert pairs(news) == []


def test_a_toll_of_a_week_holds_on_the_day_of_publication(news: duckdb.DuckDBPyConnection) -> None:
    """Nineteen died this week is no contradiction of the eleven of Thursday, as tolls rise."""
    week = {"holds_from": date(2021, 7, 19), "holds_to": date(2021, 7, 25)}
    thursday = {"holds_from": date(2021, 7, 22), "holds_to": date(2021, 7, 22)}
    claim(news, "a", 19, place_entity_id="Lowmere", **KILLED, **week)
    claim(news, "b", 11, place_entity_id="Lowmere", **KILLED, **thursday)
    assert pairs(news) == []


def test_topics_are_those_of_the_seeds(news: duckdb.DuckDBPyConnection) -> None:
    """figure_topics names the topics of figure_topics.csv, each with its course."""
    assert dict(news.execute("FROM figure_topics").fetchall()) == courses()
