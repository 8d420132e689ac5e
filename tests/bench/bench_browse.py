"""Searches of `onrecord browse`: seconds to set it up, and of each of ten searches, with their pages.

    python -m tests.bench.bench_browse [QUOTES | STORE]

Without a store, over a made-up one of that many quotes, else of a million: words drawn by Zipf's law, twenty quotes an
article, each with a speaker and some names in it.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from flows.browse.index import Index
from flows.browse.library import Counts, Reading
from flows.browse.pages import article_page, search_page
from flows.browse.state import State
from schemas.tables import TABLES, Table
from tests.bench.bench_repeats import _WORDS
from warehouse.store.database import create_tables
from warehouse.store.store import Snapshot, Store
from warehouse.views.create import create_views

QUOTES: Final = 1_000_000
SEARCHES: Final = (
    ("", "quotes"),
    ("government", "quotes"),
    ("water prices", "quotes"),
    ('"of the"', "quotes"),
    ("gov* -police kind:direct", "quotes"),
    ("speaker:officials health", "quotes"),
    ("about:water", "quotes"),
    ("outlet:1 since:2021 is:sure", "quotes"),
    ("value:>1000 workers", "figures"),
    ("minister", "headlines"),
)
"""Of common and rare words, phrases, beginnings and fields."""
_QUOTES_AN_ARTICLE, _ENTITIES_AN_ARTICLE = 20, 8
_CHUNK: Final = 100_000
_DEFAULTS: Final = {
    "VARCHAR": "''",
    "INTEGER": "0",
    "BIGINT": "0",
    "DOUBLE": "0.0",
    "BOOLEAN": "false",
    "VARCHAR[]": "[]::VARCHAR[]",
    "TIMESTAMPTZ": "TIMESTAMPTZ '2026-01-01 00:00:00Z'",
}


def _talk(con: duckdb.DuckDBPyConnection, quotes: int) -> None:
    """A table of what is said: number, words, and a few of them for titles."""
    rng = np.random.default_rng(1)
    vocabulary = np.array(_WORDS)
    weights = 1 / np.arange(1, len(vocabulary) + 1)
    con.execute("CREATE TEMP TABLE talk (i BIGINT, words VARCHAR, few VARCHAR, name VARCHAR)")
    for first in range(0, quotes, _CHUNK):
        count = min(_CHUNK, quotes - first)
        lengths = rng.integers(8, 40, count)
        drawn = vocabulary[rng.choice(len(vocabulary), lengths.sum(), p=weights / weights.sum())].tolist()
        ends = np.cumsum(lengths).tolist()
        said = [drawn[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True)]
        made = {
            "i": np.arange(first, first + count),
            "words": [" ".join(words) for words in said],
            "few": [" ".join(words[:8]) for words in said],
            "name": [f"{words[0]} {words[-1]}".title() for words in said],
        }
        con.register("made", pa.table(made))
        con.execute("INSERT INTO talk FROM made")
        con.unregister("made")


def _statements(quotes: int) -> dict[str, tuple[str, dict[str, str]]]:
    """Table -> where its rows come from, and the columns that are not empty."""
    articles = quotes // _QUOTES_AN_ARTICLE
    entities = articles // 5
    day = "(DATE '2020-01-01' + (hash(article_id) % 2000)::INTEGER)"
    place = "(40 * (i % 20))::INTEGER"
    return {
        "articles": (
            f"(SELECT *, md5(i::VARCHAR) AS article_id FROM talk WHERE i < {articles})",  # noqa: S608  # a number of ours
            {
                "article_id": "article_id",
                "headline": "few",
                "body": "repeat(words || '. ', 40)",
                "publisher": "'Outlet ' || (pow(200, random()))::INTEGER",
                "published_date": day,
                "published_at": f"{day}::TIMESTAMP",
                "published_month": f"strftime({day}, '%Y-%m')",
                "dup_group_id": "article_id",
                "pub_status": "'usable'",
                "lang": "'en'",
                "revision": "1",
                "published_precision": "'day'",
            },
        ),
        "entities": (
            f"(FROM talk WHERE i < {entities})",
            {
                "canonical_id": "md5('c' || i)",
                "name": "name || ' ' || i",
                "aliases": "['Alias ' || i]",
                "kind": "CASE i % 3 WHEN 0 THEN 'ORG' ELSE 'PERSON' END",
            },
        ),
        "article_entities": (
            (
                f"(SELECT a.article_id, a.published_month, (pow({entities}, random()))::BIGINT % {entities} AS e "  # noqa: S608
                f"FROM articles AS a, range({_ENTITIES_AN_ARTICLE}) AS r (n) GROUP BY ALL)"
            ),
            {"article_id": "article_id", "entity_id": "md5('e' || e)", "published_month": "published_month"},
        ),
        "entity_links": (
            f"(SELECT i, m FROM range({entities}) AS r (i), (SELECT DISTINCT published_month AS m FROM articles))",  # noqa: S608
            {"entity_id": "md5('e' || i)", "published_month": "m", "canonical_id": "md5('c' || i)"},
        ),
        "quotes": (
            (
                "(SELECT i, article_id, published_month, words, ids[1 + i % len(ids)] AS speaker FROM talk JOIN "  # noqa: S608
                "(SELECT article_id, published_month, list(entity_id) AS ids FROM article_entities GROUP BY ALL) "
                f"ON article_id = md5((i // {_QUOTES_AN_ARTICLE})::VARCHAR))"
            ),
            {
                "quote_id": "md5('q' || i)",
                "article_id": "article_id",
                "published_month": "published_month",
                "words": "words",
                "start_char": place,
                "end_char": f"{place} + 100",
                "kind": "['direct', 'mixed', 'indirect'][1 + i % 3]",
                "polarity": "['asserts', 'asserts', 'denies', 'predicts'][1 + i % 4]",
                "confidence": "random()",
                "section": "'body'",
                "speaker_entity_id": "speaker",
                "speaker_entity_ids": "[speaker]",
            },
        ),
        "quote_parts": (
            "quotes",
            {name: name for name in ("quote_id", "article_id", "start_char", "end_char", "published_month")},
        ),
        "mentions": (
            "(SELECT article_id, entity_id, published_month, unnest(range(5)) AS i FROM article_entities)",
            {
                "mention_id": "''",
                "article_id": "article_id",
                "entity_id": "entity_id",
                "published_month": "published_month",
                "start_char": "(hash(entity_id, i) % 900)::INTEGER",
                "end_char": "(hash(entity_id, i) % 900)::INTEGER + 4",
            },
        ),
        "figures": (
            "(FROM quotes USING SAMPLE 30 PERCENT)",
            {
                "figure_id": "md5(quote_id)",
                "article_id": "article_id",
                "published_month": "published_month",
                "text": "(random() * 10000)::INTEGER::VARCHAR",
                "sentence_start": "start_char",
                "sentence_end": "start_char + 130",
                "value": "(random() * 10000)::INTEGER",
                "kind": "'count'",
                "counted": "words[:12]",
                "confidence": "random()",
                "modality": "'asserted'",
                "section": "'body'",
                "start_char": "start_char",
                "end_char": "start_char + 5",
                "claimant_entity_id": "speaker_entity_id",
            },
        ),
    }


def make_store(path: Path, quotes: int) -> None:
    """A news.duckdb with that many made-up quotes."""
    with duckdb.connect(path) as con:
        create_tables(con)
        con.execute("SET threads = 1; SELECT setseed(0.5)")
        _talk(con, quotes)
        for table in TABLES:
            if table.name in (made := _statements(quotes)):
                source, values = made[table.name]
                _insert(con, table, source, values)
        create_views(con)


def _insert(con: duckdb.DuckDBPyConnection, table: Table, source: str, values: dict[str, str]) -> None:
    needed = {c.name: _DEFAULTS[c.sql_type] for c in table.sql_columns if not c.nullable}
    listed = ", ".join(f'{value} AS "{name}"' for name, value in (needed | values).items())
    con.execute(f'INSERT INTO "{table.name}" BY NAME SELECT {listed} FROM {source}')  # noqa: S608  # as above


class _MadeUp(Snapshot):
    """A database alone, in place of a snapshot."""

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder


def main(given: str = "") -> None:
    """Print what opening takes, and each search: the first time, and again with its counts known."""
    if given and not given.isdecimal():
        snapshot = Store.open(Path(given), create=False).current()
        assert snapshot is not None
        _measure_article(_measure(snapshot))
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        make_store(Path(name) / "news.duckdb", int(given or QUOTES))
        _measure(_MadeUp(Path(name) / "news.duckdb"))


def _measure(snapshot: Snapshot) -> Index:
    wall, cpu = time.perf_counter(), time.process_time()
    index = Index.of(snapshot)
    counts = ", ".join(f"{count:,} {what}" for what, count in index.counts.items())
    print(f"opened {counts}: {_since(wall, cpu)}", flush=True)
    for q, what in SEARCHES:
        kept, state = Counts(), State(q, what)
        told = [_page(index, kept, state) for _ in range(3)]
        print(f"{what:9} {q:32} {told[0]}; again {min(told[1:])}", flush=True)
    return index


def _measure_article(index: Index) -> None:
    key = index.hits.execute("SELECT any_value(article_id) FROM hits WHERE what = 'quotes'").fetchall()[0][0]
    wall, cpu = time.perf_counter(), time.process_time()
    with index.news.cursor() as news, index.hits.cursor() as hits:
        article_page(Reading(index, news, hits, Counts(), renewing=False), State(), key)
    print(f"an article's page: {_since(wall, cpu)}", flush=True)


def _page(index: Index, counts: Counts, state: State) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    with index.news.cursor() as news, index.hits.cursor() as hits:
        search_page(Reading(index, news, hits, counts, renewing=False), state)
    return _since(wall, cpu)


def _since(wall: float, cpu: float) -> str:
    return f"{time.perf_counter() - wall:.2f} s ({time.process_time() - cpu:.2f} of CPU)"


if __name__ == "__main__":
    main(*sys.argv[1:])
