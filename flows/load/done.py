"""What a step has done, told apart from what it was doing when it was killed: a marker with the hashes of its files.

A step writes its files, then its marker. A later attempt at the same work takes over what has a marker and still is
what the marker says; everything else is done again.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from flows.load.job import Job
from warehouse.disk.durable import sha256_of

Step = Literal["parse", "derive"]


class Done(BaseModel):
    """The marker of a step.

    Attributes:
        load_id: the load whose id stands in the files.
        made_of: hash of what the files depend on beside the work's key.
        counts: what the step returned.
        files: SHA-256 of each file, by its path below the staging folder.
    """

    load_id: str
    made_of: str
    counts: dict[str, Any]
    files: dict[str, str]


def recalled(job: Job, step: Step, name: str, made_of: str = "") -> Done | None:
    """The marker of a step whose files are all there and unchanged, else None."""
    try:
        done = Done.model_validate_json(_marker(job, step, name).read_bytes())
        whole = done.made_of == made_of and all(
            sha256_of(job.staging / path) == digest for path, digest in done.files.items()
        )
    except (OSError, ValidationError):
        return None
    return done if whole else None


def mark(job: Job, step: Step, name: str, counts: Mapping[str, Any], files: Iterable[Path], made_of: str = "") -> None:
    """Write the marker of a step whose `files` are complete."""
    hashes = {path.relative_to(job.staging).as_posix(): sha256_of(path) for path in sorted(files)}
    done = Done(load_id=job.load_id, made_of=made_of, counts=dict(counts), files=hashes)
    marker = _marker(job, step, name)
    beside = marker.with_suffix(f".{job.attempt}.tmp")
    beside.write_text(done.model_dump_json(), encoding="utf-8")
    beside.replace(marker)


def _marker(job: Job, step: Step, name: str) -> Path:
    return job.done / f"{step}-{name}.json"
