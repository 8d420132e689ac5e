"""A file that is there whole or not at all, for what commands write where they are told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import SettingsError


@contextmanager
def whole_file(path: Path, option: str = "--out") -> Iterator[IO[bytes]]:
    """Write beside `path` and rename at the end; what is no file, as a pipe or a device, is written to as it is.

    Raises:
        SettingsError: it can't be written; names the option that tells another place.
    """
    path = path.resolve()  # a link stays a link
    is_file = path.is_file() or not path.exists()
    beside = path.with_name(f".{path.name}.part")
    try:
        with (beside if is_file else path).open("wb") as file:
            yield file
        if is_file:
            beside.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: can't be written ({error.strerror}); name another {option}") from error
    finally:
        beside.unlink(missing_ok=True)
