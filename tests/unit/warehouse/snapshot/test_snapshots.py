"""A load becomes a snapshot that holds what was staged, and leaves the one before it as it was."""

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from schemas.tables import ARTICLE_TABLES, BY_NAME, CORPUS_TABLES
from tests.unit.warehouse.making import begin, case, cases, counts, erased, replaced, rows_of, run, stage
from warehouse.disk.duck import Settings
from warehouse.disk.durable import sha256_of
from warehouse.disk.manifest import NAME as MANIFEST
from warehouse.snapshot.commit import commit
from warehouse.snapshot.steps import STEPS
from warehouse.store.database import seal
from warehouse.store.store import Snapshot, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new store."""
    return Store.open(tmp_path / "store")


def parquet(snapshot: Snapshot) -> dict[str, bytes]:
    """The Parquet files of a snapshot by path."""
    return {
        path.relative_to(snapshot.folder).as_posix(): path.read_bytes() for path in snapshot.folder.rglob("*.parquet")
    }


def test_a_load_is_found_in_tables_and_files(store: Store) -> None:
    """Every row that was staged is in news.duckdb and in Parquet, under its month."""
    loaded = cases(20)
    snapshot = run(store, "L1", loaded)
    for table in ARTICLE_TABLES:
        expected = sum(len(made.rows.get(table.name, ())) for made in loaded)
        assert counts(snapshot)[table.name] == expected
        files = list((snapshot.folder / table.name).glob("published_month=*/part-*.parquet"))
        assert sum(pq.read_metadata(path).num_rows for path in files) == expected
        months = {f"published_month={made.month}" for made in loaded if made.rows.get(table.name)}
        assert {path.parent.name for path in files} == months


def test_current_is_a_relative_link_to_the_snapshot(store: Store) -> None:
    """A store can be moved or mounted elsewhere: `current` names the snapshot relative to itself."""
    snapshot = run(store, "L1", cases(2))
    assert store.link.readlink() == Path("snapshots") / snapshot.snapshot_id
    assert store.current() == snapshot


def test_every_step_is_announced_in_order(store: Store) -> None:
    """A commit passes every step that the list names, in its order."""
    seen: list[str] = []
    run(store, "L1", cases(2), on_step=seen.append)
    assert list(dict.fromkeys(seen)) == list(STEPS)


def test_a_load_of_nothing_makes_no_snapshot(store: Store) -> None:
    """Nothing new: the current snapshot stays and the load ends as unchanged."""
    first = run(store, "L1", cases(3))
    assert run(store, "L2") == first
    assert [load.status for load in store.ledger.loads()] == ["unchanged", "committed"]
    assert list(store.snapshots()) == [first]


def test_a_first_load_of_nothing_makes_empty_tables(store: Store) -> None:
    """A store has its tables and views from the first load on, even if all records were rejected."""
    snapshot = run(store, "L1")
    assert set(counts(snapshot).values()) == {0}
    assert rows_of(snapshot, "SELECT * FROM who_said_what") == []


def test_files_that_stay_are_shared_with_the_old_snapshot(store: Store) -> None:
    """A load in another month leaves the files of the first month alone: the same bytes, on the disk once."""
    first = run(store, "L1", [case(1)])
    second = run(store, "L2", [case(2, day=None)])
    shared = [file for file in first.manifest.files if file.partition]
    assert shared
    for file in shared:
        assert (first.folder / file.path).samefile(second.folder / file.path)


def test_the_old_snapshot_does_not_change(store: Store) -> None:
    """What a reader holds open stays as it was, byte for byte, when the next load is published."""
    first = run(store, "L1", cases(9))
    before = {path: path.read_bytes() for path in sorted(first.folder.rglob("*")) if path.is_file()}
    run(store, "L2", cases(9, start=9))
    assert {path: path.read_bytes() for path in sorted(first.folder.rglob("*")) if path.is_file()} == before


def test_a_revised_article_replaces_its_rows_and_keeps_its_revision(store: Store) -> None:
    """Rows of the old text are gone from every table but article_revisions, in files and in news.duckdb."""
    old, other = case(1), case(2)
    run(store, "L1", [old, other])
    snapshot = run(store, "L2", [case(1, revision=2, words="We never sold 9 boats")], leaving=[replaced(old)])
    for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
        paths = [snapshot.folder / file.path for file in snapshot.manifest.files_of(table.name)]
        found = sum(pq.read_metadata(path).num_rows for path in paths)
        assert counts(snapshot)[table.name] == found
    assert rows_of(snapshot, "SELECT text FROM quotes ORDER BY text") == [
        ("We never sold 9 boats",),
        ("We sold 12 boats",),
    ]
    assert rows_of(snapshot, "SELECT count(*), max(revision) FROM article_revisions") == [(3, 2)]
    assert rows_of(snapshot, "SELECT revision FROM articles ORDER BY revision") == [(1,), (2,)]


def test_a_revised_article_may_move_to_another_month(store: Store) -> None:
    """An article whose date was mended leaves the partition of its old date."""
    old = case(1, day=None)
    run(store, "L1", [old])
    moved = case(1, revision=2)
    snapshot = run(store, "L2", [moved], leaving=[replaced(old)])
    assert {file.partition for file in snapshot.manifest.files_of("quotes")} == {"published_month=2024-03"}
    assert {file.partition for file in snapshot.manifest.files_of("article_revisions")} == {
        "published_month=unknown",
        "published_month=2024-03",
    }


def test_an_erased_article_is_nowhere_in_the_new_snapshot(store: Store) -> None:
    """Not in its tables, not in its old revisions of other months, not in the free blocks of news.duckdb."""
    old, other = case(1, day=None), case(2)
    run(store, "L1", [old, other])
    now = case(1, revision=2)
    run(store, "L2", [now], leaving=[replaced(old)])
    snapshot = run(store, "L3", leaving=[erased(now)])
    assert rows_of(snapshot, "SELECT count(*) FROM article_revisions") == [(1,)]
    needle = now.article.article_id.encode()
    for path in snapshot.folder.rglob("*.parquet"):
        assert needle not in path.read_bytes()
        assert now.article.article_id not in str(pq.read_table(path, partitioning=None).to_pylist())
    assert needle not in snapshot.database.read_bytes()


def test_the_manifest_describes_every_file(store: Store) -> None:
    """The manifest is canonical JSON and lists exactly the Parquet files, with sizes, rows and hashes."""
    snapshot = run(store, "L1", cases(5))
    text = (snapshot.folder / "manifest.json").read_text(encoding="utf-8")
    fields = json.loads(text)
    assert text == json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert {file["path"] for file in fields["files"]} == set(parquet(snapshot))
    assert fields["previous"] is None
    assert rows_of(snapshot, "SELECT count(*) FROM load_files") == [(len(fields["files"]),)]


def test_a_database_that_someone_wrote_to_is_made_anew(store: Store) -> None:
    """What a reader did to the published news.duckdb does not get into the next snapshot."""
    first = run(store, "L1", cases(3))
    first.database.write_bytes(b"scribbled over")
    second = run(store, "L2", cases(3, start=3))
    assert rows_of(second, "SELECT count(*) FROM articles") == [(6,)]
    assert rows_of(second, "SELECT count(*) FROM loads") == [(2,)]


def test_many_small_loads_leave_few_files(store: Store) -> None:
    """Small files of a month are merged as loads come in; no row is lost or doubled by it."""
    for number in range(5):
        snapshot = run(store, f"L{number}", [case(number)])
    assert len(snapshot.manifest.files_of("quotes")) == 1
    assert rows_of(snapshot, "SELECT count(*), count(DISTINCT load_id) FROM quotes") == [(5, 5)]
    (file,) = snapshot.manifest.files_of("quotes")
    assert sorted(pq.read_table(snapshot.folder / file.path).column("load_id").to_pylist()) == [
        f"L{number}" for number in range(5)
    ]


def test_rebuilding_makes_the_same_tables(store: Store) -> None:
    """news.duckdb can be made anew from the Parquet files alone, and then holds what it held."""
    before = run(store, "L1", cases(5))
    with store.lock("rebuild"):
        after = commit(store, begin(store, "L2", 0), stage(store, "L2", []), settings=Settings(rebuild=True))
    assert after != before
    assert counts(after) == counts(before)
    query = "SELECT * FROM quotes ORDER BY quote_id"
    assert rows_of(after, query) == rows_of(before, query)
    assert parquet(after) == parquet(before)


def test_files_of_an_older_version_are_written_anew(store: Store) -> None:
    """A snapshot whose quotes lack a later column is built upon: its rows get empty lists, in files and database."""
    first = run(store, "L1", cases(6))
    for path in first.folder.glob("quotes/*/*.parquet"):
        rows = pq.read_table(path, partitioning=None).drop_columns("speaker_entity_ids")
        path.unlink()
        pq.write_table(rows, path)
    manifest = first.folder / "manifest.json"
    told = json.loads(manifest.read_bytes()) | {"schema_version": 1}
    for file in told["files"]:
        file["sha256"] = sha256_of(first.folder / file["path"])
    manifest.write_text(json.dumps(told))
    second = run(store, "L2", [case(9)])
    files = second.folder.glob("quotes/*/*.parquet")
    assert {tuple(pq.read_schema(path).names) for path in files} == {tuple(BY_NAME["quotes"].arrow_schema.names)}
    query = "SELECT len(speaker_entity_ids), count(*) FROM quotes GROUP BY ALL ORDER BY 1"
    assert rows_of(second, query) == [(0, 6), (1, 1)]


def _forget(snapshot: Snapshot, *tables: str) -> None:
    """Make a snapshot one of a code that knew fewer corpus tables."""
    with duckdb.connect(snapshot.database) as connection:
        for name in tables:
            connection.execute(f"DROP TABLE {name}")
    told = {"database_bytes": snapshot.database.stat().st_size, "database_sha256": sha256_of(snapshot.database)}
    files = tuple(file for file in snapshot.manifest.files if file.table not in tables)
    manifest = snapshot.manifest.model_copy(update=told | {"files": files})
    (snapshot.folder / MANIFEST).write_bytes(manifest.to_bytes())
    seal(snapshot.database, manifest)


def test_a_corpus_table_that_the_old_database_lacks_is_made_of_all_articles(store: Store) -> None:
    """A later code of the same version of the tables loads into it, and makes the table of what is stored."""
    _forget(run(store, "L1", cases(3)), "stories", "story_articles")
    later = run(store, "L2", [case(5), case(7)])
    assert counts(later)["articles"] == 5
    assert rows_of(later, "SELECT count(*) FROM internal.story_texts") == [(5,)]
    assert later.manifest.files_of("stories")
