"""What keeps a store in order: rederive, erase, maintain."""

import json
import shutil
from pathlib import Path

import pytest

from tests.flows.loading import CALM, load, onrecord, rows, tables, write_jsonl

SAID = "“We will go,” said Ann Smith in Oslo. "


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two articles, which tests copy."""
    folder = tmp_path_factory.mktemp("loaded")
    records = [
        {"id": "keep", "text": SAID + CALM, "published_at": "2026-11-01"},
        {"id": "gone", "text": f"Secret. {SAID}{CALM}"},
    ]
    load(folder / "store", write_jsonl(folder / "in.jsonl", records))
    return folder / "store"


@pytest.fixture
def store(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(loaded, tmp_path / "store", symlinks=True)


def test_rederive_gives_the_same_rows(store: Path) -> None:
    """With unchanged extractors a new derivation gives the rows that were there, in a new load; revisions stay."""
    before = tables(store)
    ended = onrecord("rederive", "--warehouse", str(store), "--annotator", "simple", "--json")
    assert ended.returncode == 0, ended.stderr
    summary = json.loads(ended.stdout)
    assert (summary["flow"], summary["status"]) == ("rederive", "committed")
    assert tables(store) == before
    assert rows(store, "SELECT DISTINCT load_id FROM quotes") == [(summary["load_id"],)]


def test_erase_leaves_no_byte(store: Path) -> None:
    """An erased article is in no table and in no file of the store; what is left is the erasure with its reason."""
    ((article,),) = rows(store, "SELECT article_id FROM articles WHERE external_id = 'gone'")
    ended = onrecord("erase", article, "--warehouse", str(store), "--reason", "a court's order")
    assert ended.returncode == 0, ended.stderr
    assert "the files that they were loaded from are yours and still hold them: " in ended.stdout
    assert rows(store, "SELECT external_id FROM articles") == [("keep",)]
    assert rows(store, "SELECT count(*) FROM article_revisions") == [(1,)]
    assert rows(store, "SELECT article_id, reason FROM erasures") == [(article, "a court's order")]
    assert len(list((store / "snapshots").iterdir())) == 1
    published = [path for path in (store / "snapshots").rglob("*") if path.is_file()]
    assert published
    assert [path.name for path in published if b"Secret" in path.read_bytes()] == []


def test_erase_of_what_is_not_there(store: Path) -> None:
    """An id that the store does not hold is named, and nothing changes."""
    before = tables(store)
    ended = onrecord("erase", "0" * 32, "--warehouse", str(store), "--reason", "none")
    assert ended.returncode == 66
    assert "0" * 32 in ended.stderr
    assert tables(store) == before


def test_maintain_frees_replaced_snapshots(store: Path, tmp_path: Path) -> None:
    """Old snapshots are listed with their space, and freed once nobody is owed them."""
    load(store, write_jsonl(tmp_path / "more.jsonl", [{"id": "more", "text": CALM}]))
    assert len(list((store / "snapshots").iterdir())) == 2
    shown = onrecord("maintain", "--warehouse", str(store), "--keep", "0", "--dry-run")
    assert "current" in shown.stdout
    assert "would go" in shown.stdout
    assert len(list((store / "snapshots").iterdir())) == 2
    freed = onrecord("maintain", "--warehouse", str(store), "--keep", "0")
    assert "freed" in freed.stdout, freed.stderr
    assert len(list((store / "snapshots").iterdir())) == 1
    assert rows(store, "SELECT count(*) FROM articles") == [(3,)]
