"""A store that can't be used says which, why, and what to do; nothing in it is changed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.errors import LoadError, StoreError
from schemas.tables import SCHEMA_VERSION
from tests.unit.warehouse.making import begin, case, replaced, run
from warehouse.parquet.staging import Staging
from warehouse.snapshot.recover import recover
from warehouse.store import migrate
from warehouse.store.read import connect
from warehouse.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one article."""
    made = Store.open(tmp_path / "store")
    run(made, "L1", [case(1)])
    return made


def test_no_store(tmp_path: Path) -> None:
    """A folder without a store is not made one by a command that reads."""
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "absent", create=False)
    assert not (tmp_path / "absent").exists()


def test_a_folder_of_other_things(tmp_path: Path) -> None:
    """A store is not made among somebody's files."""
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="holds other files"):
        Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    """A path that is a file can't become a store."""
    (tmp_path / "store").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be made"):
        Store.open(tmp_path / "store")


def test_a_newer_snapshot(store: Store) -> None:
    """A snapshot of a later version is refused, with both versions named."""
    manifest = next(store.snapshots()).folder / "manifest.json"
    fields = json.loads(manifest.read_bytes()) | {"schema_version": 99}
    manifest.write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(StoreError, match=rf"schema version 99.*versions up to {SCHEMA_VERSION}.*newer"):
        Store.open(store.root)


def test_a_newer_ledger(store: Store) -> None:
    """A ledger of a later version is refused before a load begins."""
    with store.ledger.transaction() as connection:
        connection.execute("INSERT INTO schema_migrations VALUES (99, 'later', $now)", {"now": datetime.now(UTC)})
    with pytest.raises(StoreError, match="schema version 99"):
        recover(store)


def test_a_damaged_manifest(store: Store) -> None:
    """Half a manifest is refused, and the message says how to go on."""
    manifest = next(store.snapshots()).folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:100])
    with pytest.raises(StoreError, match=r"manifest\.json: missing or damaged.*older"):
        Store.open(store.root)


def test_a_link_to_nowhere(store: Store) -> None:
    """A snapshot that somebody deleted by hand is missed at once."""
    store.snapshots_folder.replace(store.root / "elsewhere")
    with pytest.raises(StoreError, match="points to a folder that is gone"):
        Store.open(store.root)


def test_a_damaged_ledger(store: Store) -> None:
    """A ledger that is no database stops a load before it begins."""
    store.ledger.path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match=r"ledger\.duckdb: damaged"):
        recover(store)


def test_a_damaged_database(store: Store) -> None:
    """A reader of a damaged news.duckdb is told so."""
    current = store.current()
    assert current is not None
    current.database.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match=r"news\.duckdb: can't be opened"):
        connect(store)


def test_a_store_without_snapshots(tmp_path: Path) -> None:
    """Reading before the first load says what to do first."""
    with pytest.raises(StoreError, match="nothing is published"):
        connect(Store.open(tmp_path / "store"))


def test_staged_rows_of_another_shape(store: Store) -> None:
    """Staged files whose columns are not the table's are refused, not guessed at."""
    folder = store.staging("L2") / "rows" / "articles"
    folder.mkdir(parents=True)
    source = next(next(store.snapshots()).folder.glob("quotes/*/*.parquet"))
    (folder / "rows.parquet").write_bytes(source.read_bytes())
    with pytest.raises(LoadError, match="columns are not those of articles"):
        Staging(store.staging("L2")).empty  # noqa: B018 - reading it is what is tested


def test_a_migration_commits_with_its_record(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that fails half-way leaves neither its effect nor its record; one that passes leaves both, once."""
    steps: list[migrate.Migration] = []
    monkeypatch.setattr(migrate, "_migrations", steps)
    monkeypatch.setattr("warehouse.disk.manifest.SCHEMA_VERSION", SCHEMA_VERSION + 2)

    @migrate.migration(SCHEMA_VERSION + 2)
    def broken(connection: migrate.Connection) -> None:
        connection.execute("CREATE TABLE half (x INTEGER)")
        raise ZeroDivisionError

    @migrate.migration(SCHEMA_VERSION + 1)
    def add_notes(connection: migrate.Connection) -> None:
        connection.execute("CREATE TABLE notes (note VARCHAR)")

    assert [step.name for step in migrate.pending(store.ledger)] == ["add_notes", "broken"]
    with pytest.raises(ZeroDivisionError):
        migrate.migrate(store.ledger)
    assert migrate.applied(store.ledger) == list(range(1, SCHEMA_VERSION + 2))
    assert [step.name for step in migrate.pending(store.ledger)] == ["broken"]
    with store.ledger.transaction() as connection:
        tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert "notes" in tables
    assert "half" not in tables


def test_a_load_that_was_interrupted_while_making_the_store(tmp_path: Path) -> None:
    """Folders of a store that was never finished are taken on, not refused as somebody's files."""
    (tmp_path / "store" / "staging").mkdir(parents=True)
    (tmp_path / "store" / "lock").touch()
    store = Store.open(tmp_path / "store")
    begin(store, "L1", 0)
    assert [load.load_id for load in store.ledger.loads()] == ["L1"]


def test_a_damaged_parquet_file(store: Store) -> None:
    """A load that has to rewrite a damaged file is refused; the snapshot stays."""
    before = store.current()
    assert before is not None
    for file in before.manifest.files_of("quotes"):
        path = before.folder / file.path
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(StoreError, match="damaged"):
        run(store, "L2", leaving=[replaced(case(1))])
    assert store.current() == before
