"""Pairs of articles of our own: half have figures that contradict or follow each other, half are look-alikes."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.derive.annotate.choose import annotator_for
from flows.derive.pipeline import derive
from schemas.article import Article
from schemas.tables import BY_NAME, TABLES
from tests.eval.documents import article_of
from tests.unit.warehouse.views.test_figure_views import insert as insert_row
from warehouse.store.database import create_tables
from warehouse.views.create import create_views

_PAIRS = [json.loads(line) for line in (Path(__file__).parent / "figure_pairs.jsonl").read_text("utf-8").splitlines()]
_NEEDED = {"figures", "article_entities", "quotes"}
_PRECISION, _RECALL = 0.95, 0.7
"""Floors, below what was measured: a row that is wrong costs more than one that is missing."""


def article(number: int, side: dict[str, Any]) -> Article:
    """One of the two articles."""
    day = date.fromisoformat(side["published"])
    found = article_of(side["text"], day, f"{number}")
    return found.model_copy(update={"published_at": datetime.combine(day, time(number), UTC)})


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Any]) -> None:
    """Add rows of one table."""
    if rows:
        arrow = BY_NAME[table].arrow_table(rows, "load")
        names = ", ".join(f'"{name}"' for name in arrow.column_names)
        month = ("published_month", "'2026-07'") if BY_NAME[table].partitioned else ("", "")
        connection.execute(
            f"INSERT INTO {table} ({names}{', ' * bool(month[0])}{month[0]}) "  # noqa: S608 - own names
            f"SELECT {names}{', ' * bool(month[1])}{month[1]} FROM arrow"
        )


def database() -> duckdb.DuckDBPyConnection:
    """Empty tables, and the views over them."""
    connection = duckdb.connect()
    create_tables(connection)
    create_views(connection)
    return connection


def verdicts(pair: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What the view says of two articles whose entities are joined by kind and name, and of no others."""
    for table in TABLES:
        connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 - own names
    articles = [article(number, pair[side]) for number, side in enumerate(("a", "b"))]
    for one in articles:
        rows = derive(one, annotator_for()).rows
        for name in sorted(_NEEDED):
            insert(connection, name, list(rows[name]))
    for one in articles:
        told = {"body": one.body, "published_date": one.published_date, "published_at": one.published_at}
        key = {"article_id": one.article_id, "dup_group_id": one.article_id, "published_month": "2026-07"}
        insert_row(connection, "articles", **key, **told, pub_status="usable")
    entities = "SELECT DISTINCT entity_id, kind || name, kind, name FROM article_entities"
    for entity_id, canonical_id, kind, name in connection.execute(entities).fetchall():
        insert_row(
            connection, "entity_links", entity_id=entity_id, published_month="2026-07", canonical_id=canonical_id
        )
        insert_row(connection, "entities", canonical_id=canonical_id, kind=kind, name=name)
    return [verdict for (verdict,) in connection.execute("SELECT verdict FROM figure_contradictions").fetchall()]


@pytest.fixture(scope="module")
def read() -> list[tuple[str, str | None, list[str]]]:
    """Each pair's id, what it is, and what the view says."""
    with database() as connection:
        return [(pair["id"], pair["verdict"], verdicts(pair, connection)) for pair in _PAIRS]


def test_look_alikes_are_no_contradictions(read: list[tuple[str, str | None, list[str]]]) -> None:
    """Of the pairs that the view shows at least so many are real."""
    shown = [(name, wanted) for name, wanted, found in read if found]
    wrong = [name for name, wanted in shown if wanted is None]
    assert shown
    assert 1 - len(wrong) / len(shown) >= _PRECISION, wrong


def test_real_ones_are_found(read: list[tuple[str, str | None, list[str]]]) -> None:
    """Of the real pairs the view shows at least so many, each as what it is."""
    missing = [(name, wanted, found) for name, wanted, found in read if wanted is not None and found != [wanted]]
    real = sum(1 for _, wanted, _ in read if wanted is not None)
    assert 1 - len(missing) / real >= _RECALL, missing
