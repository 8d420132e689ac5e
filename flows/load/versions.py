"""What derives the rows, as one string that changes whenever they may."""

from flows.load.derive import NO_ANNOTATOR, annotator_of


def extractor_version(spec: str) -> str:
    """Return the version of rules, seeds and annotator; `none` where nothing is derived."""
    if spec == NO_ANNOTATOR:
        return NO_ANNOTATOR
    from flows.derive.pipeline import extractor_version as version_with  # noqa: PLC0415  # loads seeds

    return version_with(annotator_of(spec))
