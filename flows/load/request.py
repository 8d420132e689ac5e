"""What a flow asks of a load, what a load under way knows, and what it says at its end: below stages and `run_load`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import uuid4

from pydantic import BaseModel

from flows.lineage.of_load import Lineage
from flows.load.aliases import AliasFile
from flows.load.derive import DeriveCounts, derive_file
from flows.load.job import Job
from flows.load.parse import ParseCounts, parse_batch
from flows.load.plan import Plan, work_key_of
from flows.load.resolve import Resolution
from flows.load.watch import Clock, NoWatcher, Watcher
from flows.settings import LoadSettings
from flows.watching.of_load import Watching
from schemas.ledger import Load
from schemas.rows import DeriveFailure
from schemas.vocabulary import LoadStatus
from warehouse.snapshot.build import Watch
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
    articles_kept: int = 0
    """Articles whose rows an earlier attempt at this load had derived; they were taken over."""
    derive_failures: tuple[DeriveFailure, ...] = ()
    """Steps of articles that failed in this load, all of them; the articles are stored with what could be made."""
    skipped: tuple[str, ...]
    """Files that were found and not read, with the reason."""
    warehouse: Path
    alerts: dict[str, int] = {}
    """How many alerts each rule of the watch list raised."""
    alert_troubles: tuple[str, ...] = ()
    """What could not be looked for or told, and why; the load has succeeded all the same."""
    lineage_trouble: str | None = None
    """Why events of OpenLineage did not arrive; as above."""


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
        rebuild: make news.duckdb anew from the Parquet files, even if nothing changed.
        look: looks at the tables in the place of a watch list; by UnpublishedError it ends the load there.
    """

    flow: str
    settings: LoadSettings
    plan: Callable[[], Plan]
    stage: "Callable[[Attempt], Resolution]"
    extractor_version: str
    steps: Steps = field(default_factory=PlainSteps)
    watcher: Watcher = field(default_factory=NoWatcher)
    flow_run_id: str | None = None
    rebuild: bool = False
    look: Watch | None = None


@dataclass(slots=True)
class Attempt:
    """A load that is under way; a stage puts the counts of its records into `load`."""

    store: Store
    request: Request
    clock: Clock
    load: Load
    plan: Plan
    aliases: AliasFile
    job: Job | None = None
    watching: Watching = field(default_factory=Watching)
    lineage: Lineage = field(default_factory=Lineage)

    @property
    def folder(self) -> Path:
        """The staging folder."""
        settings, load = self.request.settings, self.load
        return self.store.staging(work_key_of(settings, load.input_sha256, load.extractor_version))


def job_of(attempt: Attempt) -> Job:
    """The job of an attempt; the first call writes it into the staging folder of its work."""
    if attempt.job is None:
        snapshot = attempt.store.current()
        attempt.job = Job(
            load_id=attempt.load.load_id,
            attempt=uuid4().hex,
            staging=attempt.folder,
            news_duckdb=snapshot.database if snapshot else None,
            started_at=attempt.load.started_at.isoformat(),
            settings=attempt.request.settings,
            extractor_version=attempt.request.extractor_version,
            batches=attempt.plan.batches,
        )
        attempt.job.save()
    return attempt.job


def gather(results: Iterator[T], watcher: Watcher) -> list[T]:
    """All results; the watcher hears of each as it comes."""
    gathered = []
    for result in results:
        gathered.append(result)
        watcher.advance()
    return gathered
