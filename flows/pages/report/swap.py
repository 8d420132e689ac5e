"""A folder that is replaced as a whole: made beside the old one, then swapped in; a stranger's is left alone."""

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import SettingsError

MARKER = "onrecord-report.json"
"""The file by which a report's folder is known."""


@contextmanager
def replaced(target: Path, entries: Collection[str]) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well, it takes the place of `target`.

    The old folder stays as it is until the block has ended, and for good where it fails.

    Args:
        target: the folder to replace: missing, empty, or a report.
        entries: names that may lie in a report's folder; any other name is somebody else's work.

    Raises:
        SettingsError: `target` is something else than a report, or its folder can't be written.
    """
    target = target.absolute()
    refuse_strangers(target, entries)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise SettingsError(f"{target.parent}: can't be written ({error.strerror}); name another --out") from error
    try:
        made.chmod(0o755)
        yield made
        _swap(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def refuse_strangers(target: Path, entries: Collection[str]) -> None:
    """Raise SettingsError unless `target` is missing, an empty folder, or the folder of a report and nothing more."""
    if not target.exists() and not target.is_symlink():
        return
    if target.is_symlink() or not target.is_dir():
        raise SettingsError(f"{target}: is no folder; name another --out")
    names = {path.name for path in target.iterdir()}
    if not names:
        return
    if MARKER not in names:
        raise SettingsError(f"{target}: is not empty and holds no report of onrecord; name another --out")
    if strange := sorted(names - {MARKER, *entries}):
        raise SettingsError(
            f"{target}: holds {len(strange)} entries that are no part of a report, {strange[0]!r} among them; "
            "move them away or name another --out"
        )


def _swap(made: Path, target: Path) -> None:
    """Put `made` in the place of `target`; the old folder is put back if that fails."""
    if not target.exists():
        made.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    target.rename(old)
    try:
        made.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
