"""Entities across articles: what linking costs by distinct names, by rows, and for a small load into a large store."""

import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.load.linker import NameLinker
from schemas.ids import hash_id
from schemas.tables import BY_NAME
from seeds.rows import GivenName
from warehouse.corpus import entity_links
from warehouse.disk.duck import Settings, attached
from warehouse.store import database

SMALL, LARGE, MORE = 1_000, 100_000, 100
ENTITIES = 15
"""Entities of an article, as in news of 3 KB."""
_FIRST_DAY = date(2024, 1, 1)
_DAYS = 730
_TITLES = ("President", "Senator", "farmer", "striker", "analyst", "chief executive", "Mr.")
SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fal",
    "gri",
    "hol",
    "jam",
    "ken",
    "lor",
    "mar",
    "nel",
    "os",
    "pir",
    "ro",
    "sten",
    "tu",
)


def main(small: int = SMALL, large: int = LARGE) -> None:
    """Print CPU seconds of the linking, and the ratios that say what it grows with."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        few, many = (_full(folder, large, names) for names in (large // 10, large))
        print(f"10 times the distinct names in {large:,} articles: {many / few:.2f} times the time")
        tenth = _full(folder, large // 10, large // 10)
        print(f"10 times the articles of {large // 10:,} distinct names: {few / tenth:.2f} times the time")
        first, last = (_increment(folder, articles, large) for articles in (small, large))
        print(f"{MORE} more articles into {large:,} against into {small:,}: {last / first:.2f} times the time")


def _full(folder: Path, articles: int, names: int) -> float:
    seconds, rows, decided = _store(folder, articles, names)
    print(
        f"{articles:,} articles, {rows:,} entities of articles, {decided:,} distinct: {seconds:.1f} s of CPU",
        flush=True,
    )
    return seconds


def _store(folder: Path, articles: int, names: int) -> tuple[float, int, int]:
    """Make a database of articles, link its entities, and return CPU seconds, rows and distinct entities."""
    path = folder / f"{articles}-{names}.duckdb"
    with attached(path, Settings().config(folder)) as connection:
        database.create_tables(connection)
        _fill(connection, 0, articles, names, "L0")
        seconds = _link(connection, None)
        counted = connection.execute("SELECT count(*), count(DISTINCT entity_id) FROM article_entities").fetchall()
    return seconds, *counted[0]


def _increment(folder: Path, articles: int, names: int) -> float:
    path = folder / f"{articles}-{names}.duckdb"
    if not path.exists():
        _store(folder, articles, names)
    with attached(path, Settings().config(folder)) as connection:
        times = []
        for number in range(3):
            load_id = f"M{number}"
            _fill(connection, 10_000_000 + number * MORE, MORE, names, load_id)
            times.append(_link(connection, load_id))
    print(f"{MORE} more articles into {articles:,}: {min(times):.2f} s of CPU", flush=True)
    return min(times)


def _link(connection: duckdb.DuckDBPyConnection, load_id: str | None) -> float:
    linker = NameLinker(BY_NAME["entity_aliases"].arrow_table([]))
    begun = time.process_time()
    entity_links.before_rows_leave(connection, None)
    entity_links.after_rows_came(connection, load_id, linker)
    return time.process_time() - begun


def _fill(connection: duckdb.DuckDBPyConnection, first: int, articles: int, names: int, load_id: str) -> None:
    """Add articles whose entities are drawn from `names` names, a few of them often and most of them seldom."""
    rng = np.random.default_rng(first)
    drawn = np.minimum(rng.zipf(1.3, articles * ENTITIES) - 1, 10 * names)
    chosen = np.where(drawn < names, drawn, rng.integers(0, names, drawn.size))
    ids = [hash_id("bench", number) for number in range(first, first + articles)]
    days = [_FIRST_DAY + timedelta(days=int(day)) for day in rng.integers(0, _DAYS, articles)]
    months = [day.isoformat()[:7] for day in days]
    articles_table = {
        "article_id": ids,
        "published_date": days,
        "published_month": months,
        "load_id": [load_id] * articles,
    }
    connection.register("made", pa.table(articles_table))
    connection.execute(f"INSERT INTO articles BY NAME {_filled('articles', articles_table)}")
    entities = list(_names(names))
    place = np.repeat(np.arange(articles), ENTITIES)
    same = {entity_id: at for at, (entity_id, *_) in enumerate(entities)}
    chosen = np.array([same[entity_id] for entity_id, *_ in entities])[chosen]
    pairs = np.unique(np.stack([place, chosen], axis=1), axis=0)
    rows = {
        "article_id": pa.array(ids).take(pa.array(pairs[:, 0])),
        "published_month": pa.array(months).take(pa.array(pairs[:, 0])),
        **{
            column: pa.array([one[at] for one in entities]).take(pa.array(pairs[:, 1]))
            for at, column in enumerate(("entity_id", "kind", "name", "aliases"))
        },
        "title": _titles(rng, pairs[:, 1]),
        "load_id": pa.array([load_id] * len(pairs)),
    }
    connection.register("made", pa.table(rows))
    connection.execute(f"INSERT INTO article_entities BY NAME {_filled('article_entities', rows)}")
    connection.unregister("made")


def _titles(rng: np.random.Generator, chosen: np.ndarray[Any, np.dtype[np.int64]]) -> pa.Array:
    """A title for every second mention: one in a hundred persons has two that contradict each other."""
    own = chosen % len(_TITLES)
    other = np.where(chosen % 100 == 0, rng.integers(0, len(_TITLES), len(chosen)), own)
    said = pa.array(_TITLES).take(pa.array(other))
    return pc.if_else(pa.array(rng.random(len(chosen)) < 0.5), said, None)


def _filled(table: str, given: dict[str, object]) -> str:
    """A SELECT of what is made, with something in the columns that must not be NULL."""
    constants = {"VARCHAR": "'x'", "INTEGER": "1", "DOUBLE": "0.5", "TIMESTAMPTZ": "now()", "VARCHAR[]": "[]"}
    missing = [c for c in BY_NAME[table].sql_columns if c.name not in given and not c.nullable]
    columns = ", ".join(f'{constants[column.sql_type]} AS "{column.name}"' for column in missing)
    return f"SELECT *, {columns} FROM made"  # noqa: S608 - names from the registry


def _names(count: int) -> Iterator[tuple[str, str, str, list[str]]]:
    """Distinct entities: of ten, four full names of persons, two surnames or initials, three bodies and a place."""
    given = [row.name.title() for row in GivenName.rows()]
    for number in range(count):
        family = _word(number % max(count // 50, 7))
        kind, name, aliases = "PERSON", f"{given[number % len(given)]} {family}", list[str]()
        match number % 10:
            case 4 | 5:
                name = family if number % 10 == 4 else f"{given[number % len(given)][0]}. {family}"
            case 6 | 7:
                kind, name = "ORG", f"{_word(number)} {_word(number // 7)} Board"
                aliases = ["".join(word[0] for word in name.split()), name.split()[0]]
            case 8:
                kind, name = "ORG", _word(number % max(count // 20, 7))
            case 9:
                kind, name = "GPE", _word(number)
        yield hash_id("bench", kind, name), kind, name, aliases


def _word(number: int) -> str:
    """A made-up word for a number."""
    digits = [number % 16, number // 16 % 16, number // 256 % 16, number // 4096 % 16]
    return "".join(SYLLABLES[digit] for digit in digits).title()
