"""The tables that searches read: a snapshot's quotes, figures, names and headlines, laid out to be scanned.

A search over the store's own tables would join six of them and fold every text each time. Here that is done once, into
a database in a temporary folder that goes with the process: nothing of an article outlives it, as `onrecord erase` must
be able to promise. The column that is scanned for words is not compressed: a million quotes take half the time.
"""

import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, Self

import duckdb

from flows.answers.questions import plain_sql
from flows.browse.told import FIRST, WHATS, select
from schemas.errors import StoreError
from schemas.tables import quote_literal
from warehouse.disk.duck import reading
from warehouse.store.held import point_at
from warehouse.store.read import connect, of_this_version
from warehouse.store.store import Snapshot

BUILD_MB: Final = 2000
"""DuckDB's memory limit while the tables are made: a million quotes need 700, the 178,000 figures of 25,819 articles
860."""
SEARCH_MB: Final = 500
"""Its limit for searches."""
THREADS: Final = 2
_TOO_LARGE: Final = (
    "{}: {:,} MB of memory, or the room left for temporary files, are too little to browse so many articles; free some "
    "of the disk, or ask with `onrecord sql`"
)
_HITS: Final = """CREATE TABLE hits (
    n INTEGER, what VARCHAR, row_id VARCHAR, article_id VARCHAR, date DATE, outlet VARCHAR, speaker VARCHAR,
    described VARCHAR, speaker_role VARCHAR, kind VARCHAR, polarity VARCHAR, modality VARCHAR, said BOOLEAN,
    confidence DOUBLE, text VARCHAR, folded VARCHAR USING COMPRESSION uncompressed, speaker_folded VARCHAR,
    value DOUBLE, low DOUBLE, high DOUBLE, unit VARCHAR, paragraph INTEGER, start_char INTEGER, end_char INTEGER)"""
_NUMBERED: Final = """INSERT INTO hits BY NAME
    SELECT (row_number() OVER () + (SELECT count(*) FROM hits))::INTEGER AS n, *
    FROM (SELECT * FROM ({select}) ORDER BY {first})"""
_TIED: Final = """CREATE TABLE tied AS
    SELECT h.n, t.role, k.entity
    FROM ({tied}) AS t JOIN hits AS h USING (row_id) JOIN known AS k USING (canonical_id)"""
_KNOWN: Final = (
    "CREATE TABLE known AS SELECT row_number() OVER (ORDER BY canonical_id)::INTEGER AS entity, * FROM ({known})"
)


@dataclass(frozen=True)
class Index:
    """A snapshot that is open to be searched.

    Attributes:
        snapshot: the snapshot.
        news: a connection to its news.duckdb, read-only, kept open: the snapshot may be removed meanwhile.
        hits: a connection to the tables that searches read.
        counts: how many hits of each kind there are, less sure ones included.
    """

    snapshot: Snapshot
    news: duckdb.DuckDBPyConnection
    hits: duckdb.DuckDBPyConnection
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Read a snapshot; a million quotes take about half a minute of CPU time.

        Raises:
            StoreError: it can't be opened, its tables are of another version, or they are too large.
        """
        news = connect(snapshot, memory_mb=SEARCH_MB, threads=THREADS)
        folder = Path(mkdtemp(prefix="onrecord-"))
        try:
            with of_this_version(snapshot.folder):
                _build(snapshot.database, folder)
        except duckdb.OutOfMemoryException as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise StoreError(_TOO_LARGE.format(snapshot.folder, BUILD_MB)) from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        hits = reading(folder / "hits.duckdb", SEARCH_MB, THREADS)
        weakref.finalize(hits, shutil.rmtree, folder, ignore_errors=True)
        counts = dict(hits.execute("SELECT what, count(*) FROM hits GROUP BY what").fetchall())
        return cls(snapshot, news, hits, {what: counts.get(what, 0) for what in WHATS})

    def fold(self, text: str) -> str:
        """The words of a text between spaces, as the columns of `hits` hold them."""
        with self.hits.cursor() as cursor:
            return str(_rows(cursor, f"SELECT {plain_sql('$text')}", {"text": text})[0][0])  # fixed


def _rows(con: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return con.execute(query, values).fetchall()


def _build(database: Path, folder: Path) -> None:
    with _building(folder) as con:
        point_at(con, database.parent)
        con.execute(f"ATTACH {quote_literal(str(database))} AS news (READ_ONLY)")
        con.execute("SET search_path = 'hits,news'")
        con.execute(_HITS)
        for what in WHATS:
            con.execute(_NUMBERED.format(select=select(what), first=FIRST))
        con.execute(_KNOWN.format(known=select("known")))
        con.execute(_TIED.format(tied=select("tied")))
        for name in ("outlets", "heads"):
            con.execute(f"CREATE TABLE {name} AS {select(name)}")


@contextmanager
def _building(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database in `folder`, that is there as a whole when the block ends."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{BUILD_MB}MB",
        "threads": str(THREADS),
        "temp_directory": str(folder / "spilled"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
    }
    with duckdb.connect(folder / "hits.duckdb", config=config) as con:
        con.execute("SET enable_progress_bar = false")
        yield con
        con.execute("USE hits")
        con.execute("DETACH news")
        con.execute("CHECKPOINT")
