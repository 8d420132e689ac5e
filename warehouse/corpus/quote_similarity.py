"""How much of a quote stands in a longer one: seed and extend, as in sequence alignment.

Method: Altschul et al. 1990, "Basic local alignment search tool", on words instead of residues. A run of RUN words that
both have is a seed; it grows both ways over equal words and over single words that were changed, left out or put in.
Time is linear in both lengths.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from warehouse.corpus.quote_words import RUN, common_words, is_long, telling_words

ENOUGH: Final = 0.8
"""Share of a quote's words that a longer one must have for both to be the same quote: one word in five may differ."""

ENOUGH_CONTENT: Final = 0.75
"""The same of its words that are not common: small words alone make no two quotes the same."""

_GAP: Final = 3
"""Words that an edit leaves out or changes at most; what is further apart was cut by an ellipsis."""
_EDITS = ((1, 1), (1, 0), (0, 1))
Words = Sequence[str]


def similarity(part: str, whole: str, part_speaker: str, whole_speaker: str) -> float:
    """The share of the words of `part` that stand in `whole` in runs, 0 to 1, three decimals.

    It is 0 where a number, a negation or a day differs, where too few of the shared words are other than common, and
    for a short `part` unless both speakers are known and one's name holds the other's (Clinton, Hillary Clinton).
    """
    if not is_long(part) and not _agree(part_speaker, whole_speaker):
        return 0.0
    words, (others, places) = part.split(), _index(whole)
    aligned = _align(words, others, places)
    if _tells_otherwise(words, others, aligned):
        return 0.0
    shared = [word for word, place in zip(words, aligned, strict=True) if place is not None]
    content = [word for word in words if word not in common_words()]
    if content and sum(word not in common_words() for word in shared) < ENOUGH_CONTENT * len(content):
        return 0.0
    return round(len(shared) / len(words), 3)


def _agree(name: str, other: str) -> bool:
    ours, theirs = set(name.split()), set(other.split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


@lru_cache(maxsize=32)
def _index(whole: str) -> tuple[list[str], dict[tuple[str, ...], list[int]]]:
    """The longer quote's words, and where each run of RUN words begins; many quotes stand in the same one."""
    words = whole.split()
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(words) - RUN + 1):
        places.setdefault(tuple(words[place : place + RUN]), []).append(place)
    return words, places


def _align(part: Words, whole: Words, places: dict[tuple[str, ...], list[int]]) -> list[int | None]:
    """For each word of `part` its place in `whole`, None where it has none."""
    aligned: list[int | None] = [None] * len(part)
    here, low, last = 0, 0, -1
    while here <= len(part) - RUN:
        found = places.get(tuple(part[here : here + RUN]))
        if found is None:
            here += 1
            continue
        place = found[bisect_left(found, last + 1) % len(found)]
        _extend(part, whole, aligned, (here - 1, place - 1), -1, low)
        here, last = _extend(part, whole, aligned, (here, place), 1, len(part) - 1)
        low = here
    return aligned


def _extend(
    part: Words, whole: Words, aligned: list[int | None], start: tuple[int, int], step: int, limit: int
) -> tuple[int, int]:
    """Align from `start` on in one direction, up to the word `limit` of `part`; return where it ended."""
    here, there = start
    while (limit - here) * step >= 0 and 0 <= there < len(whole):
        if part[here] == whole[there]:
            aligned[here] = there
            here, there = here + step, there + step
            continue
        for skipped, left_out in _EDITS:
            ours, theirs = here + skipped * step, there + left_out * step
            if (limit - ours) * step >= 0 and 0 <= theirs < len(whole) and part[ours] == whole[theirs]:
                here, there = ours, theirs
                break
        else:
            break
    return here, there - step


def _tells_otherwise(part: Words, whole: Words, aligned: Sequence[int | None]) -> bool:
    """Tell whether an edit between or beside aligned words changes a number, a negation or a day."""
    known = [(here, place) for here, place in enumerate(aligned) if place is not None]
    if not known:
        return False
    edits = [part[: known[0][0]], part[known[-1][0] + 1 :]]
    for (here, place), (after, next_place) in pairwise(known):
        edits += [part[here + 1 : after], whole[place + 1 : next_place]]
    return any(_telling(word) for edit in edits if len(edit) <= _GAP for word in edit)


def _telling(word: str) -> bool:
    return word[0].isdigit() or word in telling_words()
