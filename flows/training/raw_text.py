"""Treebanks as the annotator meets them: paragraphs of text, with the gold tokens and trees on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from flows.derive.text.annotation import Ints
from flows.training.corpora import Sentence


@dataclass(slots=True)
class RawParagraph:
    """The text of a paragraph and its gold annotation, offsets into the text."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentence_first: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    def add(self, sentence: Sentence) -> None:
        """Append a sentence, with a blank wherever the treebank has one."""
        self.sentence_first.append(len(self.starts))
        self.sentences.append(sentence)
        for word, joined in zip(sentence.words, sentence.joined_before, strict=True):
            if self.text and not joined:
                self.text += " "
            self.starts.append(len(self.text))
            self.text += word
            self.ends.append(len(self.text))

    def columns(self) -> tuple[Ints, Ints]:
        """Starts and ends of the gold tokens."""
        return np.array(self.starts, np.int32), np.array(self.ends, np.int32)


def raw_paragraphs(sentences: Iterable[Sentence]) -> Iterator[RawParagraph]:
    """The paragraphs of a treebank."""
    current = RawParagraph()
    for sentence in sentences:
        if sentence.starts_paragraph and current.sentences:
            yield current
            current = RawParagraph()
        current.add(sentence)
    if current.sentences:
        yield current
