"""`entities` and `entity_links`, kept in step with the article-level rows.

Entities of articles fall into blocks by their names; a block may take names from others that they are short for. A
load changes the blocks of its entities, those of names that may be short for theirs, and the kin of all these. They are
decided anew from all evidence that the corpus has of them and of what they depend on, and the rest stays. So the tables
depend on the rows alone, not on the loads that brought them, and what is decided anew costs what the distinct names
cost.
"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from warehouse.corpus.batches import batches_of
from warehouse.corpus.linker import (
    BLOCKS_SCHEMA,
    DECISIONS_SCHEMA,
    EVIDENCE_SCHEMA,
    NAMES_SCHEMA,
    OFFERS_SCHEMA,
    Linker,
)
from warehouse.disk.duck import fetch
from warehouse.disk.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection
NAMES_AT_ONCE = 20_000
"""Names whose blocks are asked for at once."""
_PREPARE = (
    "CREATE SCHEMA IF NOT EXISTS internal",
    "CREATE TABLE IF NOT EXISTS internal.linker (version VARCHAR)",
    "CREATE TABLE IF NOT EXISTS internal.entity_names (entity_id VARCHAR, kind VARCHAR, name VARCHAR, home VARCHAR)",
    "CREATE TABLE IF NOT EXISTS internal.short_names (entity_id VARCHAR, home VARCHAR, alias VARCHAR, short VARCHAR)",
    "CREATE TABLE IF NOT EXISTS internal.kin_names (entity_id VARCHAR, home VARCHAR, kin VARCHAR)",
    "CREATE TABLE IF NOT EXISTS internal.kin_blocks (kin VARCHAR, home VARCHAR, other VARCHAR)",
    "COMMENT ON TABLE internal.linker IS 'What linked the entities.'",
    "COMMENT ON TABLE internal.entity_names IS 'The block of names in which each entity of articles is linked.'",
    "COMMENT ON TABLE internal.short_names IS 'Blocks of names that may be short for an entity of articles.'",
    "COMMENT ON TABLE internal.kin_names IS 'Names by which an entity of articles may be one of another block.'",
    "COMMENT ON TABLE internal.kin_blocks IS 'Pairs of blocks that have such a name in common.'",
    "CREATE OR REPLACE TEMP TABLE touched_entities (entity_id VARCHAR)",
    "CREATE OR REPLACE TEMP TABLE touched_kin (kin VARCHAR)",
)
_LEAVE = "INSERT INTO touched_entities SELECT entity_id FROM article_entities SEMI JOIN leaving USING (article_id)"
_COME = """
INSERT INTO touched_entities SELECT entity_id FROM article_entities WHERE $load_id IS NULL OR load_id = $load_id
"""
_TOUCH_ALL = (
    "INSERT INTO touched_entities SELECT entity_id FROM article_entities",
    "INSERT INTO touched_entities SELECT entity_id FROM internal.entity_names",
)
_BLOCKS = """
SELECT home AS block FROM internal.entity_names SEMI JOIN touched_entities USING (entity_id)
UNION
SELECT short FROM internal.short_names SEMI JOIN touched_entities USING (entity_id)
UNION
SELECT home FROM internal.kin_blocks SEMI JOIN touched_kin USING (kin)
"""
_KIN = "INSERT INTO touched_kin SELECT kin FROM internal.kin_names SEMI JOIN touched_entities USING (entity_id)"
_PAIRS = (
    "DELETE FROM internal.kin_blocks WHERE kin IN (SELECT kin FROM touched_kin)",
    """
    INSERT INTO internal.kin_blocks
    WITH blocks AS (SELECT DISTINCT kin, home FROM internal.kin_names SEMI JOIN touched_kin USING (kin))
    SELECT one.kin, one.home, other.home
    FROM blocks AS one JOIN blocks AS other ON other.kin = one.kin AND other.home <> one.home
    """,
)
_NAMES = """
CREATE OR REPLACE TEMP TABLE touched_names AS
SELECT
    row_number() OVER () - 1 AS number,
    entity_id,
    min(kind) AS kind,
    min(name) AS name,
    list_sort(list_distinct(flatten(list(aliases)))) AS aliases
FROM article_entities SEMI JOIN touched_entities USING (entity_id)
GROUP BY entity_id
"""
_CHANGED = """
CREATE OR REPLACE TEMP TABLE changed_blocks AS
WITH RECURSIVE moved(home) AS (
    SELECT block FROM touched_blocks
    UNION
    SELECT s.short FROM moved JOIN internal.short_names AS s USING (home)
)
SELECT home FROM moved SEMI JOIN internal.entity_names USING (home)
UNION
SELECT k.other FROM moved JOIN internal.kin_blocks AS k USING (home)
"""
_NEEDED = """
WITH RECURSIVE needed(home) AS (
    (
        SELECT home FROM changed_blocks
        UNION
        SELECT k.other FROM changed_blocks JOIN internal.kin_blocks AS k USING (home)
    )
    UNION
    SELECT s.home FROM needed JOIN internal.short_names AS s ON s.short = needed.home
)
SELECT home, count(*) AS names FROM needed JOIN internal.entity_names USING (home) GROUP BY home ORDER BY home
"""
_LINES = """
SELECT home, short FROM internal.short_names SEMI JOIN needed USING (home)
UNION
SELECT home, other FROM internal.kin_blocks SEMI JOIN needed USING (home)
ORDER BY home, short
"""
_WRITTEN = """
CREATE OR REPLACE TEMP TABLE written_entities AS
SELECT entity_id FROM internal.entity_names SEMI JOIN changed_blocks USING (home)
UNION
SELECT entity_id FROM touched_entities
"""
_UNWANTED = """
DELETE FROM decisions WHERE number IN (SELECT number FROM evidence ANTI JOIN changed_blocks USING (home))
"""
_RELINK = (
    "CREATE OR REPLACE TEMP TABLE old_links AS FROM entity_links SEMI JOIN written_entities USING (entity_id)",
    f"CREATE OR REPLACE TEMP TABLE new_links AS {read_sql('corpus', 'entity_links').text}",
    "CREATE OR REPLACE TEMP TABLE gone_links AS FROM old_links EXCEPT FROM new_links",
    "CREATE OR REPLACE TEMP TABLE made_links AS FROM new_links EXCEPT FROM old_links",
    """
    DELETE FROM entity_links USING gone_links AS gone
    WHERE entity_links.entity_id = gone.entity_id
        AND entity_links.published_month = gone.published_month
        AND entity_links.article_id IS NOT DISTINCT FROM gone.article_id
    """,
    "INSERT INTO entity_links FROM made_links",
    """
    CREATE OR REPLACE TEMP TABLE touched_canonicals AS
    SELECT canonical_id FROM gone_links
    UNION
    SELECT canonical_id FROM made_links
    UNION
    SELECT canonical_id FROM new_links SEMI JOIN touched_entities USING (entity_id)
    """,
)
_NAMED = """
SELECT DISTINCT external_id
FROM article_entities
SEMI JOIN (FROM entity_links SEMI JOIN touched_canonicals USING (canonical_id)) USING (entity_id)
WHERE external_id IS NOT NULL
ORDER BY external_id
"""
_REWRITE = (
    f"CREATE OR REPLACE TEMP TABLE entity_rows AS {read_sql('corpus', 'entity_rows').text}",
    f"CREATE OR REPLACE TEMP TABLE entity_repeats AS {read_sql('corpus', 'entity_repeats').text}",
    "DELETE FROM entities WHERE canonical_id IN (SELECT canonical_id FROM touched_canonicals)",
    f"INSERT INTO entities BY NAME {read_sql('corpus', 'entities').text}",
    "DELETE FROM places WHERE canonical_id IN (SELECT canonical_id FROM touched_canonicals)",
    f"INSERT INTO places BY NAME {read_sql('corpus', 'places').text}",
    "DELETE FROM entity_titles WHERE canonical_id IN (SELECT canonical_id FROM touched_canonicals)",
    f"INSERT INTO entity_titles BY NAME {read_sql('corpus', 'entity_titles').text}",
)
_TEMPORARY = (
    "touched_entities",
    "touched_blocks",
    "touched_kin",
    "touched_names",
    "changed_blocks",
    "batches",
    "written_entities",
    "old_links",
    "new_links",
    "gone_links",
    "made_links",
    "touched_canonicals",
    "entity_rows",
    "entity_repeats",
    "evidence",
    "offers",
    "decisions",
)


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note the entities of the articles in `leaving`; call it before their rows are deleted."""
    for statement in _PREPARE:
        connection.execute(statement)
    if leaving is not None and leaving.num_rows:
        connection.register("leaving", leaving)
        connection.execute(_LEAVE)
        connection.unregister("leaving")


def after_rows_came(connection: Connection, load_id: str | None, linker: Linker) -> None:
    """Bring the tables up to date with the rows of `load_id`, or with None, or another linker, with all rows."""
    if connection.execute("FROM internal.linker").fetchall() == [(linker.version,)]:
        connection.execute(_COME, {"load_id": load_id})
    else:
        for statement in _TOUCH_ALL:
            connection.execute(statement)
        connection.execute("DELETE FROM internal.linker")
        connection.execute("INSERT INTO internal.linker VALUES ($version)", {"version": linker.version})
    _rename(connection, linker)
    _gather(connection)
    _decide(connection, linker)
    connection.execute(_UNWANTED)
    connection.execute(_WRITTEN)
    for statement in _RELINK:
        connection.execute(statement)
    named = linker.known_of(fetch(connection, _NAMED))
    connection.register("known_beforehand", pa.concat_tables([linker.known, named]))
    connection.register("honorifics", linker.honorifics)
    for statement in _REWRITE:
        connection.execute(statement)
    connection.unregister("known_beforehand")
    connection.unregister("honorifics")
    for name in _TEMPORARY:
        connection.execute(f"DROP TABLE temp.{name}")


def _rename(connection: Connection, linker: Linker) -> None:
    """Put the touched entities, as they now are, into their blocks; the old and the new blocks are touched."""
    connection.execute(_KIN)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched_blocks AS {_BLOCKS}")
    connection.execute(_NAMES)
    for name in ("entity_names", "short_names", "kin_names"):
        connection.execute(f"DELETE FROM internal.{name} WHERE entity_id IN (SELECT entity_id FROM touched_entities)")  # noqa: S608 - names from this module
    for names in _slices(connection):
        connection.register("blocks", linker.blocks(names.cast(NAMES_SCHEMA)).cast(BLOCKS_SCHEMA))
        connection.execute(
            "INSERT INTO internal.entity_names SELECT entity_id, kind, name, home "
            "FROM touched_names JOIN (FROM blocks WHERE short IS NULL AND kin IS NULL) USING (entity_id)"
        )
        connection.execute(
            "INSERT INTO internal.short_names SELECT entity_id, home, alias, short FROM blocks WHERE short IS NOT NULL"
        )
        connection.execute(
            "INSERT INTO internal.kin_names SELECT entity_id, home, kin FROM blocks WHERE kin IS NOT NULL"
        )
        connection.unregister("blocks")
    for statement in (_KIN, *_PAIRS):
        connection.execute(statement)
    connection.execute(f"INSERT INTO touched_blocks {_BLOCKS}")


def _slices(connection: Connection) -> Iterator[pa.Table]:
    ((count,),) = connection.execute("SELECT count(*) FROM touched_names").fetchall()
    for start in range(0, count, NAMES_AT_ONCE):
        yield fetch(
            connection,
            "SELECT entity_id, kind, name, aliases FROM touched_names WHERE number BETWEEN $first AND $last",
            {"first": start, "last": start + NAMES_AT_ONCE - 1},
        )


def _gather(connection: Connection) -> None:
    """Collect the evidence on the changed blocks and on those that they depend on, in batches of whole blocks."""
    connection.execute(_CHANGED)
    needed = fetch(connection, _NEEDED)
    connection.register("needed", needed)
    lines = fetch(connection, _LINES)
    connection.unregister("needed")
    connection.execute("CREATE OR REPLACE TEMP TABLE batches (home VARCHAR, batch INTEGER)")
    rows = batches_of(needed, lines)
    connection.register("new_batches", rows)
    connection.execute("INSERT INTO batches FROM new_batches")
    connection.unregister("new_batches")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE evidence AS {read_sql('corpus', 'entity_evidence').text}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE offers AS {read_sql('corpus', 'short_names').text}")


def _decide(connection: Connection, linker: Linker) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE decisions "
        "(number BIGINT, canonical_id VARCHAR, rule VARCHAR, confidence DOUBLE, is_default BOOLEAN)"
    )
    evidence, offers = (", ".join(schema.names) for schema in (EVIDENCE_SCHEMA, OFFERS_SCHEMA))
    numbers = connection.execute("SELECT DISTINCT batch FROM batches ORDER BY batch").fetchall()
    for (batch,) in numbers:
        seen = fetch(connection, f"SELECT {evidence} FROM evidence WHERE batch = $batch", {"batch": batch})  # noqa: S608 - names from a schema
        short = fetch(connection, f"SELECT {offers} FROM offers WHERE batch = $batch", {"batch": batch})  # noqa: S608 - as above
        decided = linker.link(seen.cast(EVIDENCE_SCHEMA), short.cast(OFFERS_SCHEMA)).cast(DECISIONS_SCHEMA)
        connection.register("decided", decided)
        connection.execute("INSERT INTO decisions FROM decided")
        connection.unregister("decided")
