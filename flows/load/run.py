"""A load from beginning to end, under the store's lock, by whatever runs its steps."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel

from flows.installation import CODE_VERSION
from flows.load.aliases import NO_ALIASES, AliasFile, read_aliases
from flows.load.derive import DeriveCounts, derive_file
from flows.load.guard import guarded
from flows.load.job import Job
from flows.load.knowledge import knowledge_of
from flows.load.linker import NameLinker
from flows.load.parse import ParseCounts, parse_batch
from flows.load.plan import Plan, load_id_of
from flows.load.resolve import Resolution
from flows.load.watch import Clock, NoWatcher, Watcher
from flows.settings import IngestSettings
from schemas.errors import OnrecordError
from schemas.ids import hash_id
from schemas.ledger import Load
from schemas.rows import DeriveFailure
from schemas.tables import SCHEMA_VERSION
from schemas.vocabulary import LoadStatus
from warehouse.corpus.linker import Linking
from warehouse.disk.duck import duck_settings
from warehouse.snapshot.commit import commit
from warehouse.snapshot.recover import recover
from warehouse.store.store import Store

T = TypeVar("T")


class Steps(Protocol):
    """What runs the steps that can run side by side; results come as they are ready."""

    def parse(self, job: Path, numbers: Sequence[int]) -> Iterator[ParseCounts]:
        """Run `parse_batch` for each number."""

    def derive(self, job: Path, names: Sequence[str]) -> Iterator[DeriveCounts]:
        """Run `derive_file` for each name."""

    def close(self) -> None:
        """Let go of the workers: no more steps come."""


class PlainSteps:
    """Runs the steps one after another in this process, without Prefect."""

    def parse(self, job: Path, numbers: Sequence[int]) -> Iterator[ParseCounts]:
        """Run `parse_batch` for each number."""
        return (parse_batch(Job.load(job), number) for number in numbers)

    def derive(self, job: Path, names: Sequence[str]) -> Iterator[DeriveCounts]:
        """Run `derive_file` for each name."""
        return (derive_file(Job.load(job), name) for name in names)

    def close(self) -> None:
        """Do nothing: there are no workers."""


class LoadSummary(BaseModel):
    """What a load did."""

    load_id: str
    flow: str
    status: LoadStatus
    rows_in: int
    rows_ok: int
    """The sum of the next two."""
    rows_new: int
    rows_revised: int
    rows_unchanged: int
    rows_duplicate: int
    rows_rejected: int
    words: int
    """Words of the articles that rows were derived from."""
    seconds: dict[str, float]
    """Wall-clock seconds by phase; the start of Prefect is none of them."""
    derive_failures: tuple[DeriveFailure, ...] = ()
    """Steps of articles that failed in this load, all of them; the articles are stored with what could be made."""
    skipped: tuple[str, ...]
    """Files that were found and not read, with the reason."""
    warehouse: Path


@dataclass(frozen=True, slots=True)
class Request:
    """What a flow wants loaded.

    Attributes:
        flow: name of the flow, for the ledger.
        settings: parameters of the load.
        plan: finds the inputs.
        stage: brings the articles into the staging folder and says which are new.
        extractor_version: what derives the rows.
        steps: runs the steps.
        watcher: is told how far the load is.
        flow_run_id: Prefect's id of the run.
    """

    flow: str
    settings: IngestSettings
    plan: Callable[[], Plan]
    stage: "Callable[[Attempt], Resolution]"
    extractor_version: str
    steps: Steps = field(default_factory=PlainSteps)
    watcher: Watcher = field(default_factory=NoWatcher)
    flow_run_id: str | None = None


@dataclass(slots=True)
class Attempt:
    """A load that is under way; a stage puts the counts of its records into `load`."""

    store: Store
    request: Request
    clock: Clock
    load: Load
    plan: Plan
    aliases: AliasFile

    @property
    def folder(self) -> Path:
        """The staging folder."""
        return self.store.staging(self.load.load_id)


def run_load(store: Store, request: Request) -> LoadSummary:
    """Run a load to its end, with the store's lock held by the caller.

    Either the store moves to a new snapshot, whole, or its tables stay as they are; the ledger tells which.

    Raises:
        InputError: a source or the alias file can't be read.
        SettingsError: a line of the alias file makes no sense.
        LoadError: too many rejects, or a blocking check failed.
    """
    clock = Clock(request.watcher)
    started = datetime.now(UTC)
    with clock.phase("plan"):
        aliases = read_aliases(request.settings.aliases)
        recover(store)
        plan = _planned(store, request, clock, started)
    attempt = _begun(store, request, clock, plan, started, aliases)
    try:
        with guarded(request.flow, store.root):
            return _run(attempt)
    except BaseException as error:
        _give_up(attempt, error)
        raise


def _planned(store: Store, request: Request, clock: Clock, started: datetime) -> Plan:
    try:
        return request.plan()
    except OnrecordError as error:
        uris = request.settings.sources
        _give_up(_begun(store, request, clock, Plan((), " ".join(uris), hash_id("unread", *uris)), started), error)
        raise


def _begun(
    store: Store, request: Request, clock: Clock, plan: Plan, started: datetime, aliases: AliasFile = NO_ALIASES
) -> Attempt:
    previous = store.ledger.last_finished()
    load = Load(
        load_id=load_id_of(request.settings, plan.input_sha256, previous, request.extractor_version, aliases.sha256),
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
        rows_new=0,
        rows_revised=0,
    )
    store.ledger.begin_load(load)
    return Attempt(store, request, clock, load, plan, aliases)


def _give_up(attempt: Attempt, error: BaseException) -> None:
    """Record that a load ended without a new snapshot; only what a foreseen error says is fit for the ledger."""
    status: LoadStatus = "failed" if isinstance(error, Exception) else "interrupted"
    message = str(error) if isinstance(error, OnrecordError) else type(error).__name__
    ended = {"status": status, "error_message": message, "finished_at": datetime.now(UTC)}
    attempt.store.ledger.finish_load(attempt.load.model_copy(update=ended))
    shutil.rmtree(attempt.folder, ignore_errors=True)


def _run(attempt: Attempt) -> LoadSummary:
    request, clock = attempt.request, attempt.clock
    job = job_of(attempt)
    resolution = request.stage(attempt)
    with clock.phase("derive", len(resolution.files)):
        derived = gather(request.steps.derive(job.path, resolution.files), clock.watcher)
        request.steps.close()
    with clock.phase("store"):
        keep_for = timedelta(seconds=request.settings.keep_snapshots_s)
        known = knowledge_of(request.settings.knowledge)
        linking = Linking(lambda rows: NameLinker(rows, known), attempt.aliases.rows)
        snapshot = commit(
            attempt.store,
            attempt.load,
            attempt.folder,
            linking=linking,
            settings=duck_settings(request.settings.memory_mb),
            keep_for=keep_for,
        )
    return LoadSummary(
        **attempt.load.model_dump(include=set(LoadSummary.model_fields) - {"status"}),
        status="committed" if snapshot.manifest.load_id == attempt.load.load_id else "unchanged",
        words=sum(counts.words for counts in derived),
        seconds=clock.seconds,
        derive_failures=tuple(failure for counts in derived for failure in counts.failures),
        skipped=attempt.plan.skipped,
        warehouse=attempt.store.root,
    )


def job_of(attempt: Attempt) -> Job:
    """Return the job of an attempt, written into a fresh staging folder the first time."""
    snapshot = attempt.store.current()
    job = Job(
        load_id=attempt.load.load_id,
        staging=attempt.folder,
        news_duckdb=snapshot.database if snapshot else None,
        started_at=attempt.load.started_at.isoformat(),
        settings=attempt.request.settings,
        batches=attempt.plan.batches,
    )
    if not job.path.exists():
        shutil.rmtree(job.staging, ignore_errors=True)
        job.save()
    return job


def gather(results: Iterator[T], watcher: Watcher) -> list[T]:
    """Return all results; the watcher hears of each as it comes."""
    gathered = []
    for result in results:
        gathered.append(result)
        watcher.advance()
    return gathered
