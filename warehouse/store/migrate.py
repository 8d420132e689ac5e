"""Steps from one version of the tables to the next, each applied once and recorded together with its effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from warehouse.disk.manifest import refuse_newer
from warehouse.disk.sqlfiles import read_sql
from warehouse.store.ledger import Ledger

Connection = duckdb.DuckDBPyConnection
Apply = Callable[[Connection], None]


@dataclass(frozen=True)
class Migration:
    """A step: the version that it reaches, its name, and what it does inside the ledger's transaction."""

    version: int
    name: str
    apply: Apply


_migrations: list[Migration] = []


def migration(version: int) -> Callable[[Apply], Apply]:
    """Register a function as the step that reaches `version`; its name is the migration's."""

    def register(function: Apply) -> Apply:
        _migrations.append(Migration(version, function.__name__, function))
        _migrations.sort(key=lambda step: step.version)
        return function

    return register


@migration(1)
def first_version(connection: Connection) -> None:
    """Create the ledger's tables as version 1 had them; what they have become since, later steps make of them."""
    connection.execute(read_sql("store", "ledger_version_1").statement)


@migration(2)
def all_speakers_of_quotes(connection: Connection) -> None:
    """Nothing in the ledger: quotes have speaker_entity_ids now, and the next load writes older files anew."""
    del connection


@migration(3)
def second_edition(connection: Connection) -> None:
    """Count new and revised articles of a load apart, and the loads that refused a record; erase rejects; alert.

    The tables of articles have new columns, written by the next load.
    """
    for name in ("rows_new", "rows_revised"):
        connection.execute(f"ALTER TABLE loads ADD COLUMN IF NOT EXISTS {name} INTEGER")
    connection.execute("ALTER TABLE loads ADD COLUMN IF NOT EXISTS number INTEGER")
    connection.execute(
        "UPDATE loads SET number = place FROM ("
        "SELECT load_id, row_number() OVER (ORDER BY started_at, load_id) AS place FROM loads"
        ") AS numbered WHERE loads.load_id = numbered.load_id AND loads.number IS NULL"
    )
    connection.execute("ALTER TABLE rejects ADD COLUMN IF NOT EXISTS times_seen INTEGER")
    connection.execute("UPDATE rejects SET times_seen = 1 WHERE times_seen IS NULL")
    connection.execute("ALTER TABLE erasures ADD COLUMN IF NOT EXISTS reject_id VARCHAR")
    connection.execute("ALTER TABLE erasures ALTER COLUMN article_id DROP NOT NULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS alerts (alert_id VARCHAR NOT NULL, load_id VARCHAR NOT NULL, "
        "rule VARCHAR NOT NULL, watch VARCHAR NOT NULL, article_id VARCHAR NOT NULL, subject_id VARCHAR NOT NULL, "
        "other_id VARCHAR, raised_at TIMESTAMPTZ NOT NULL, written_at TIMESTAMPTZ, sent_at TIMESTAMPTZ)"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS annotations (annotation_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, "
        "body_hash VARCHAR NOT NULL, label VARCHAR NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, "
        "speaker_start INTEGER, speaker_end INTEGER, annotator VARCHAR, annotated_at TIMESTAMPTZ, "
        "load_id VARCHAR NOT NULL)"
    )


def applied(ledger: Ledger) -> list[int]:
    """The versions that the store has been through, ascending.

    Raises:
        StoreError: one of them is newer than this code.
    """
    if not ledger.path.exists():
        return []
    with ledger.transaction(read_only=True) as connection:
        versions = _applied(connection)
    refuse_newer(ledger.path, max(versions, default=0))
    return versions


def pending(ledger: Ledger) -> list[Migration]:
    """The steps that the store has still to go through, in order."""
    done = applied(ledger)
    return [step for step in _migrations if step.version not in done]


def migrate(ledger: Ledger) -> list[Migration]:
    """Apply all pending steps, each in one transaction with the record of it, and return them."""
    steps = pending(ledger)
    for step in steps:
        with ledger.transaction() as connection:
            step.apply(connection)
            connection.execute(
                "INSERT INTO schema_migrations VALUES ($version, $name, $now)",
                {"version": step.version, "name": step.name, "now": datetime.now(UTC)},
            )
    return steps


def _applied(connection: Connection) -> list[int]:
    known = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_migrations' AND database_name = 'store'"
    ).fetchone()
    if known is None:
        return []
    return [row[0] for row in connection.execute("SELECT version FROM schema_migrations ORDER BY version").fetchall()]
