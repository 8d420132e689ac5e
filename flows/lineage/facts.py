"""What the events tell of a load, without the library that words them: paths, counts, names; never text."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flows.settings import LoadSettings
from schemas.tables import ARTICLE_TABLES, BY_NAME, CORPUS_TABLES, Table
from schemas.vocabulary import Severity
from warehouse.checks.run import all_checks
from warehouse.disk.manifest import Manifest

MOST_INPUTS: Final = 100
"""Inputs that an event names; of more, the folders that they lie in."""
_GLOB: Final = re.compile(r"[*?\[]")
_FROM: Final = re.compile(r"\bFROM (\w+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A dataset as OpenLineage names it: `file` and an absolute path, or an address and its path."""

    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check said of a load: in how many rows its rule is broken."""

    name: str
    severity: Severity
    failing_rows: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a load wrote of a table: rows, bytes and files; all 0 where it left the table as it was."""

    table: Table
    rows: int
    bytes: int
    files: int


def file_place(path: str | Path) -> Place:
    """A path of this machine; a glob is the folder above its first wildcard."""
    plain = str(path)
    wild = _GLOB.search(plain)
    if wild and not os.path.exists(plain):  # noqa: PTH110  # a glob is no path
        plain = plain[: wild.start()].rpartition("/")[0] or "."
    return Place("file", os.path.abspath("/dev/stdin" if plain == "-" else plain))  # noqa: PTH100  # links stay


def url_place(url: str) -> Place:
    """An address without what may be secret in it: password, query, fragment."""
    parts = urlsplit(url)
    host = f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
    return Place(f"{parts.scheme}://{host}", parts.path or "/")


def table_place(store: Path, name: str) -> Place:
    """A table of a store: its folder of the current snapshot, which is the same for every load."""
    return Place("file", f"{store.absolute()}/current/{name}")


def inputs_of(flow: str, settings: LoadSettings, store: Path) -> Sequence[Place]:
    """What a load reads: sources and addresses; a replay the refused records, others the stored articles."""
    fetched = [address for address in getattr(settings, "fetch", ()) if "://" in address]
    places = list(dict.fromkeys([*map(url_place, fetched), *map(file_place, settings.asked)]))
    if len(places) > MOST_INPUTS:
        places = list(dict.fromkeys(Place(one.namespace, os.path.dirname(one.name)) for one in places))[:MOST_INPUTS]  # noqa: PTH120
    if places:
        return places
    return [table_place(store, "rejects" if flow == "replay" else "articles")]


def written_by(manifest: Manifest, load_id: str) -> Iterator[Written]:
    """What a load wrote of each table that has files; months that were merged are written anew, whole."""
    for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
        if not (files := manifest.files_of(table.name)):
            continue
        own = [file for file in files if file.load_id == load_id]
        yield Written(table, sum(file.rows for file in own), sum(file.bytes for file in own), len(own))


def by_table(checked: Sequence[Checked]) -> Mapping[str, Sequence[Checked]]:
    """What was said of each table: by the checks that look through its rows."""
    found: dict[str, list[Checked]] = {}
    for one in checked:
        for table in _looks_through().get(one.name, ()):
            found.setdefault(table, []).append(one)
    return found


def descriptions() -> Mapping[str, str]:
    """What each check demands."""
    return {check.name: check.description for check in all_checks()}


@cache
def _looks_through() -> Mapping[str, Sequence[str]]:
    """The tables that each check's query begins from: those that stand behind FROM."""
    return {
        check.name: [name for name in dict.fromkeys(_FROM.findall(check.sql)) if name in BY_NAME]
        for check in all_checks()
    }
