"""What the main job makes of --fetch: archives among its sources, each until a load has read it; off by default."""

import gzip
import logging
from pathlib import Path

import pytest

from flows.fetching import check_fetch, folder_of, note_done, with_fetched
from flows.served import ROOTS, check_allowed
from flows.settings import IngestSettings
from schemas.errors import InputError, SettingsError
from tests.unit.readers.formats.test_warc import response


def test_nothing_is_fetched_unless_it_is_asked_for(tmp_path: Path) -> None:
    """Without --fetch there is neither a folder nor a source more; without any source there is a word."""
    settings = IngestSettings(sources=("a",), warehouse=tmp_path / "store")
    assert with_fetched(settings) == (settings, ())
    assert not folder_of(settings).exists()
    with pytest.raises(SettingsError, match="--fetch URL"):
        check_fetch(IngestSettings(warehouse=tmp_path / "store"))
    with pytest.raises(InputError, match="neither an address"):
        check_fetch(IngestSettings(fetch=("nowhere",), warehouse=tmp_path / "store"))


def test_what_was_fetched_is_read_until_a_load_ends(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An address that can't be fetched is told and ends nothing; archives wait for a load, then are done with."""
    settings = IngestSettings(fetch=("http://127.0.0.1:9/feed",), warehouse=tmp_path / "store")
    folder = folder_of(settings)
    folder.mkdir()
    kept = folder / "20260525T000000Z.warc.gz"
    kept.write_bytes(gzip.compress(response(1)))
    with caplog.at_level(logging.WARNING, "onrecord.fetch"):
        wanted, archives = with_fetched(settings)
    assert (wanted.sources, list(archives)) == ((str(kept),), [kept])
    assert "http://127.0.0.1:9/feed: not fetched:" in caplog.text
    note_done(archives)
    assert with_fetched(settings)[0].sources == ()


def test_others_may_not_let_a_served_flow_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reaches the Prefect server could else let this machine ask any address."""
    monkeypatch.setenv(ROOTS, str(tmp_path))
    check_allowed(IngestSettings(sources=(str(tmp_path),), warehouse=tmp_path / "store"))
    with pytest.raises(SettingsError, match="fetches only"):
        check_allowed(IngestSettings(fetch=("https://a.example",), warehouse=tmp_path / "store"))
