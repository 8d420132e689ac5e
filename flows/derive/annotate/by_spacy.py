"""Names from a spaCy pipeline that the user has installed; tokens, sentences and syntax stay the default's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from flows.derive.text.annotation import NAME_KINDS, Annotation, Annotator, Span

SPACY_SCORE = 0.8
"""Confidence of every name: spaCy's recognisers give none of their own."""
_LONGEST = 50_000
"""Characters given to the pipeline at once: well below spaCy's own limit of a million, which bounds its memory."""
_SAME_KIND = {"PER": "PERSON", "LOCATION": "LOC", "ORGANIZATION": "ORG", "FACILITY": "FAC"}
_UNUSED = ["parser", "tagger", "lemmatizer", "attribute_ruler", "morphologizer", "senter", "trainable_lemmatizer"]


class SpacyAnnotator:
    """The annotation of `base` with the names of the spaCy pipeline `name`.

    Labels that are kinds of names here, or CoNLL's, are kept; others are dropped.
    """

    def __init__(self, name: str, base: Annotator) -> None:
        self._pipeline = _load(name)
        self._base = base
        meta = self._pipeline.meta
        self._version = f"spacy-{meta['lang']}_{meta['name']}-{meta['version']}+{base.version}"

    @property
    def version(self) -> str:
        """The pipeline's name and version, and the version of the annotator that gives the rest."""
        return self._version

    def annotate(self, body: str, paragraphs: Sequence[Span]) -> Annotation:
        """Annotate the given character ranges of `body`; no name crosses a line's end."""
        seen = self._base.annotate(body, paragraphs)
        rows = list(self._names(body, paragraphs))
        return replace(
            seen,
            name_starts=np.array([row[0] for row in rows], np.int32),
            name_ends=np.array([row[1] for row in rows], np.int32),
            name_kind=np.array([row[2] for row in rows], np.uint8),
            name_score=np.full(len(rows), SPACY_SCORE, np.float32),
        )

    def _names(self, body: str, paragraphs: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
        pieces = list(_pieces(body, paragraphs))
        texts = (body[start:end] for start, end in pieces)
        for (start, _), doc in zip(pieces, self._pipeline.pipe(texts), strict=True):
            for name in doc.ents:
                kind = _SAME_KIND.get(name.label_, name.label_)
                if kind in NAME_KINDS:
                    yield start + name.start_char, start + name.end_char, NAME_KINDS.index(kind)


def _pieces(body: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """Lines of the paragraphs, cut where they are too long for a pipeline to hold."""
    for first, last in paragraphs:
        start = first
        while start < last:
            line_end = body.find("\n", start, last)
            end = min(line_end if line_end >= 0 else last, start + _LONGEST)
            if body[start:end].strip():
                yield start, end
            start = end + (end == line_end)


def _load(name: str) -> Any:  # noqa: ANN401  # spaCy may be absent, so its types can't be named
    try:
        import spacy  # noqa: PLC0415  # an extra, imported only when asked for
    except ImportError as error:
        raise ValueError(f"annotator spacy:{name}: spaCy is not installed; install onrecord's extra `spacy`") from error
    try:
        pipeline = spacy.load(name, exclude=_UNUSED)
    except OSError as error:
        raise ValueError(
            f"annotator spacy:{name}: no such pipeline is installed; see `python -m spacy info`"
        ) from error
    if not any("doc.ents" in pipeline.get_pipe_meta(pipe).assigns for pipe in pipeline.pipe_names):
        raise ValueError(f"annotator spacy:{name}: the pipeline finds no names; choose one with `ner`")
    return pipeline
