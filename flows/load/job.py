"""A load's job: what every step and every worker knows about it, kept as JSON in the staging folder."""

import json
import shutil
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.readers.base import Slice
from flows.settings import LoadSettings
from schemas.errors import LoadError
from warehouse.store.work import begin_attempt, is_attempt

JOB_FILE = "job.json"


class Job(BaseModel):
    """Everything a worker needs; holds paths, ids and settings, no article text."""

    model_config = ConfigDict(frozen=True)

    load_id: str
    attempt: str
    """Tells attempts at the same load apart: a worker that outlived its own stops."""
    staging: Path
    news_duckdb: Path | None
    """The database of the snapshot before this load; None for the first load."""
    started_at: str
    """Instant at which the load began, ISO 8601 in UTC."""
    settings: LoadSettings
    extractor_version: str
    """What the rows shall be derived with; a worker on another machine may have another."""
    batches: tuple[tuple[Slice, ...], ...]

    @property
    def input_bytes(self) -> int:
        """Size of the whole input as it lies on disk."""
        return sum(piece.size for batch in self.batches for piece in batch)

    @property
    def parsed(self) -> Path:
        """Folder of the valid articles, a file or more per batch."""
        return self.staging / "parsed"

    @property
    def rejects(self) -> Path:
        """Folder of the rejected records, a file per batch that has any."""
        return self.staging / "rejects"

    @property
    def resolved(self) -> Path:
        """Folder that says, for each file of `parsed`, which of its articles are new and in which revision."""
        return self.staging / "resolved"

    @property
    def done(self) -> Path:
        """Folder of the markers of finished steps."""
        return self.staging / "done"

    @property
    def rows(self) -> Path:
        """Folder of the new rows, one folder a table."""
        return self.staging / "rows"

    @property
    def annotations(self) -> Path:
        """File of what people annotated, where there is anything; a worker reads it, as it can't open the ledger."""
        return self.staging / "annotations.parquet"

    @property
    def path(self) -> Path:
        """The file that `save` writes."""
        return self.staging / JOB_FILE

    def save(self) -> Path:
        """Write the job into its staging folder, make the folders of the steps, and return the file's path.

        What an earlier attempt at the same work left there stays, if its input was cut into the same batches.
        """
        if _cuts(_saved(self.path)) != _cuts(self):
            shutil.rmtree(self.staging, ignore_errors=True)
        for folder in (self.parsed, self.rejects, self.resolved, self.rows, self.done):
            folder.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".tmp")
        beside.write_text(self.model_dump_json(), encoding="utf-8")
        beside.replace(self.path)
        begin_attempt(self.staging, self.load_id, self.attempt)
        return self.path

    def check_wanted(self) -> None:
        """Go on if the load does; a worker in the middle of a step ends soon after a stop that way.

        Raises:
            LoadError: the load was given up, or begun anew by another process.
        """
        if not is_attempt(self.staging, self.load_id, self.attempt):
            raise LoadError(f"load {self.load_id}: was given up; this worker stops")

    @classmethod
    def load(cls, path: Path) -> "Job":
        """Read a job that `save` wrote."""
        return cls.model_validate(json.loads(path.read_bytes()))


def _saved(path: Path) -> Job | None:
    try:
        return Job.load(path)
    except (OSError, ValueError, ValidationError):
        return None


def _cuts(job: Job | None) -> list[list[tuple[object, ...]]] | None:
    """What the batches of a job are of its input, wherever that lies."""
    if job is None:
        return None
    return [[(one.uri, one.format, one.start, one.stop, one.first_record) for one in batch] for batch in job.batches]
