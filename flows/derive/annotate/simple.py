"""An annotator of tokens and rule-cut sentences only: no model, no syntax, no names."""

from collections.abc import Sequence

import numpy as np

from flows.derive.annotate.sentences import sentence_starts
from flows.derive.annotate.tokenize import tokenize
from flows.derive.text.annotation import Annotation, Ints, Span

SIMPLE_VERSION = "simple-1"


class SimpleAnnotator:
    """Tokens and sentences by rule, for tests and for texts whose syntax nobody asks for."""

    @property
    def version(self) -> str:
        """Changes whenever the rules do."""
        return SIMPLE_VERSION

    def annotate(self, body: str, paragraphs: Sequence[Span]) -> Annotation:
        """Tokens and sentences of the given character ranges of `body`; `has_syntax` is False."""
        starts, ends, first, paragraph = tokens_and_sentences(body, paragraphs)
        count = len(starts)
        bounds = zip(starts.tolist(), ends.tolist(), strict=True)
        return Annotation(
            starts=starts,
            ends=ends,
            sentence_first=first,
            sentence_paragraph=paragraph,
            upos=np.zeros(count, np.uint8),
            heads=np.full(count, -1, np.int32),
            deprel=np.zeros(count, np.uint8),
            lemmas=tuple(body[start:end].lower() for start, end in bounds),
            name_starts=np.zeros(0, np.int32),
            name_ends=np.zeros(0, np.int32),
            name_kind=np.zeros(0, np.uint8),
            name_score=np.zeros(0, np.float32),
            has_syntax=False,
        )


def tokens_and_sentences(body: str, paragraphs: Sequence[Span]) -> tuple[Ints, Ints, Ints, Ints]:
    """Token starts and ends, each sentence's first token and its paragraph's index, all by rule."""
    starts: list[Ints] = [np.zeros(0, np.int32)]
    ends: list[Ints] = [np.zeros(0, np.int32)]
    first: list[int] = []
    paragraph: list[int] = []
    seen = 0
    for index, span in enumerate(paragraphs):
        begin, end = tokenize(body, span)
        words = [body[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        cuts = sentence_starts(words)
        first += [seen + cut for cut in cuts]
        paragraph += [index] * len(cuts)
        starts.append(begin)
        ends.append(end)
        seen += len(begin)
    return (
        np.concatenate(starts),
        np.concatenate(ends),
        np.array(first, np.int32),
        np.array(paragraph, np.int32),
    )
