"""Annotations into the store: kept in the ledger, and their articles derived anew, in one load."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from flows.annotating.read import Task, read_tasks
from flows.load.plan import Plan
from flows.load.request import Attempt, LoadSummary, Request, job_of
from flows.load.resolve import Resolution
from flows.load.restage import restage
from flows.load.run import run_load
from flows.load.versions import extractor_version
from flows.settings import LoadSettings
from schemas.errors import InputError, StoreError
from schemas.ids import hash_id
from schemas.ledger import Annotation
from warehouse.disk.durable import sha256_of
from warehouse.store.read import connect
from warehouse.store.store import Store

_FLOW = "import-annotations"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported: the load, how many articles it annotated, and ids of tasks that could not be used."""

    summary: LoadSummary
    articles: int
    unknown: Sequence[str]
    """Articles that the store lacks."""
    revised: Sequence[str]
    """Articles whose text is another by now: offsets would point elsewhere."""


def import_annotations(path: Path, settings: LoadSettings) -> Imported:
    """Keep what was annotated, and derive those articles anew, which ends with it.

    Raises:
        InputError: the file can't be read, or no task of it can be used.
        StoreError: there is no store, or nothing was loaded yet; StoreLockedError: a load goes on.
        LoadError: a blocking check failed; the tables and annotations are as they were.
    """
    store = Store.open(settings.warehouse, create=False)
    with store.lock(_FLOW):
        tasks = {task.article_id: task for task in read_tasks(path)}
        hashes = _hashes(store, list(tasks))
        usable = {key: tasks[key] for key, (_, body) in hashes.items() if body == tasks[key].text}
        if not usable:
            raise InputError(f"{path}: no annotated task is of an article that the store holds in that text")
        request = Request(
            flow=_FLOW,
            settings=settings,
            plan=partial(_plan, path, store),
            stage=partial(_stage, usable, {key: hashes[key][0] for key in usable}),
            extractor_version=extractor_version(settings.annotator, settings.knowledge),
        )
        summary = run_load(store, request)
    unknown = sorted(tasks.keys() - hashes.keys())
    return Imported(summary, len(usable), unknown, sorted(hashes.keys() - usable.keys()))


def _hashes(store: Store, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Hash and text of the body of those articles that are there."""
    if store.current() is None:
        raise StoreError(f"{store.root}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    query = "SELECT article_id, dup_group_id, body FROM articles WHERE list_contains(?, article_id)"
    with connect(store) as con:
        try:
            return {key: (digest, body) for key, digest, body in con.execute(query, [list(keys)]).fetchall()}
        except duckdb.Error as error:
            raise StoreError(f"{store.root}: can't be asked for its articles ({type(error).__name__})") from None


def _plan(path: Path, store: Store) -> Plan:
    current = store.current()
    return Plan((), str(path), hash_id(_FLOW, sha256_of(path), current.snapshot_id if current else ""))


def _stage(tasks: dict[str, Task], hashes: dict[str, str], attempt: Attempt) -> Resolution:
    load_id = attempt.load.load_id
    rows = [row for key, task in sorted(tasks.items()) for row in _rows(task, hashes[key], load_id)]
    attempt.store.ledger.add_annotations(rows)
    with attempt.clock.phase("read"):
        return restage(job_of(attempt), sorted(tasks))


def _rows(task: Task, body_hash: str, load_id: str) -> Iterator[Annotation]:
    whole = ("Article", (0, len(task.text)), None)
    for label, span, speaker in (whole, *((one.label, one.span, one.speaker) for one in task.marked)):
        yield Annotation(
            annotation_id=hash_id("annotations", load_id, task.article_id, label, *span),
            article_id=task.article_id,
            body_hash=body_hash,
            label=label,
            start_char=span[0],
            end_char=span[1],
            speaker_start=speaker[0] if speaker else None,
            speaker_end=speaker[1] if speaker else None,
            annotator=task.annotator,
            annotated_at=task.annotated_at,
            load_id=load_id,
        )
