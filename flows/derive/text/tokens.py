"""The annotation's token columns as plain lists, with the way from characters to tokens and from heads to children."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from flows.derive.text.annotation import DEPREL, UPOS, Annotation, Span
from flows.derive.text.memory import Remembering
from flows.derive.text.signs import SUBJECTS

_NONE: Sequence[int] = ()
LONGEST_SENTENCE = 300
"""Tokens in a sentence up to which its syntax is read."""


class Tokens(Remembering):
    """A document's tokens: every list has one entry a token, over the whole article.

    Attributes:
        starts: Offsets of the first characters.
        ends: Offsets behind the last characters.
        words: The tokens as written.
        lower: The tokens in lower case, apostrophes made plain.
        lemmas: Lemmas in lower case; without syntax the tokens in lower case.
        upos: Universal part-of-speech tags.
        heads: Indices of the heads; -1 for roots and where unknown.
        deprel: Universal dependency relations.
        sentence: Indices of the sentences.
        has_syntax: Whether tags, heads, relations and lemmas are known.
    """

    def __init__(self, body: str, annotation: Annotation) -> None:
        self.body = body
        self.has_syntax = annotation.has_syntax
        self.starts: list[int] = annotation.starts.tolist()
        self.ends: list[int] = annotation.ends.tolist()
        self.words = [body[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        plain = body.replace("’", "'")  # of the same length
        self.lower = [plain[start:end].lower() for start, end in zip(self.starts, self.ends, strict=True)]
        self.lemmas = [lemma.lower() for lemma in annotation.lemmas] if self.has_syntax else self.lower
        self.upos = [UPOS[code] for code in annotation.upos.tolist()]
        self.heads: list[int] = annotation.heads.tolist()
        self.deprel = [DEPREL[code] for code in annotation.deprel.tolist()]
        self.sentence_first: list[int] = annotation.sentence_first.tolist()
        self.sentence_paragraph: list[int] = annotation.sentence_paragraph.tolist()
        self.sentence = self._sentences()

    def __len__(self) -> int:
        return len(self.starts)

    def _sentences(self) -> list[int]:
        bounds = [*self.sentence_first, len(self.starts)]
        return [index for index in range(len(bounds) - 1) for _ in range(bounds[index + 1] - bounds[index])]

    def sentence_tokens(self, sentence: int) -> range:
        """Indices of a sentence's tokens."""
        last = self.sentence_first[sentence + 1] if sentence + 1 < len(self.sentence_first) else len(self.starts)
        return range(self.sentence_first[sentence], last)

    def within(self, span: Span) -> range:
        """Indices of the tokens that share a character with a span of the body."""
        return range(bisect_right(self.ends, span[0]), max(bisect_left(self.starts, span[1]), 0))

    def parsed(self, token: int) -> bool:
        """Whether the syntax of a token's sentence is known and the sentence is of a length that sentences have.

        Endless ones (tables, lists, noise) would cost more than linear time and mean nothing.
        """
        return self.has_syntax and len(self.sentence_tokens(self.sentence[token])) <= LONGEST_SENTENCE

    def token_at(self, char: int) -> int:
        """Index of the token at (or, between two, before) a character; 0 if there is none."""
        found = bisect_right(self.starts, char)
        return found - 1 if found else 0

    def sentence_at(self, char: int) -> int:
        """Index of the sentence at (or, between two, before) a character; 0 if there is none."""
        token = bisect_right(self.starts, char) - 1
        return self.sentence[token] if token >= 0 else 0

    @cached_property
    def children(self) -> list[Sequence[int]]:
        """The dependents of each token, ascending."""
        found: dict[int, list[int]] = {}
        for token, head in enumerate(self.heads):
            if head >= 0:
                found.setdefault(head, []).append(token)
        return [found.get(token, _NONE) for token in range(len(self.heads))]

    @cached_property
    def subjects(self) -> dict[int, list[int]]:
        """The heads of the subjects of each predicate, ascending; of one with a copula alone, none."""
        found: dict[int, list[int]] = {}
        for token, relation in enumerate(self.deprel):
            if relation in SUBJECTS:
                found.setdefault(self.heads[token], []).append(token)
            elif relation == "cop":
                found.setdefault(self.heads[token], [])
        return found

    def dependents(self, token: int, *relations: str) -> list[int]:
        """The dependents of a token in one of the given relations, ascending."""
        children = self.children[token]
        if not children or self._below[token].isdisjoint(relations):
            return []
        deprel = self.deprel
        return [child for child in children if deprel[child] in relations]

    @cached_property
    def _below(self) -> list[frozenset[str]]:
        """The relations of each token's dependents: most askings end here."""
        deprel, empty = self.deprel, frozenset[str]()
        return [frozenset([deprel[child] for child in one]) if one else empty for one in self.children]

    def subtree(self, token: int) -> list[int]:
        """A token and all that depends on it, ascending; robust against circles."""
        seen, stack = {token}, [token]
        while stack:
            for child in self.children[stack.pop()]:
                if child not in seen:
                    seen.add(child)
                    stack.append(child)
        return sorted(seen)
