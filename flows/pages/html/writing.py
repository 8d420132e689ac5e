"""A page written to where a person said."""

from pathlib import Path

from schemas.errors import SettingsError


def write_page(path: Path, page: str, option: str) -> None:
    """Write a page (UTF-8, lines end in LF) to `path`, in place of what is there.

    Raises:
        SettingsError: it can't be written; names the option that tells another file.
    """
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(f"{path}: can't be written ({error.strerror}); name another file with {option}") from error
