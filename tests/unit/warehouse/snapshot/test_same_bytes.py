"""The same rows give the same Parquet files, byte for byte, however they were staged and on every run."""

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, SCHEMA_VERSION
from tests.unit.warehouse.making import Case, cases, run
from warehouse.store.store import Snapshot, Store


def bytes_of(snapshot: Snapshot) -> dict[str, bytes]:
    """The Parquet files of a snapshot by path."""
    paths = sorted(snapshot.folder.rglob("*.parquet"))
    return {path.relative_to(snapshot.folder).as_posix(): path.read_bytes() for path in paths}


def rows_in(snapshot: Snapshot, table: str) -> list[str]:
    """The rows of a table, without the load that wrote them, sorted; a table without rows has no files."""
    rows = pq.read_table(snapshot.folder / table).to_pylist() if snapshot.manifest.files_of(table) else []
    return sorted(str({name: row[name] for name in row if name != "load_id"}) for row in rows)


@pytest.fixture(scope="module")
def loaded() -> list[Case]:
    """The articles that all tests here load."""
    return cases(24)


@pytest.fixture(scope="module")
def reference(loaded: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The snapshot of one load from one file."""
    return run(Store.open(tmp_path_factory.mktemp("reference") / "store"), "L1", loaded)


def test_how_rows_are_staged_does_not_matter(loaded: list[Case], reference: Snapshot, tmp_path: Path) -> None:
    """Five files in another order, as five workers would leave them: the same files, and the same snapshot id."""
    snapshot = run(Store.open(tmp_path / "store"), "L1", loaded[::-1], files=5)
    assert bytes_of(snapshot) == bytes_of(reference)
    assert snapshot.snapshot_id == reference.snapshot_id


def test_loading_nothing_new_changes_no_byte(reference: Snapshot) -> None:
    """After a load of nothing, all files are what they were."""
    before = bytes_of(reference)
    store = Store(reference.folder.parent.parent)
    assert bytes_of(run(store, "L9")) == before


def test_one_load_or_three_give_the_same_rows(loaded: list[Case], reference: Snapshot, tmp_path: Path) -> None:
    """Tables are the same rows, and corpus-level tables the same bytes, whatever the size of the loads."""
    store = Store.open(tmp_path / "store")
    for number in range(3):
        snapshot = run(store, f"L{number}", loaded[number::3])
    for table in ARTICLE_TABLES:
        assert rows_in(snapshot, table.name) == rows_in(reference, table.name)
    for table in CORPUS_TABLES:
        assert [file.sha256 for file in snapshot.manifest.files_of(table.name)] == [
            file.sha256 for file in reference.manifest.files_of(table.name)
        ]


def test_files_are_sorted_and_described(reference: Snapshot) -> None:
    """Rows lie in the table's order, every field has its description, and the file the version of the tables."""
    for table in ARTICLE_TABLES:
        for file in reference.manifest.files_of(table.name):
            rows = pq.read_table(reference.folder / file.path, partitioning=None)
            order = [(name, "ascending") for name in table.sort]
            assert pc.sort_indices(rows, sort_keys=order).to_pylist() == list(range(rows.num_rows))
            assert rows.schema.metadata[b"schema_version"] == str(SCHEMA_VERSION).encode()
            for column in table.columns:
                described = rows.schema.field(column.name).metadata[b"description"].decode()
                assert described == column.description


def test_files_have_page_indexes_and_checksums(reference: Snapshot) -> None:
    """Readers can skip pages, and notice a damaged one."""
    path = reference.folder / reference.manifest.files_of("quotes")[0].path
    column = pq.ParquetFile(path).metadata.row_group(0).column(0)
    assert column.has_column_index
    assert column.has_offset_index
    assert column.compression == "ZSTD"
    damaged = path.parent / "damaged.bin"
    content = bytearray(path.read_bytes())
    content[column.data_page_offset + 60] ^= 0xFF
    damaged.write_bytes(bytes(content))
    with pytest.raises(OSError, match=r"(?i)crc|checksum"):
        pq.read_table(damaged, partitioning=None, page_checksum_verification=True)
    damaged.unlink()
