"""Names of countries, peoples, regions and bodies whose form alone settles their kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.text.annotation import NAME_KINDS, UPOS
from seeds.rows import CountryForm, KnownName, NorpForm

GPE, NORP = NAME_KINDS.index("GPE"), NAME_KINDS.index("NORP")
_NAME_LIKE = frozenset({UPOS.index("PROPN"), UPOS.index("ADJ")})
_PERSON = NAME_KINDS.index("PERSON")
_SURE = 0.7
"""Score from which the network's *person* is believed over the list of places: assumed, as in `name_repair`."""
_LISTED = 0.6
"""Least confidence in a name that the list knows."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name: its tokens (`last` exclusive), its kind as a position in `NAME_KINDS`, and the confidence."""

    first: int
    last: int
    kind: int
    score: float


@lru_cache(maxsize=1)
def _kinds() -> dict[str, int]:
    """Every listed form, as written and (if longer than an abbreviation) in capitals, with its kind."""
    kinds = {row.form: NORP for row in NorpForm.rows()}
    kinds |= {row.form: NAME_KINDS.index(row.kind) for row in KnownName.rows()}
    for row in CountryForm.rows():
        kinds[row.form] = NORP if row.form_kind == "demonym" else GPE
    kinds |= {form.replace("'s", " " + mark): kind for form, kind in kinds.items() for mark in ("'s", "’s")}
    return kinds | {
        form.upper(): kind for form, kind in kinds.items() if len(form) >= len("Oman") and not form.endswith(".")
    }


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words the listed forms have that begin with a word, longest first."""
    lengths: dict[str, set[int]] = {}
    for form in _kinds():
        words = form.split()
        lengths.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(counts, reverse=True)) for word, counts in lengths.items()}


def is_sure_person(name: NameSpan) -> bool:
    """Whether a name is a person's beyond doubt, though a country or people may share it (*Jordan*, *Chad*)."""
    return name.kind == _PERSON and name.score >= _SURE


def kind_by_form(text: str) -> int | None:
    """The kind, as a position in `NAME_KINDS`, of a listed name; None for anything else."""
    return _kinds().get(text)


@dataclass(frozen=True, slots=True)
class NamedText:
    """The tokens that names stand in."""

    words: Sequence[str]
    upos: Sequence[int]
    joins: Sequence[bool]
    """Whether a name may go on over the token's left edge: false after a line's or paragraph's end."""

    def may_span(self, first: int, last: int) -> bool:
        """Whether one name may hold the tokens `first` to `last` (exclusive)."""
        return last <= len(self.words) and all(self.joins[first + 1 : last])


def with_gazetteer(names: Sequence[NameSpan], text: NamedText) -> list[NameSpan]:
    """The names, and listed forms where nothing longer was found; ascending, free of overlap."""
    owner = {index: name for name in names for index in range(name.first, name.last)}
    found: list[NameSpan] = []
    for listed in _listed(text):
        there = {owner[index] for index in range(listed.first, listed.last) if index in owner}
        inside = all(listed.first <= name.first and name.last <= listed.last for name in there)
        if inside and not any(is_sure_person(name) for name in there):
            found.append(listed)
    taken = {index for listed in found for index in range(listed.first, listed.last)}
    rest = [name for name in names if name.first not in taken]
    exact = {(name.first, name.last): name.score for name in names}
    scored = [
        NameSpan(one.first, one.last, one.kind, max(one.score, exact.get((one.first, one.last), 0.0))) for one in found
    ]
    return sorted([*rest, *scored], key=lambda name: name.first)


def _listed(text: NamedText) -> Iterator[NameSpan]:
    lengths, kinds, words = _lengths(), _kinds(), text.words
    until = 0
    for index, word in enumerate(words):
        for length in lengths.get(word, ()) if index >= until else ():
            kind = kinds.get(" ".join(words[index : index + length]))
            last = index + length
            if kind is not None and text.may_span(index, last) and text.upos[last - 1] in _NAME_LIKE:
                until = last
                yield NameSpan(index, until, kind, _LISTED)
                break
