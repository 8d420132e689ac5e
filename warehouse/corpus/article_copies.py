"""article_copies and recurring_paragraphs: articles that share most of their text, and what an outlet prints every day.

A group is a star (`star_groups`): its longest text, and texts most of whose runs of words stand in it. Pairs to compare
share a band of their sketches (`copy_text`). What comes again after PAUSE_DAYS, and not word for word, begins another
group. Paragraphs that an outlet prints day after day are its furniture and no part of a text; an article of which one
becomes furniture, or is it no longer, is compared anew. Both tables are functions of the set of articles: the order and
size of loads do not matter, and a load touches the paragraphs that came or went with it alone.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.corpus.copy_text import copy_functions
from warehouse.corpus.star_groups import Stars
from warehouse.disk.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection

ENOUGH: Final = 0.6
"""Share of a text's runs that a longer one must have. Of the golden pairs, copies share .82 and more without furniture,
two stories of one event, or a paragraph taken over, .26 and less (`tests/golden/article_pairs.jsonl`)."""

FURNITURE_DAYS: Final = 5
"""Days on which an outlet prints a paragraph that is its furniture; a story goes on for fewer in the same words."""

PAUSE_DAYS: Final = 14
"""Days after which a text that comes again begins another group. Of 50 pairs read, of 25,819 press releases, eleven
lay within 14 days, of which nine were one text; the others were notices after one pattern, months apart."""

LEADERS: Final = 4
"""Forms that a band proposes."""

MOST_FORMS: Final = 1000
"""A band of more forms proposes none: they are notices after one pattern."""

_STATE: Final = (
    """CREATE TABLE IF NOT EXISTS internal.copy_paragraphs
    (article_id VARCHAR, number INTEGER, paragraph UBIGINT, day UBIGINT)""",
    "COMMENT ON TABLE internal.copy_paragraphs IS 'Hashes of the paragraphs of each article, and of its day.'",
    "CREATE TABLE IF NOT EXISTS internal.copy_furniture (paragraph UBIGINT)",
    "COMMENT ON TABLE internal.copy_furniture IS 'Paragraphs that an outlet prints day after day.'",
    "CREATE OR REPLACE TEMP TABLE copy_touched (paragraph UBIGINT)",
)
_LEAVE: Final = (
    "INSERT INTO copy_touched SELECT paragraph FROM internal.copy_paragraphs SEMI JOIN leaving USING (article_id)",
    "DELETE FROM internal.copy_paragraphs WHERE article_id IN (SELECT article_id FROM leaving)",
)
_BEGIN: Final = (
    "DELETE FROM internal.copy_paragraphs",
    "DELETE FROM internal.copy_furniture",
    "DELETE FROM recurring_paragraphs",
)
_COME: Final = (
    "INSERT INTO internal.copy_paragraphs BY NAME FROM copy_new",
    "INSERT INTO copy_touched SELECT paragraph FROM copy_new",
)
_TURN: Final = (
    "DELETE FROM internal.copy_furniture WHERE paragraph IN (SELECT paragraph FROM copy_turned WHERE NOT furniture)",
    "INSERT INTO internal.copy_furniture SELECT paragraph FROM copy_turned WHERE furniture",
    """CREATE OR REPLACE TEMP TABLE copy_again AS SELECT DISTINCT article_id
    FROM internal.copy_paragraphs SEMI JOIN copy_turned USING (paragraph) ANTI JOIN copy_new USING (article_id)""",
)
_RECUR: Final = (
    """CREATE OR REPLACE TEMP TABLE recurred AS SELECT r.rowid AS row
    FROM recurring_paragraphs AS r
    SEMI JOIN (SELECT format('{:016x}', paragraph) AS words_id FROM copy_touched) AS touched USING (words_id)
    ANTI JOIN recurring USING (article_id, paragraph, words_id, is_first)""",
    "DELETE FROM recurring_paragraphs WHERE rowid IN (SELECT row FROM recurred)",
    """INSERT INTO recurring_paragraphs BY NAME
    FROM recurring ANTI JOIN recurring_paragraphs USING (article_id, paragraph, words_id, is_first)""",
)
_VIEWS: Final = ("article_heads", "copy_texts")
_FILES: Final = "read_parquet(getvariable('article_files'), hive_partitioning = true, hive_types_autocast = false)"
_COMING: Final = "$load_id IS NULL OR load_id = $load_id"
_COMING_AND_AGAIN: Final = """$load_id IS NULL OR load_id = $load_id
    OR article_id IN (SELECT article_id FROM copy_again)"""
_COMPARED: Final = "article_id IN (SELECT item_id FROM compared)"


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note what the articles in `leaving` were compared by; call it before their rows are deleted."""
    stars = _stars()
    stars.prepare(connection)
    _execute(connection, _STATE)
    if leaving is not None and leaving.num_rows:
        connection.register("leaving", leaving)
        _execute(connection, _LEAVE)
        stars.leave(connection, "leaving")
        connection.unregister("leaving")


def after_rows_came(
    connection: Connection,
    load_id: str | None,
    files: Sequence[Path] = (),
    fresh: Sequence[Path] = (),
    reader: Callable[[bool], None] | None = None,
) -> None:
    """Bring article_copies in step with the articles of `load_id`, or with None, or at the first time, with all.

    Args:
        connection: to the database.
        load_id: the load.
        files: the Parquet files of the table `articles`, to read bodies from; without them the table is read.
        fresh: those of them that hold all articles of `load_id`; a month may have many more. Empty: all.
        reader: called while `copy_texts` has the words of the articles that came, and of those whose furniture turned;
            with whether that is all articles.
    """
    stars = _stars()
    come = load_id if stars.known(connection) or not _has_older(connection, load_id) else None
    if come is None:
        _execute(connection, _BEGIN)
    _want(connection, _COMING, {"load_id": come})
    connection.execute("SET VARIABLE all_article_files = $files", {"files": [str(path) for path in files]})
    _read(connection, fresh if fresh and come else files)
    for view in _VIEWS:
        query = read_sql("copies", view).text.format(source=_FILES if files else "articles")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {query}")
    _turn_furniture(connection)
    stars.leave(connection, "copy_again")
    if connection.execute("FROM copy_again LIMIT 1").fetchall():  # else nothing beside what came is looked up
        _want(connection, _COMING_AND_AGAIN, {"load_id": come})
        _read(connection, files)
    if reader is not None:
        reader(come is None)
    stars.come(connection, come)
    for view in reversed(_VIEWS):
        connection.execute(f"DROP VIEW {view}")


def _want(connection: Connection, articles: str, parameters: dict[str, object]) -> None:
    """Make the articles that a query finds those of which the statements read the bodies."""
    query = f"SELECT article_id, published_month FROM articles WHERE {articles}"  # noqa: S608  # own statements
    connection.execute(f"CREATE OR REPLACE TEMP TABLE copy_wanted AS {query}", parameters)
    connection.execute("SET VARIABLE copy_months = (SELECT list(DISTINCT published_month) FROM copy_wanted)")


def _want_compared(connection: Connection) -> None:
    _want(connection, _COMPARED, {})
    connection.execute("SET VARIABLE article_files = getvariable('all_article_files')")


def _has_older(connection: Connection, load_id: str | None) -> bool:
    """Whether other loads left paragraphs, which a store without derivation has none of: nothing else is compared."""
    query = "SELECT 1 FROM paragraphs JOIN articles AS a USING (article_id) WHERE a.load_id <> $load_id LIMIT 1"
    return load_id is None or bool(connection.execute(query, {"load_id": load_id}).fetchall())


def _read(connection: Connection, files: Sequence[Path]) -> None:
    """Have the statements read bodies in these Parquet files."""
    connection.execute("SET VARIABLE article_files = $files", {"files": [str(path) for path in files]})


def _turn_furniture(connection: Connection) -> None:
    """Bring the paragraphs of the wanted articles up to date, and find the articles that are to be compared anew."""
    query = read_sql("copies", "paragraphs").text
    connection.execute(f"CREATE OR REPLACE TEMP TABLE copy_new AS {query}")
    _execute(connection, _COME)
    query = read_sql("copies", "turned").text
    connection.execute(f"CREATE OR REPLACE TEMP TABLE copy_turned AS {query}", {"days": FURNITURE_DAYS})
    _execute(connection, _TURN)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE recurring AS {read_sql('copies', 'recurring').text}")
    _execute(connection, _RECUR)


def _execute(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)


def _stars() -> Stars:
    return Stars(
        what="copy",
        table="article_copies",
        key="article_id",
        folder="copies",
        functions=copy_functions,
        similarity="round(len(list_intersect(shorter.said, longer.said)) / len(shorter.said), 3)",
        shared="1",
        enough=ENOUGH,
        leaders=LEADERS,
        most=MOST_FORMS,
        limits={"days": PAUSE_DAYS},
        before_said=_want_compared,
    )
