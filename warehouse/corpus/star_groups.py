"""Groups of items that say the same, as stars: a longest form, and forms that stand in it.

Items of equal words are one form. Nothing is joined by way of a third form, so groups do not chain. Of the forms,
longest first, each joins the group that has most of it, or begins one.

Pairs to compare come from an index of shingles, of which each proposes its longest forms alone: cost grows with the
words, not with their pairs. All of it is a function of the set of items, so the order and size of loads do not matter;
a load computes anew what its shingles, as they come and go, propose otherwise. The steps are in `warehouse/stars`.

Methods: Broder 1997, "On the resemblance and containment of documents" (shingles); Aslam, Pelekhov and Rus 2004, "The
star clustering algorithm".
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.disk.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection

_MEMBERS = pa.schema([("form", pa.int64()), ("leader", pa.int64()), ("similarity", pa.float64())])
_STATE: Final = (
    "CREATE SCHEMA IF NOT EXISTS internal",
    "CREATE TABLE IF NOT EXISTS internal.{what}_forms (item_id VARCHAR, article_id VARCHAR, form BIGINT)",
    "COMMENT ON TABLE internal.{what}_forms IS 'A hash of what is compared of each item.'",
    "CREATE TABLE IF NOT EXISTS internal.{what}_shingles (shingle UINTEGER, form BIGINT, size INTEGER)",
    "COMMENT ON TABLE internal.{what}_shingles IS 'What each form shares with forms that it is compared with.'",
    """CREATE TABLE IF NOT EXISTS internal.{what}_matches
    (form BIGINT, size INTEGER, longer BIGINT, longer_size INTEGER, similarity DOUBLE)""",
    "COMMENT ON TABLE internal.{what}_matches IS 'Forms that stand in a longer one.'",
)
_NOBODY_LEFT: Final = "CREATE OR REPLACE TEMP TABLE {what}_left (item_id VARCHAR, form BIGINT)"
_LEAVE: Final = (
    "INSERT INTO {what}_left SELECT item_id, form FROM internal.{what}_forms SEMI JOIN {leaving} USING (article_id)",
    "DELETE FROM internal.{what}_forms WHERE article_id IN (SELECT article_id FROM {leaving})",
)
_ADD_SHINGLES: Final = (
    "INSERT INTO internal.{what}_shingles SELECT unnest(shingles), form, size FROM fresh ORDER BY form"
)
_FORGET: Final = (
    "DELETE FROM {table} WHERE {key} IN (SELECT item_id FROM {what}_left)",
    """DELETE FROM {table}
    WHERE {key} IN (SELECT item_id FROM internal.{what}_forms SEMI JOIN tied USING (form))""",
)


@dataclass(frozen=True, slots=True)
class Stars:
    """One kind of items, kept in step with the rows that they come from.

    Attributes:
        what: names its state, `internal.<what>_forms` and so on.
        table: the corpus-level table of the groups; `warehouse/<folder>/<table>.sql` gives its rows.
        key: the column of `table` that names an item.
        folder: where its own statements lie: `came`, `said`, and that of `table`.
        functions: lets SQL call what those statements and `similarity` need, within a block.
        similarity: an expression of `shorter.said` and `longer.said`: the share of the shorter in the longer.
        shared: an expression of `s.size`: how many shingles two forms have in common before they are compared.
        enough: the similarity from which on a form stands in another.
        leaders: how many forms a shingle proposes.
        most: a shingle of more forms proposes none, for it tells nothing.
        limits: parameters of the statement of `table`.
        before_said: called before `said` reads the words of the forms to compare, which `compared` holds.
    """

    what: str
    table: str
    key: str
    folder: str
    functions: Callable[[Connection], AbstractContextManager[None]]
    similarity: str
    shared: str
    enough: float
    leaders: int
    most: int
    limits: Mapping[str, object] = field(default_factory=dict)
    before_said: Callable[[Connection], None] | None = None

    def prepare(self, connection: Connection) -> None:
        """Make the state where it is missing; call it before rows leave."""
        for statement in (*_STATE, _NOBODY_LEFT):
            connection.execute(self._named(statement))

    def leave(self, connection: Connection, leaving: str) -> None:
        """Note what the items of the articles in the relation `leaving` were compared by, and forget them."""
        for statement in _LEAVE:
            connection.execute(self._named(statement, leaving=leaving))

    def known(self, connection: Connection) -> bool:
        """Tell whether any item was compared before."""
        return bool(connection.execute(self._named("FROM internal.{what}_forms LIMIT 1")).fetchall())

    def come(self, connection: Connection, load_id: str | None) -> None:
        """Bring the groups in step with the items of `load_id`, or with None, or at the first time, with all items."""
        known = self.known(connection)
        if not known:
            connection.execute(self._named("DELETE FROM {table}"))
        with self.functions(connection):
            self._make(connection, "came", self.folder, load_id=load_id if known else None)
            self._index(connection)
            self._match(connection)
        self._make(connection, "tied")
        self._group(connection)

    def _index(self, connection: Connection) -> None:
        """Bring forms and shingles up to date, and find the forms that are affected."""
        connection.execute(self._named("INSERT INTO internal.{what}_forms SELECT item_id, article_id, form FROM came"))
        for name in ("fresh", "gone", "turned", "near_before", "near_after"):
            self._make(connection, name)
        self._elect(connection, "elected_before", "near_before")
        self._elect(connection, "elected_after", "near_after")
        connection.execute(self._named("DELETE FROM internal.{what}_shingles WHERE form IN (SELECT form FROM gone)"))
        connection.execute(self._named(_ADD_SHINGLES))
        self._make(connection, "affected")

    def _match(self, connection: Connection) -> None:
        """Compare the affected forms with those that their shingles propose."""
        for name in ("outdated", "changed"):
            self._make(connection, name)
        connection.execute(self._named("DELETE FROM internal.{what}_matches WHERE form IN (SELECT form FROM outdated)"))
        for name in ("wanted", "near"):
            self._make(connection, name)
        self._elect(connection, "elected", "near")
        self._make(connection, "candidates")
        self._make(connection, "compared")
        if self.before_said:
            self.before_said(connection)
        self._make(connection, "said", self.folder)
        self._make(connection, "matched", enough=self.enough)
        connection.execute(self._named("INSERT INTO internal.{what}_matches SELECT * FROM matched"))

    def _group(self, connection: Connection) -> None:
        """Make the groups of the tied forms anew."""
        query = (
            "SELECT form, longer, similarity, longer_size FROM internal.{what}_matches SEMI JOIN tied USING (form) "
            "ORDER BY size DESC, form DESC"
        )
        connection.register("members", _members(connection.execute(self._named(query))))
        for statement in _FORGET:
            connection.execute(self._named(statement))
        rows = read_sql(self.folder, self.table).text
        connection.execute(self._named("INSERT INTO {table} BY NAME ") + rows, dict(self.limits))
        connection.unregister("members")

    def _named(self, statement: str, **names: str) -> str:
        """A statement of the project's own with its tables and expressions put in."""
        return statement.format(
            what=self.what, table=self.table, key=self.key, similarity=self.similarity, shared=self.shared, **names
        )

    def _make(self, connection: Connection, name: str, folder: str = "stars", **parameters: object) -> None:
        """Make the temporary table `name` by the statement of that name."""
        text = read_sql(folder, name).text
        query = self._named(text) if folder == "stars" else text
        used = {key: value for key, value in parameters.items() if f"${key}" in query}
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", used)

    def _elect(self, connection: Connection, name: str, near: str) -> None:
        query = self._named(read_sql("stars", "elected").text, near=near)
        limits = {"leaders": self.leaders, "most": self.most}
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", limits)


def _members(matches: Connection) -> pa.Table:
    """The leader of each form that is no leader; `matches` come with the largest form first."""
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
