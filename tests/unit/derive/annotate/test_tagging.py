"""Decoding of tags: names begin before they go on, and the best such sequence is found."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.annotate.stitching import mend_tags
from flows.derive.annotate.tagging import decode_tags, name_spans
from flows.derive.annotate.tags import TAG_COUNT


def allowed(tags: tuple[int, ...], may_continue: list[bool]) -> bool:
    """Whether every inside tag follows a tag of its kind and may do so."""
    return all(
        tag % 2 == 1 or tag == 0 or (index > 0 and may_continue[index] and tags[index - 1] in (tag, tag - 1))
        for index, tag in enumerate(tags)
    )


@given(st.integers(0, 10_000), st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_best_sequence_is_found(seed: int, may_continue: list[bool]) -> None:
    """Over all sequences of three words, none that is allowed scores higher."""
    scores = np.full((1, 3, TAG_COUNT), -30.0, np.float32)
    scores[0, :, :5] = np.random.default_rng(seed).normal(size=(3, 5))
    found = tuple(decode_tags(scores, np.array([may_continue]))[0].tolist())
    candidates = [tags for tags in product(range(5), repeat=3) if allowed(tags, may_continue)]

    def total(tags: tuple[int, ...]) -> float:
        return float(sum(scores[0, place, tag] for place, tag in enumerate(tags)))

    assert allowed(found, may_continue)
    assert np.isclose(total(found), max(map(total, candidates)))


def test_spans_and_orphans() -> None:
    """Neighbouring names stay apart; an inside tag without its name begins one."""
    tags = np.array([1, 2, 1, 0, 8, 7, 8], np.uint8)
    mended = mend_tags(tags, np.ones(7, np.bool_))
    firsts, lasts, kinds = name_spans(mended)
    assert list(zip(firsts.tolist(), lasts.tolist(), kinds.tolist(), strict=True)) == [
        (0, 2, 0),
        (2, 3, 0),
        (4, 5, 3),
        (5, 7, 3),
    ]
