"""A load carries no damage on: a stored file that changed is noticed, though not every file is hashed each time."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from schemas.errors import StoreError
from tests.unit.warehouse.making import case, run
from warehouse.parquet import hashed
from warehouse.snapshot.verify import verify
from warehouse.store.store import Snapshot, Store

Change = Callable[[Path], None]
_PLACE = "mentions/published_month=2024-03"


@pytest.fixture(autouse=True)
def _one_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a load hash a single file of those that it does not touch, as a large store does."""
    monkeypatch.setattr(hashed, "SCRUB_BYTES", 0)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two months; loads of April leave the files of March alone."""
    made = Store.open(tmp_path_factory.mktemp("linked") / "store")
    run(made, "L1", [case(1), case(2, day=date(2024, 4, 5))])
    return made


def _current(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


def _of_march(store: Store) -> Path:
    """A file that loads of April leave alone."""
    (path,) = (_current(store).folder / _PLACE).iterdir()
    return path


@contextmanager
def _put_back(*paths: Path) -> Iterator[None]:
    """Put files back as they were, as a copy does: what is stored is whole again."""
    contents = [path.read_bytes() for path in paths]
    yield
    for path, content in zip(paths, contents, strict=True):
        path.unlink(missing_ok=True)
        path.write_bytes(content)


def _refused(store: Store, name: str) -> None:
    """Load an article of April: the load ends for the file `name`, and the tables stay as they were."""
    before = store.current()
    with pytest.raises(StoreError, match=name):
        run(store, f"L-{name}", [case(3, day=date(2024, 4, 6))])
    assert store.current() == before


def _turned(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    return bytes(content)


def _write_into(path: Path) -> None:
    content = _turned(path)
    path.chmod(0o644)
    path.write_bytes(content)


def _exchange(path: Path) -> None:
    """Put another file in its place, as large and with the same time of change."""
    beside, status = path.with_suffix(".other"), path.stat()
    beside.write_bytes(_turned(path))
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.replace(path)


def _remove(path: Path) -> None:
    path.unlink()


def _turn_a_bit(path: Path) -> None:
    """Change a file as a failing disk does: nothing but its bytes tells of it."""
    status = path.stat()
    _write_into(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("change", [_write_into, _exchange, _remove])
def test_a_file_that_was_changed_ends_the_next_load(store: Store, change: Change) -> None:
    """Written into, exchanged for one as large and as old, or gone: the load names it, and nothing is published."""
    path = _of_march(store)
    with _put_back(path):
        change(path)
        _refused(store, path.name)


@pytest.mark.parametrize("page", [None, b"", b"[]", b'{"a": [1]}', b'{"a": ["x", 1, 2, "now"]}'])
def test_without_the_page_everything_is_hashed(store: Store, page: bytes | None) -> None:
    """A page that is missing or damaged says nothing: a turned bit is found at once."""
    path, kept = _of_march(store), _current(store).folder / hashed.NAME
    with _put_back(path, kept):
        _turn_a_bit(path)
        kept.unlink()
        if page is not None:
            kept.write_bytes(page)
        _refused(store, path.name)


def test_a_copy_of_a_store_is_hashed(store: Store, tmp_path: Path) -> None:
    """The files of a copy are others: damage that came with it is noticed, whatever is known of the original."""
    path = _of_march(store)
    with _put_back(path):
        _turn_a_bit(path)
        copy = Store(tmp_path / "copy")
        shutil.copytree(store.root, copy.root, symlinks=True)
        _refused(copy, path.name)


def test_a_turned_bit_is_found_by_verify_and_when_its_turn_comes(tmp_path: Path) -> None:
    """What no time of change tells of is carried on by a load, but found by `verify`, and once the file is hashed."""
    store = Store.open(tmp_path / "store")
    run(store, "L1", [case(1), case(2, day=date(2024, 4, 5))])
    path = _of_march(store)
    _turn_a_bit(path)
    run(store, "L2", [case(3, day=date(2024, 4, 6))])
    assert any(path.name in fault.place for fault in verify(store))
    kept = _current(store).folder / hashed.NAME
    page = json.loads(kept.read_bytes())
    page[f"{_PLACE}/{path.name}"][-1] = "2000-01-01T00:00:00+00:00"  # as if no other had waited longer
    kept.write_text(json.dumps(page), encoding="utf-8")
    _refused(store, path.name)
