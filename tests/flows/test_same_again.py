"""Loading the same input again changes nothing."""

from pathlib import Path

from tests.flows.loading import CORPUS, counts, load, parquet_files, rows, tables


def test_second_load_finds_all_unchanged(tmp_path: Path) -> None:
    """The same articles again: all unchanged, no new snapshot, the same rows."""
    first = load(tmp_path / "store", CORPUS)
    before, link = tables(tmp_path / "store"), (tmp_path / "store" / "current").readlink()
    second = load(tmp_path / "store", CORPUS)
    assert first.status == "committed"
    assert second.status == "unchanged"
    assert counts(second) == (0, first.rows_in, 0, 0)
    assert (tmp_path / "store" / "current").readlink() == link
    assert tables(tmp_path / "store") == before


def test_parquet_files_stay_byte_identical(tmp_path: Path) -> None:
    """Nothing of the published Parquet changes when nothing of the input did."""
    load(tmp_path / "store", CORPUS)
    before = parquet_files(tmp_path / "store")
    load(tmp_path / "store", CORPUS)
    assert before
    assert parquet_files(tmp_path / "store") == before


def test_two_fresh_stores_hold_the_same_bytes(tmp_path: Path) -> None:
    """The same input gives the same Parquet files in any store; only the time a revision was seen differs."""
    for name in ("one", "two"):
        load(tmp_path / name, CORPUS)
    one, two = parquet_files(tmp_path / "one"), parquet_files(tmp_path / "two")
    facts = {path for path in one if not path.startswith("article_revisions/")}
    assert facts
    assert {path: one[path] for path in facts} == {path: two.get(path) for path in facts}


def test_both_loads_are_in_the_ledger(tmp_path: Path) -> None:
    """A load that found nothing new is recorded as well, behind the one before it."""
    first = load(tmp_path / "store", CORPUS)
    second = load(tmp_path / "store", CORPUS)
    third = load(tmp_path / "store", CORPUS)
    assert len({first.load_id, second.load_id, third.load_id}) == 3
    assert rows(tmp_path / "store", "SELECT count(*) FROM loads") == [(1,)]
