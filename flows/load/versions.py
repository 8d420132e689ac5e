"""What derives the rows, as one string that changes whenever they may."""

from pathlib import Path

from flows.load.derive import NO_ANNOTATOR, annotator_of
from flows.load.job import Job
from flows.load.knowledge import knowledge_of
from schemas.errors import LoadError


def extractor_version(spec: str, knowledge: Path | None = None) -> str:
    """The version of rules, seeds, annotator and knowledge file; `none` where nothing is derived."""
    if spec == NO_ANNOTATOR:
        return NO_ANNOTATOR
    from flows.derive.pipeline import extractor_version as version_with  # noqa: PLC0415  # loads seeds

    return version_with(annotator_of(spec), knowledge_of(knowledge))


def check_version(job: Job) -> None:
    """Go on if this process derives what the load's own would.

    Raises:
        LoadError: this is a worker with another version of onrecord, of its seeds, or of the knowledge file.
    """
    here = extractor_version(job.settings.annotator, job.settings.knowledge)
    if here != job.extractor_version:
        raise LoadError(
            f"load {job.load_id}: this worker would derive with {here}, the load asks for {job.extractor_version}; "
            "install the same onrecord, and the same knowledge file, on every machine"
        )
