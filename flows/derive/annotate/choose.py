"""Which annotator a specification names."""

from functools import lru_cache

from flows.derive.text.annotation import Annotator

DEFAULT = "default"
SIMPLE = "simple"
_SPACY = "spacy:"


def annotator_for(spec: str = DEFAULT, threads: int = 1) -> Annotator:
    """The annotator that `spec` names, loaded once per process, running on `threads` cores.

    `default` is the shipped model, `simple` cuts tokens and sentences by rule only, `spacy:NAME` takes names
    from an installed spaCy pipeline and the rest from the default. Raises ValueError for anything else.
    """
    return _load(spec, threads)


@lru_cache(maxsize=4)
def _load(spec: str, threads: int) -> Annotator:
    if spec == DEFAULT:
        from flows.derive.annotate.minilm import MiniLmAnnotator  # noqa: PLC0415  # the model is loaded only when asked for

        return MiniLmAnnotator(threads=threads)
    if spec == SIMPLE:
        from flows.derive.annotate.simple import SimpleAnnotator  # noqa: PLC0415  # as above

        return SimpleAnnotator()
    if spec.startswith(_SPACY):
        from flows.derive.annotate.by_spacy import SpacyAnnotator  # noqa: PLC0415  # spaCy is an extra

        return SpacyAnnotator(spec.removeprefix(_SPACY), annotator_for(DEFAULT, threads))
    raise ValueError(f"annotator {spec!r}: unknown; use {DEFAULT}, {SIMPLE} or {_SPACY}NAME")
