"""A file that is there whole or not at all, for what commands write where they are told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import SettingsError


@contextmanager
def whole_file(path: Path, option: str = "--out") -> Iterator[IO[bytes]]:
    """Write beside `path` and rename at the end.

    Raises:
        SettingsError: it can't be written; names the option that tells another place.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: can't be written ({error.strerror}); name another {option}") from None
    finally:
        beside.unlink(missing_ok=True)
