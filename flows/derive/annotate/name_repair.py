"""Names of an article, mended where word forms or its other names say better than the network."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from flows.derive.annotate.gazetteer import NamedText, NameSpan, with_gazetteer
from flows.derive.annotate.name_forms import PERSON, by_form, is_no_name, with_parts
from flows.derive.text.annotation import NAME_KINDS, UPOS

LEAST_SCORE = 0.25
"""Names of less confidence are dropped."""
_PROPN = UPOS.index("PROPN")
_SURE, _LIKELY, _FOUND_AGAIN = 0.7, 0.5, 0.5
"""Score from which a name speaks for other places of its words, from which a name of several words does, and the
score of what is found again by it: assumed; .5 is where a name is as likely right as wrong."""
_WORK = NAME_KINDS.index("WORK_OF_ART")
_MOST_ALIKE = 64
"""Names with one first word that are looked for at a place, which keeps the time linear."""


def mended(names: Sequence[NameSpan], text: NamedText) -> list[NameSpan]:
    """The names, ascending and free of overlap, after all repairs.

    Word forms first, then agreement over the article: one spelling is one kind, and a known surname is found
    wherever it stands.
    """
    kept = [name for name in names if not is_no_name(name, text.words)]
    formed = [by_form(name, text.words) for name in with_parts(with_gazetteer(kept, text), text)]
    found = _with_found_again(_whole_again(_agreed(formed, text.words), text), text)
    return [name for name in found if name.score >= LEAST_SCORE]


def _agreed(names: Sequence[NameSpan], words: Sequence[str]) -> list[NameSpan]:
    """Names of one spelling have the kind that most of their confidence speaks for."""
    votes: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[_text(name, words)][name.kind] += name.score
        if name.kind == PERSON and name.last - name.first > 1 and name.score >= _SURE:
            votes[words[name.last - 1]][PERSON] += name.score
    return [_voted(name, votes[_text(name, words)]) for name in names]


def _voted(name: NameSpan, votes: dict[int, float]) -> NameSpan:
    kind = max(sorted(votes), key=lambda kind: votes[kind])
    if kind == name.kind or votes[kind] < sum(votes.values()) / 2:
        return name
    return replace(name, kind=kind, score=min(name.score, _FOUND_AGAIN))


def _text(name: NameSpan, words: Sequence[str]) -> str:
    return " ".join(words[name.first : name.last])


def _whole_again(names: Sequence[NameSpan], text: NamedText) -> list[NameSpan]:
    """The names; where the words of a sure one of several words stand again, cut short or passed over, it is there.

    The longest such name counts; one that goes beyond is left as it is.
    """
    known: dict[str, list[NameSpan]] = defaultdict(list)
    for name in names:
        if name.last - name.first > 1 and name.score >= _LIKELY and name.kind != _WORK:
            known[text.words[name.first]].append(name)
    for alike in known.values():
        alike.sort(key=lambda name: (name.first - name.last, name.first))
    owner = {index: name for name in names for index in range(name.first, name.last)}
    kept = {(name.first, name.last): name for name in names}
    for first in [index for index, word in enumerate(text.words) if word in known]:
        whole = _stands_at(first, known[text.words[first]], text)
        if whole is None or (first, first + whole.last - whole.first) in kept:
            continue
        last = first + whole.last - whole.first
        inside = {owner[index] for index in range(first, last) if index in owner}
        if all(first <= name.first and name.last <= last for name in inside):
            for name in inside:
                kept.pop((name.first, name.last), None)
            again = NameSpan(first, last, whole.kind, _FOUND_AGAIN)
            kept[first, last] = again
            owner |= dict.fromkeys(range(first, last), again)
    return sorted(kept.values(), key=lambda name: name.first)


def _stands_at(first: int, known: Sequence[NameSpan], text: NamedText) -> NameSpan | None:
    """The longest of the names whose words stand at a token."""
    for name in known[:_MOST_ALIKE]:
        size = name.last - name.first
        same = text.words[first : first + size] == text.words[name.first : name.last]
        if same and text.may_span(first, first + size):
            return name
    return None


def _with_found_again(names: Sequence[NameSpan], text: NamedText) -> list[NameSpan]:
    """Also the places where a surname of a person, or a sure name of one word, stands and was missed."""
    known: dict[str, int] = {}
    for name in names:
        if name.score >= _SURE and (name.kind == PERSON or name.last - name.first == 1):
            known.setdefault(text.words[name.last - 1], name.kind)
    taken = {index for name in names for index in range(name.first, name.last)}
    again = [
        NameSpan(index, index + 1, known[word], _FOUND_AGAIN)
        for index, word in enumerate(text.words)
        if word in known and text.upos[index] == _PROPN and index not in taken and word[0].isupper() and len(word) > 1
    ]
    return sorted([*names, *again], key=lambda name: name.first)
