"""Plan: find the inputs, hash them, cut them into batches, name the load."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.installation import CODE_VERSION
from flows.readers.base import Slice
from flows.readers.discover import Discovery, discover
from flows.readers.split import split
from flows.settings import IngestSettings, LoadSettings, ReadSettings
from schemas.errors import InputError
from schemas.ids import hash_id
from schemas.tables import SCHEMA_VERSION

_NOT_IN_LOAD_ID = {
    "warehouse",
    "keep_snapshots_s",
    "runner",
    "batch_bytes",
    "stdin_file",
    "sources",
    "aliases",
    "knowledge",
    "follow_links",
    "memory_mb",
    "database",
    "fetch",
    "fetched",
    "watch",
    "openlineage",
    "openlineage_namespace",
}
"""Settings that change how a load runs, not what it says."""

_BATCHES = 16
"""Batches that an input is cut into at least, where they are no finer than that: workers get them as they come free.

Of 5.4 MB cut into 4 and 1.4, one of two workers waited for two thirds of the load.
"""
_FINEST_BYTES = 250_000
"""Size below which a batch's own cost, two tasks of Prefect, would show beside that of deriving it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The inputs of a load, in the order in which their records count."""

    batches: tuple[tuple[Slice, ...], ...]
    input_uri: str
    input_sha256: str
    skipped: tuple[str, ...] = ()
    """What was found and is not read, as `name (reason)`; hidden files and sidecars are not told."""


def plan_load(settings: IngestSettings) -> Plan:
    """Find and hash all inputs and cut them into batches of about `batch_bytes`, smaller where the input is.

    Raises:
        InputError: a source does not exist or can't be read.
    """
    slices: list[Slice] = []
    digest = hashlib.sha256()
    found = found_by(settings, settings.stdin_file)
    limit = _batch_bytes(settings, sum(file.size for file in found.files))
    own = [file for file in found.files if _lies_in(settings.warehouse, file.path)]
    for file in found.files:
        if file in own:
            continue
        pieces = split(file, limit)
        digest.update(f"{file.uri}\n{pieces.sha256}\n".encode())
        slices.extend(pieces.slices)
    skipped = tuple(str(entry) for entry in found.skipped if not entry.expected)
    skipped += tuple(f"{file.uri} (of the store itself)" for file in own)
    if own and not slices:
        raise InputError(
            f"{' '.join(settings.sources)}: nothing to read but the store's own files; name another source"
        )
    batches = tuple(_batches(slices, limit))
    return Plan(batches, " ".join(settings.sources), digest.hexdigest(), skipped)


def found_by(settings: ReadSettings, stdin_file: Path | None = None) -> Discovery:
    """The files under the sources of the settings, and what is skipped; raises InputError as `discover` does."""
    return discover(settings.sources, file_format=settings.format, stdin=stdin_file, follow_links=settings.follow_links)


def _lies_in(warehouse: Path, path: str) -> bool:
    """Whether a file is one of the store's: its tables are no articles."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(warehouse))


def _batch_bytes(settings: LoadSettings, total: int) -> int:
    return min(settings.batch_bytes, max(_FINEST_BYTES, total // _BATCHES))


def _batches(slices: Iterable[Slice], limit: int) -> Iterable[tuple[Slice, ...]]:
    batch: list[Slice] = []
    size = 0
    for piece in slices:
        if batch and size + piece.size > limit:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(piece)
        size += piece.size
    if batch:
        yield tuple(batch)


def work_key_of(settings: LoadSettings, input_sha256: str, extractor: str) -> str:
    """What names a load's work: the same input, by the same code and parameters, is the same work.

    Unlike the load's id it does not depend on the load before, nor on limits that only say whether a load goes on.
    """
    told = settings.model_dump(mode="json", exclude=_NOT_IN_LOAD_ID | {"max_reject_rate"})
    return hash_id("work", input_sha256, CODE_VERSION, SCHEMA_VERSION, extractor, json.dumps(told, sort_keys=True))


def load_id_of(
    settings: LoadSettings,
    input_sha256: str,
    previous_load_id: str | None,
    extractor: str,
    aliases_sha256: str | None,
) -> str:
    """The load's id: what came before, what is read, by which code, with which parameters.

    Of the alias file its content counts, not its path.
    """
    told = settings.model_dump(mode="json", exclude=_NOT_IN_LOAD_ID) | {"aliases": aliases_sha256}
    parameters = json.dumps(told, sort_keys=True)
    return hash_id("load", previous_load_id, input_sha256, CODE_VERSION, SCHEMA_VERSION, extractor, parameters)
