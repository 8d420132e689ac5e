"""A load from beginning to end, under the store's lock, by whatever runs its steps."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.dataset as ds
from pydantic import BaseModel

from flows.load.derive import DeriveCounts, derive_file
from flows.load.job import Job
from flows.load.parse import ParseCounts, parse_batch
from flows.load.plan import CODE_VERSION, Plan, load_id_of
from flows.load.resolve import Resolution, resolve
from flows.load.restage import restage
from flows.settings import IngestSettings
from schemas.errors import LoadError, OnrecordError
from schemas.ids import hash_id
from schemas.ledger import Load
from schemas.tables import SCHEMA_VERSION
from schemas.vocabulary import LoadStatus
from warehouse.commit import commit
from warehouse.store import Store

REJECT_RATE_FROM = 20
"""Records from which on the limit of rejected ones applies."""


class Steps(Protocol):
    """What runs the steps that can run side by side; results come as they are ready."""

    def parse(self, job: Path, numbers: Sequence[int]) -> Iterator[ParseCounts]:
        """Run `parse_batch` for each number."""

    def derive(self, job: Path, names: Sequence[str]) -> Iterator[DeriveCounts]:
        """Run `derive_file` for each name."""


class PlainSteps:
    """Runs the steps one after another in this process, without Prefect."""

    def parse(self, job: Path, numbers: Sequence[int]) -> Iterator[ParseCounts]:
        """Run `parse_batch` for each number."""
        return (parse_batch(Job.load(job), number) for number in numbers)

    def derive(self, job: Path, names: Sequence[str]) -> Iterator[DeriveCounts]:
        """Run `derive_file` for each name."""
        return (derive_file(Job.load(job), name) for name in names)


class Watcher(Protocol):
    """Whoever wants to know how far a load is."""

    def phase(self, name: str, total: int) -> None:
        """Say that a phase begins, of so many steps."""

    def advance(self) -> None:
        """Say that a step of the phase is done."""


class NoWatcher:
    """Nobody watches."""

    def phase(self, name: str, total: int) -> None:
        """Ignore it."""

    def advance(self) -> None:
        """Ignore it."""


class LoadSummary(BaseModel):
    """What a load did."""

    load_id: str
    flow: str
    status: LoadStatus
    rows_in: int
    rows_ok: int
    rows_unchanged: int
    rows_duplicate: int
    rows_rejected: int
    words: int
    """Words of the articles that rows were derived from."""
    seconds: dict[str, float]
    """Wall-clock seconds by phase; the start of Prefect is none of them."""
    skipped: tuple[str, ...]
    """Files that were found and not read, with the reason."""
    warehouse: Path


@dataclass(slots=True)
class _Clock:
    """Adds up the wall-clock time of phases."""

    watcher: Watcher
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str, total: int = 1) -> Iterator[None]:
        self.watcher.phase(name, total)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


Stage = Callable[["Staging"], Resolution]
"""Brings a load's articles into its staging folder and says which are new."""


@dataclass(slots=True)
class Staging:
    """What a stage works with; it may put the counts of its records into `load`."""

    store: Store
    job: Job
    load: Load
    steps: Steps
    clock: _Clock


@dataclass(frozen=True, slots=True)
class Request:
    """What a flow wants loaded.

    Attributes:
        flow: name of the flow, for the ledger.
        settings: parameters of the load.
        plan: finds the inputs.
        stage: brings the articles into the staging folder and says which are new.
        steps: runs the steps.
        watcher: is told how far the load is.
        flow_run_id: Prefect's id of the run.
        extractor_version: what derives the rows.
    """

    flow: str
    settings: IngestSettings
    plan: Callable[[], Plan]
    extractor_version: str
    stage: "Stage"
    steps: Steps = field(default_factory=PlainSteps)
    watcher: Watcher = field(default_factory=NoWatcher)
    flow_run_id: str | None = None


def run_load(store: Store, request: Request) -> LoadSummary:
    """Run a load to its end, with the store's lock held by the caller.

    Either the store moves to a new snapshot, whole, or its tables stay as they are; the ledger tells which.

    Raises:
        InputError: a source can't be read.
        LoadError: too many rejects, or a blocking check failed.
    """
    clock = _Clock(request.watcher)
    started = datetime.now(UTC)
    store.recover()
    with clock.phase("plan"):
        plan = _planned(store, request, started)
    load = _begin(store, request, plan, started)
    try:
        return _steps(store, request, plan, load, clock)
    except BaseException as error:
        _give_up(store, load, error)
        raise


def _planned(store: Store, request: Request, started: datetime) -> Plan:
    try:
        return request.plan()
    except OnrecordError as error:
        unread = Plan((), " ".join(request.settings.sources), hash_id("unread", *request.settings.sources))
        load = _begin(store, request, unread, started)
        _give_up(store, load, error)
        raise


def _begin(store: Store, request: Request, plan: Plan, started: datetime) -> Load:
    previous = store.ledger.last_finished()
    load_id = load_id_of(request.settings, plan.input_sha256, previous, request.extractor_version)
    load = Load(
        load_id=load_id,
        flow=request.flow,
        flow_run_id=request.flow_run_id,
        previous_load_id=previous,
        started_at=started,
        finished_at=None,
        status="running",
        error_message=None,
        input_uri=plan.input_uri,
        input_sha256=plan.input_sha256,
        code_version=CODE_VERSION,
        schema_version=SCHEMA_VERSION,
        extractor_version=request.extractor_version,
        rows_in=0,
        rows_ok=0,
        rows_unchanged=0,
        rows_duplicate=0,
        rows_rejected=0,
    )
    store.ledger.begin_load(load)
    return load


def _give_up(store: Store, load: Load, error: BaseException) -> None:
    """Record that a load ended without a new snapshot; what a foreseen error says is fit for the ledger."""
    foreseen = isinstance(error, OnrecordError)
    status: LoadStatus = "failed" if isinstance(error, Exception) else "interrupted"
    message = str(error) if foreseen else type(error).__name__
    counted = store.ledger.load(load.load_id) or load
    store.ledger.finish_load(
        counted.model_copy(update={"status": status, "error_message": message, "finished_at": datetime.now(UTC)})
    )
    store.clear_staging(load.load_id)


def _steps(store: Store, request: Request, plan: Plan, load: Load, clock: _Clock) -> LoadSummary:
    job = _job(store, request, plan, load)
    staging = Staging(store, job, load, request.steps, clock)
    path = job.save()
    resolution = request.stage(staging)
    with clock.phase("derive", len(resolution.files)):
        derived = _gather(request.steps.derive(path, resolution.files), request.watcher)
    with clock.phase("store"):
        load = _commit(store, job, staging.load, resolution)
    return LoadSummary(
        **load.model_dump(include=set(LoadSummary.model_fields)),
        words=sum(counts.words for counts in derived),
        seconds=clock.seconds,
        skipped=plan.skipped,
        warehouse=store.root,
    )


def stage_input(staging: Staging) -> Resolution:
    """Parse the input and compare it with the store: the stage of `ingest` and `replay`.

    Raises:
        LoadError: more records than the settings allow were rejected; the rejects are in the ledger.
    """
    job, clock = staging.job, staging.clock
    with clock.phase("read", len(job.batches)):
        results = staging.steps.parse(job.path, range(len(job.batches)))
        parsed = _gather(results, clock.watcher)
    with clock.phase("compare"):
        resolution = resolve(job)
        staging.load = _counted(staging.load, parsed, resolution)
        _keep_rejects(staging.store, job, staging.load)
    return resolution


def stage_stored(staging: Staging) -> Resolution:
    """Take the stored articles again: the stage of `rederive`."""
    with staging.clock.phase("read"):
        return restage(staging.job)


def _job(store: Store, request: Request, plan: Plan, load: Load) -> Job:
    snapshot = store.current()
    return Job(
        load_id=load.load_id,
        staging=store.new_staging(load.load_id),
        news_duckdb=snapshot.news_duckdb if snapshot else None,
        started_at=load.started_at.isoformat(),
        settings=request.settings,
        batches=plan.batches,
    )


def _gather[T](results: Iterator[T], watcher: Watcher) -> list[T]:
    gathered = []
    for result in results:
        gathered.append(result)
        watcher.advance()
    return gathered


def _counted(load: Load, parsed: Sequence[ParseCounts], resolution: Resolution) -> Load:
    return load.model_copy(
        update={
            "rows_in": sum(counts.read for counts in parsed),
            "rows_rejected": sum(counts.rejected for counts in parsed),
            "rows_ok": resolution.ok,
            "rows_unchanged": resolution.unchanged,
            "rows_duplicate": resolution.duplicate,
        }
    )


def _keep_rejects(store: Store, job: Job, load: Load) -> None:
    """Put the rejects into the ledger, whatever becomes of the load, and hold them against the limit."""
    store.ledger.update_load(load)
    if any(job.rejects.iterdir()):
        store.ledger.add_rejects(_reject_batches(job.rejects))
    rate = load.rows_rejected / max(load.rows_in, 1)
    limit = job.settings.max_reject_rate
    if load.rows_in >= REJECT_RATE_FROM and rate > limit:
        raise LoadError(
            f"{load.input_uri}: {load.rows_rejected} of {load.rows_in} records were rejected, more than the "
            f"limit of {limit:.0%}; the tables are as they were. See `onrecord rejects`, then mend the input, "
            f"or raise --max-reject-rate"
        )


def _reject_batches(folder: Path) -> Iterator[pa.RecordBatch]:
    yield from ds.dataset(folder, format="parquet").to_batches()


def _commit(store: Store, job: Job, load: Load, resolution: Resolution) -> Load:
    if not resolution.files:
        load = load.model_copy(update={"status": "unchanged", "finished_at": datetime.now(UTC)})
        store.ledger.finish_load(load)
        store.clear_staging(load.load_id)
        return load
    commit(store, load, job.staging)
    return load.model_copy(update={"status": "committed"})
