"""Robustness by augmentation: the same sentences as other editors would have set them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from flows.derive.annotate.tags import begin_tag
from flows.training.corpora import Sentence

_AGENCIES = ("AP", "Reuters", "AFP", "UPI", "CNN", "BBC", "Xinhua", "TASS", "dpa", "PTI", "ANI", "Bloomberg", "IANS")
_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "with", "vs."}
)
_OUTSIDE_BIT = 1
_DASHES = ("-", "—", "--", "_", ":")
Random = np.random.Generator


def title_case(word: str) -> str:
    """A word as in an American headline."""
    return word if word in _SMALL else word[:1].upper() + word[1:]


def recase(sentence: Sentence, random: Random) -> Sentence:
    """The sentence as it stands, or (one time in eight) in lower, upper or title case."""
    draw = random.random()
    if draw >= 0.12:  # noqa: PLR2004
        return sentence
    change: Callable[[str], str] = (str.lower, str.upper, title_case)[int(draw * 25)]
    return replace(sentence, words=[change(word) for word in sentence.words])


def without_stop(sentence: Sentence) -> Sentence:
    """The sentence without its last full stop; unchanged if other words hang on it."""
    last = len(sentence.words) - 1
    if last < 1 or sentence.words[last] != "." or (sentence.heads is not None and last in sentence.heads):
        return sentence
    cut: dict[str, object] = {"words": sentence.words[:last]}
    for column in ("upos", "heads", "deprel", "lemmas", "allowed", "soft", "begins"):
        values = getattr(sentence, column)
        if values is not None:
            cut[column] = values[:last]
    return replace(sentence, **cut)  # type: ignore[arg-type]  # the columns keep their types


class Datelines:
    """Puts an agency's dateline before sentences that have names but no syntax to disturb."""

    def __init__(self, places: list[tuple[str, ...]]) -> None:
        self._places = places

    def before(self, sentence: Sentence, random: Random) -> Sentence:
        """The sentence behind a dateline such as `BAGHDAD, Iraq (AP) _`."""
        words: list[str] = []
        bits: list[int] = []
        self._add_place(words, bits, random, capitals=random.random() < 0.8)  # noqa: PLR2004
        if random.random() < 0.4:  # noqa: PLR2004
            _add(words, bits, (",",))
            self._add_place(words, bits, random, capitals=False)
        if random.random() < 0.3:  # noqa: PLR2004
            day = str(random.integers(1, 31))
            _add(words, bits, (",", _MONTHS[random.integers(len(_MONTHS))], day))
        if random.random() < 0.8:  # noqa: PLR2004
            _add(words, bits, ("(",))
            _add(words, bits, (_AGENCIES[random.integers(len(_AGENCIES))],), "ORG")
            _add(words, bits, (")",))
        _add(words, bits, (_DASHES[random.integers(len(_DASHES))],))
        assert sentence.allowed is not None
        return replace(
            sentence,
            words=[*words, *sentence.words],
            allowed=np.concatenate([np.array(bits, np.int32), sentence.allowed]),
        )

    def _add_place(self, words: list[str], bits: list[int], random: Random, *, capitals: bool) -> None:
        place = self._places[random.integers(len(self._places))]
        _add(words, bits, tuple(map(str.upper, place)) if capitals else place, "GPE")


def _add(words: list[str], bits: list[int], new: tuple[str, ...], kind: str | None = None) -> None:
    words.extend(new)
    if kind is None:
        bits.extend([_OUTSIDE_BIT] * len(new))
    else:
        bits.extend([1 << begin_tag(kind)] + [1 << (begin_tag(kind) + 1)] * (len(new) - 1))


class Swaps:
    """Puts another name of the same kind in a name's place, in sentences without syntax."""

    def __init__(self, names: dict[int, list[tuple[str, ...]]]) -> None:
        self._names = names
        """Begin bit of a kind to the names known of it."""

    def apply(self, sentence: Sentence, random: Random) -> Sentence:
        """The sentence with about half of its sure names of a known kind replaced."""
        assert sentence.allowed is not None
        words: list[str] = []
        bits: list[int] = []
        index, tags = 0, sentence.allowed.tolist()
        while index < len(tags):
            end = index + 1
            while end < len(tags) and tags[end] == tags[index] << 1 and tags[index] in self._names:
                end += 1
            chosen = tuple(sentence.words[index:end])
            if tags[index] in self._names and random.random() < 0.5:  # noqa: PLR2004
                pool = self._names[tags[index]]
                chosen = pool[random.integers(len(pool))]
            words.extend(chosen)
            bits.extend([tags[index]] + [tags[index] << 1] * (len(chosen) - 1))
            index = end
        return replace(sentence, words=words, allowed=np.array(bits, np.int32))
