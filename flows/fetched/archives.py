"""The web archives of a folder: those that are whole, and those that a killed run left."""

from pathlib import Path

_PART = ".part"
_ENDING = ".warc.gz"


def archive_path(folder: Path, name: str) -> Path:
    """The path of a web archive that is whole."""
    return folder / f"{name}{_ENDING}"


def unfinished_path(folder: Path, name: str) -> Path:
    """The path of a web archive that is being written; a dot before its name keeps loads from reading it."""
    return folder / f".{name}{_PART}"


def archives_of(folder: Path) -> list[Path]:
    """The web archives of a folder, the oldest first; none where there is no such folder."""
    return sorted(folder.glob(f"[!.]*{_ENDING}"))


def keep_unfinished(folder: Path) -> None:
    """Give the archives of runs that were killed their names; a reader names the record that one ends in."""
    for path in sorted(folder.glob(f".*{_PART}")):
        path.replace(archive_path(folder, path.name.removesuffix(_PART)[1:]))
