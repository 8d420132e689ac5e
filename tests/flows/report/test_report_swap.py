"""A report takes the place of a report, and of nothing else."""

from pathlib import Path

import pytest

from flows.pages.report.site import known_entries
from flows.pages.report.swap import MARKER, replaced
from schemas.errors import SettingsError


def _write(target: Path, text: str) -> None:
    with replaced(target, known_entries()) as folder:
        (folder / "index.html").write_text(text)
        (folder / MARKER).write_text("{}")


def _write_half(target: Path) -> None:
    with replaced(target, known_entries()) as folder:
        (folder / "index.html").write_text("half")
        raise ValueError("half way")


def test_a_report_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """The second report leaves nothing of the first, and nothing beside."""
    _write(tmp_path / "site", "one")
    (tmp_path / "site" / "assets").mkdir()
    _write(tmp_path / "site", "two")
    assert (tmp_path / "site" / "index.html").read_text() == "two"
    assert not (tmp_path / "site" / "assets").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder made beforehand is used, and folders above it are made."""
    (tmp_path / "a" / "site").mkdir(parents=True)
    _write(tmp_path / "a" / "site", "one")
    _write(tmp_path / "b" / "c" / "site", "one")
    assert (tmp_path / "b" / "c" / "site" / "index.html").exists()


def test_a_report_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    """Nothing is swapped in unless the report is whole."""
    _write(tmp_path / "site", "one")
    with pytest.raises(ValueError, match="half"):
        _write_half(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """A folder with other things, a file, a link, a report with a stranger in it: an error that names the way out."""
    _write(tmp_path / "mixed", "one")
    (tmp_path / "mixed" / "thesis.odt").touch()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for name in ("mixed", "mine", "file", "link"):
        with pytest.raises(SettingsError, match="--out"):
            _write(tmp_path / name, "two")
    assert (tmp_path / "mine" / "index.html").read_text() == "mine"
    assert (tmp_path / "mixed" / "index.html").read_text() == "one"
