"""A worker on another machine derives what the load's own would, or nothing."""

from pathlib import Path

import pytest

from flows.load.job import Job
from flows.load.versions import check_version, extractor_version
from flows.settings import LoadSettings
from schemas.errors import LoadError


def _job(folder: Path, version: str) -> Job:
    return Job(
        load_id="l",
        attempt="a",
        staging=folder,
        news_duckdb=None,
        started_at="2024-03-02T00:00:00Z",
        settings=LoadSettings(warehouse=folder, annotator="simple"),
        extractor_version=version,
        batches=(),
    )


def test_another_version_is_refused(tmp_path: Path) -> None:
    """The message says what to do; with the same version it goes on."""
    with pytest.raises(LoadError, match="install the same onrecord"):
        check_version(_job(tmp_path, "another"))
    check_version(_job(tmp_path, extractor_version("simple")))
