"""quote_repeats: quotes of the same words in different articles, kept in step with the quotes.

A group is a star: its longest quote, and quotes whose words stand in it (`quote_similarity`). Nothing is joined by way
of a third quote, so groups do not chain. Of the forms of quotes (`quote_words`), longest first, each joins the group
that has most of its words, or begins one.

Pairs to compare come from an index of shingles, of which each proposes its longest forms alone: cost grows with the
words, not with their pairs. All of it is a function of the set of quotes, so the order and size of loads do not matter;
a load computes anew what its shingles, as they come and go, propose otherwise. The steps are in `warehouse/repeats`.

Methods: Broder 1997, "On the resemblance and containment of documents" (shingles); Aslam, Pelekhov and Rus 2004, "The
star clustering algorithm".
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.corpus.quote_functions import quote_functions
from warehouse.corpus.quote_similarity import ENOUGH
from warehouse.disk.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection

LEADERS: Final = 4
"""Forms that a shingle proposes."""

MOST_FORMS: Final = 1000
"""A shingle of more forms proposes none: it is a phrase of the language."""

_MEMBERS = pa.schema([("form", pa.int64()), ("leader", pa.int64()), ("similarity", pa.float64())])
_STATE = (
    "CREATE SCHEMA IF NOT EXISTS internal",
    "DROP TABLE IF EXISTS internal.quote_words",
    "CREATE TABLE IF NOT EXISTS internal.quote_forms (quote_id VARCHAR, article_id VARCHAR, form BIGINT)",
    "COMMENT ON TABLE internal.quote_forms IS 'A hash of the compared words and the speaker of each quote.'",
    "CREATE TABLE IF NOT EXISTS internal.quote_shingles (shingle UINTEGER, form BIGINT, size INTEGER)",
    "COMMENT ON TABLE internal.quote_shingles IS 'Hashes of the runs of three words of each form.'",
    """CREATE TABLE IF NOT EXISTS internal.quote_matches
    (form BIGINT, size INTEGER, longer BIGINT, longer_size INTEGER, similarity DOUBLE)""",
    "COMMENT ON TABLE internal.quote_matches IS 'Forms whose words stand in a longer one.'",
    "CREATE OR REPLACE TEMP TABLE left_quotes (quote_id VARCHAR, form BIGINT)",
)
_LEAVE = (
    "INSERT INTO left_quotes SELECT quote_id, form FROM internal.quote_forms SEMI JOIN leaving USING (article_id)",
    "DELETE FROM internal.quote_forms WHERE article_id IN (SELECT article_id FROM leaving)",
)
_ADD_SHINGLES = "INSERT INTO internal.quote_shingles SELECT unnest(shingles), form, size FROM fresh ORDER BY form"
_FORGET = (
    "DELETE FROM quote_repeats WHERE quote_id IN (SELECT quote_id FROM left_quotes)",
    """DELETE FROM quote_repeats
    WHERE quote_id IN (SELECT quote_id FROM internal.quote_forms SEMI JOIN tied USING (form))""",
)


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note what the quotes of the articles in `leaving` were compared by; call it before their rows are deleted."""
    for statement in _STATE:
        connection.execute(statement)
    if leaving is not None and leaving.num_rows:
        connection.register("leaving", leaving)
        for statement in _LEAVE:
            connection.execute(statement)
        connection.unregister("leaving")


def after_rows_came(connection: Connection, load_id: str | None) -> None:
    """Bring quote_repeats in step with the quotes of `load_id`, or with None, or at the first time, with all quotes."""
    ((known,),) = connection.execute("SELECT count(*) FROM internal.quote_forms").fetchall()
    if not known:
        connection.execute("DELETE FROM quote_repeats")
    with quote_functions(connection):
        _make(connection, "came", load_id=load_id if known else None)
        _index(connection)
        _match(connection)
    _make(connection, "tied")
    _group(connection)


def _index(connection: Connection) -> None:
    """Bring forms and shingles up to date, and find the forms that are affected."""
    connection.execute("INSERT INTO internal.quote_forms SELECT quote_id, article_id, form FROM came")
    for name in ("fresh", "gone", "turned"):
        _make(connection, name)
    _elect(connection, "elected_before", "turned")
    connection.execute("DELETE FROM internal.quote_shingles WHERE form IN (SELECT form FROM gone)")
    connection.execute(
        "INSERT INTO internal.quote_shingles SELECT unnest(shingles), form, size FROM fresh ORDER BY form"
    )
    _elect(connection, "elected_after", "turned")
    _make(connection, "affected")


def _match(connection: Connection) -> None:
    """Compare the affected forms with those that their shingles propose."""
    for name in ("outdated", "changed"):
        _make(connection, name)
    connection.execute("DELETE FROM internal.quote_matches WHERE form IN (SELECT form FROM outdated)")
    _make(connection, "wanted")
    _elect(connection, "elected", "wanted")
    for name in ("candidates", "said"):
        _make(connection, name)
    _make(connection, "matched", enough=ENOUGH)
    connection.execute("INSERT INTO internal.quote_matches SELECT * FROM matched")


def _group(connection: Connection) -> None:
    """Make the groups of the tied forms anew."""
    query = (
        "SELECT form, longer, similarity, longer_size FROM internal.quote_matches SEMI JOIN tied USING (form) "
        "ORDER BY size DESC, form DESC"
    )
    connection.register("members", _members(connection.execute(query)))
    for statement in _FORGET:
        connection.execute(statement)
    connection.execute(f"INSERT INTO quote_repeats BY NAME {read_sql('repeats', 'quote_repeats').text}")
    connection.unregister("members")


def _members(matches: Connection) -> pa.Table:
    """Return the leader of each form that is no leader; `matches` come with the largest form first."""
    found: dict[int, tuple[float, int, int]] = {}
    for form, rows in groupby(_fetched(matches), itemgetter(0)):
        leaders = [(similarity, size, longer) for _, longer, similarity, size in rows if longer not in found]
        if leaders:
            found[form] = max(leaders)
    columns = [list(found), [leader for _, _, leader in found.values()], [share for share, _, _ in found.values()]]
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, _MEMBERS, strict=True)], _MEMBERS)


def _fetched(result: Connection) -> Iterator[tuple[int, int, float, int]]:
    while rows := result.fetchmany(10_000):
        yield from rows


def _make(connection: Connection, name: str, **parameters: object) -> None:
    """Make the temporary table `name` by the statement of that name."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {read_sql('repeats', name).text}", parameters)


def _elect(connection: Connection, name: str, shingles: str) -> None:
    query = read_sql("repeats", "elected").text.format(shingles=shingles)
    limits = {"leaders": LEADERS, "most": MOST_FORMS}
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", limits)
