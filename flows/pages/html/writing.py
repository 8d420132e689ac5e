"""A page written to where a person said."""

from pathlib import Path

from flows.whole import whole_file


def write_page(path: Path, page: str, option: str) -> None:
    """Write a page (UTF-8, lines end in LF) to `path`, in place of what is there, whole or not at all.

    Raises:
        SettingsError: it can't be written; names the option that tells another file.
    """
    with whole_file(path, f"file with {option}") as file:
        file.write(page.encode("utf-8"))
