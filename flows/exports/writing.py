"""Files and folders that are there whole or not at all."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import orjson

from flows.whole import whole_file
from schemas.errors import SettingsError


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Write a folder beside `path` and rename it at the end; SettingsError where there is something, or it can't be."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise SettingsError(f"{path}: holds something already; name a folder that is new or empty with --out")
    beside = path.with_name(f".{path.name}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        yield beside
        beside.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: can't be written ({error.strerror}); name another --out") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_lines(path: Path, values: Iterable[object]) -> int:
    """Write a JSON value a line; return how many."""
    count = 0
    with whole_file(path) as file:
        for value in values:
            file.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count


def write_array(file: IO[bytes], values: Iterable[object]) -> int:
    """Write a JSON array, one value a line, without holding it; return how many."""
    count = 0
    file.write(b"[")
    for value in values:
        file.write((b",\n" if count else b"\n") + orjson.dumps(value))
        count += 1
    file.write(b"\n]\n")
    return count


def bare(value: dict[str, object]) -> dict[str, object]:
    """An object without what is not known: no null, no empty list."""
    return {name: one for name, one in value.items() if one is not None and one not in ([], {}, "")}
