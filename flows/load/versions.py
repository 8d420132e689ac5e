"""What derives the rows, as one string that changes whenever they may."""

from pathlib import Path

from flows.load.derive import NO_ANNOTATOR, annotator_of
from flows.load.knowledge import knowledge_of


def extractor_version(spec: str, knowledge: Path | None = None) -> str:
    """The version of rules, seeds, annotator and knowledge file; `none` where nothing is derived."""
    if spec == NO_ANNOTATOR:
        return NO_ANNOTATOR
    from flows.derive.pipeline import extractor_version as version_with  # noqa: PLC0415  # loads seeds

    return version_with(annotator_of(spec), knowledge_of(knowledge))
