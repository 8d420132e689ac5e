"""A snapshot describes its files as a Frictionless data package and as Croissant, by the standards' own libraries."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.unit.warehouse.making import case, cases, run
from warehouse.snapshot.described import CROISSANT, PACKAGE
from warehouse.snapshot.verify import verify
from warehouse.store.store import Snapshot, Store


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Articles of two months."""
    store = Store.open(tmp_path_factory.mktemp("described") / "store")
    made = run(store, "L1", [*cases(2), case(9, day=None)])
    assert list(verify(store)) == []
    return made


def test_the_package_names_every_file_and_column(snapshot: Snapshot) -> None:
    """Each Parquet file once, with the columns that it has; what may not be NULL is required."""
    package = json.loads((snapshot.folder / PACKAGE).read_bytes())
    listed: list[str] = []
    for resource in package["resources"]:
        paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
        listed += paths
        names = [field["name"] for field in resource["schema"]["fields"]]
        for path in paths:
            assert pq.read_schema(snapshot.folder / path).names == names
    assert sorted(listed) == sorted(file.path for file in snapshot.manifest.files)


def test_the_package_is_valid(snapshot: Snapshot) -> None:
    """By frictionless, where it is installed."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    package = frictionless.Package.from_descriptor(json.loads((snapshot.folder / PACKAGE).read_bytes()))
    assert len(package.resources) == len({file.table for file in snapshot.manifest.files})


@pytest.mark.filterwarnings("ignore")  # of its own imports
def test_croissant_is_valid_and_finds_the_rows(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By mlcroissant, where it is installed: no error, and the rows of a table by its record set."""
    mlcroissant = pytest.importorskip("mlcroissant", reason="mlcroissant is not installed")
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path))
    metadata = mlcroissant.Dataset(snapshot.folder / CROISSANT).metadata
    assert list(metadata.ctx.issues.errors) == []
    assert {record_set.name for record_set in metadata.record_sets} == {file.table for file in snapshot.manifest.files}
