"""Whatever a parser says, be it nonsense with circles: no crash, offsets hold, the same rows every time."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.pipeline import derive
from flows.derive.text.annotation import DEPREL, NAME_KINDS, UPOS, Annotation, Span
from tests.examples import examples
from tests.strategies import CUES, ENDS, MARKS, NAMES, PRONOUNS, bodies, pieces
from tests.unit.derive.making import article

_REST = ("the", "of", "and", "but", "will", "not", "rose", "5 percent", "on Monday", "in Rome", "reporters", "would")
_MORE = (
    ",",
    ".",
    ":",
    "-",
    "(",
    ")",
    "as",
    "United States and",
    "the company",
    "ROE:",
    "By Jane Roe",
    "((Roe))",
    "Q",
    "’s",
)
_BEGUN = ("((Roe))", "Q", "’s", "A:")
_TEXTS = bodies(st.lists(pieces(MARKS, ENDS, CUES, NAMES, PRONOUNS, _MORE, _REST, _BEGUN), max_size=60).map(" ".join))


class _Nonsense(SimpleAnnotator):
    """Random tags, heads, relations and names over real tokens; the same for the same text."""

    def annotate(self, body: str, paragraphs: Sequence[Span]) -> Annotation:
        """Annotate at random."""
        plain = super().annotate(body, paragraphs)
        chance = random.Random(body)  # noqa: S311 # no secret hangs on it
        count = len(plain.starts)
        names = sorted(chance.sample(range(count), min(count, 1 + count // 6)))
        return replace(
            plain,
            upos=np.array([chance.randrange(len(UPOS)) for _ in range(count)], np.uint8),
            deprel=np.array([chance.randrange(len(DEPREL)) for _ in range(count)], np.uint8),
            heads=np.array([self._head(plain, token, chance) for token in range(count)], np.int32),
            name_starts=plain.starts[names],
            name_ends=plain.ends[names],
            name_kind=np.array([chance.randrange(len(NAME_KINDS)) for _ in names], np.uint8),
            name_score=np.ones(len(names), np.float32),
            has_syntax=True,
        )

    @staticmethod
    def _head(plain: Annotation, token: int, chance: random.Random) -> int:
        sentence = int(np.searchsorted(plain.sentence_first, token, "right")) - 1
        first = int(plain.sentence_first[sentence])
        after = sentence + 1
        stop = int(plain.sentence_first[after]) if after < len(plain.sentence_first) else len(plain.starts)
        return int(chance.choice([-1, *range(first, stop)]))


@settings(max_examples=examples(300))
@given(_TEXTS)
def test_no_tree_breaks_the_rows(text: str) -> None:
    """Cues, marks, pronouns, titles and dates in any order under any tree."""
    one, other = (derive(article(text), _Nonsense()).rows for _ in range(2))
    assert one == other
