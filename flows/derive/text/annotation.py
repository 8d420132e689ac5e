"""What an annotator says about one article, and the protocol that every annotator keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from schemas.vocabulary import EntityKind

UPOS = (
    "X",
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
)
"""Universal part-of-speech tags; `Annotation.upos` holds positions in this tuple, 0 for unknown."""

DEPREL = (
    "dep",
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
)
"""Universal dependency relations; `Annotation.deprel` holds positions in this tuple, 0 for unknown."""

NAME_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
"""Kinds of names; `Annotation.name_kind` holds positions in this tuple."""

Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """Tokens, sentences, syntax and names of one article, as columns.

    Character offsets are code points into the article's body, end exclusive, ascending and free of overlap.
    Token columns (`starts` to `lemmas`) have one entry a token over the whole article. No token, sentence or
    name crosses a paragraph's end. Without `has_syntax`, `upos`, `heads` and `deprel` say "unknown" throughout
    and `lemmas` are the lower-cased forms.
    """

    starts: Ints
    ends: Ints
    sentence_first: Ints
    """Index of each sentence's first token, ascending; a sentence ends where the next one begins."""
    sentence_paragraph: Ints
    """Index, in the given paragraphs, of the paragraph that holds the sentence."""
    upos: Codes
    heads: Ints
    """Index of each token's head in this same article; -1 for the root of a sentence and for unknown."""
    deprel: Codes
    lemmas: tuple[str, ...]
    name_starts: Ints
    name_ends: Ints
    name_kind: Codes
    name_score: Floats
    """Confidence in each name, 0 to 1."""
    has_syntax: bool = True


class Annotator(Protocol):
    """Anything that can annotate an article; the same input gives the same output, whatever came before."""

    @property
    def version(self) -> str:
        """What enters `extractor_version`: changes whenever the output may change."""

    def annotate(self, body: str, paragraphs: Sequence[Span]) -> Annotation:
        """Annotate the given character ranges of `body` (one a paragraph, ascending, free of overlap)."""
