"""Names of persons taken apart, and which of them may be one person's by their words alone."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.linking.keys import folded
from seeds.people import same_given
from seeds.rows import GivenName, Nickname
from seeds.word_classes import words_of

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TWO_INITIALS = re.compile(r"[A-Z]{2}")


class PersonName(NamedTuple):
    """A person's name in parts, folded: without accents, case, full stops and hyphens.

    Attributes:
        given: given names and initials; of *Kim Jong Un* the last two words.
        family: the surname with the particles before it: al kadhimi, van der berg.
        suffix: jr, iii …; empty where there is none.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str

    @property
    def words(self) -> tuple[str, ...]:
        """Given names and surname."""
        return (*self.given, *self.family)

    @property
    def block(self) -> str:
        """What all names share that may be one person's: the surname without particles."""
        return self.family[-1]

    @property
    def partial(self) -> bool:
        """Whether it names a person in part only: a surname, alone or behind initials."""
        return all(len(part) == 1 for part in self.given)


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName:
    """Take a name apart."""
    parts = [part for word in _words(name) for part in _PART.findall(folded(word.replace(".", " ")))] or [name]
    suffix = ""
    while len(parts) > 1 and parts[-1] in words_of("name_suffix"):
        suffix = parts.pop()
    if _family_first(parts):
        return PersonName(tuple(parts[1:]), (parts[0],), suffix)
    first = 1 if _begins_with_given(name, parts) else 0
    start = len(parts) - 1
    while start > first and parts[start - 1] in words_of("name_particle"):
        start -= 1
    return PersonName(tuple(parts[:start]), tuple(parts[start:]), suffix)


def _words(name: str) -> Iterator[str]:
    """The words; *JD* before a name that is not all in capitals is two initials."""
    words = unicodedata.normalize("NFKC", name).replace("-", " ").split()
    for word in words:
        yield ".".join(word) if _TWO_INITIALS.fullmatch(word) and not name.isupper() and len(words) > 1 else word


def _begins_with_given(name: str, parts: Sequence[str]) -> bool:
    """Whether what may be a particle is a given name: in *Al Gore*, not in *Al-Kadhimi*."""
    return is_given_name(parts[0]) and name[:1].isupper() and folded(name.split("-", maxsplit=1)[0]) != parts[0]


def _family_first(parts: Sequence[str]) -> bool:
    """Whether a name is written as in Korea and China: a listed family name, and behind it none that the West gives."""
    western = _given_names()
    if len(parts) < 2 or parts[0] not in words_of("family_name_first"):  # noqa: PLR2004
        return False
    sure = len(parts) > 2 or parts[0] not in western  # noqa: PLR2004
    return sure and not any(part in western or len(part) == 1 for part in parts[1:])


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    listed = {folded(row.name) for row in GivenName.rows()}
    return frozenset(listed.union(*((row.nickname, row.name) for row in Nickname.rows())))


def is_given_name(word: str) -> bool:
    """Whether the list of given names or that of nicknames has a folded word."""
    return word in _given_names()


def is_variant(one: PersonName, other: PersonName) -> bool:
    """Whether two full names may be one person's: *Joe Biden*, *Joseph R. Biden*.

    The first given names are the same or a listed nickname's; middle names may be missing or initials; a suffix on one
    side alone is another generation's.
    """
    if one.partial or other.partial or one.suffix != other.suffix:
        return False
    if other.given[0] not in same_given(one.given[0]):
        return False
    shorter, longer = sorted((one.given[1:], other.given[1:]), key=len)
    return _same_family(one.family, other.family) and _in_order(shorter, longer)


def may_stand_for(part: PersonName, full: PersonName) -> bool:
    """Whether a partial name may be short for a full one: the end of its surname, and initials that fit.

    *López Obrador* may stand for *Andrés Manuel López Obrador*: its first word is no listed given name.
    """
    words = full.words
    if not part.given:
        return _ends_with(words, part.family) or _same_family(part.family, full.family)
    if part.partial:
        return not full.partial and _same_family(part.family, full.family) and _starts_alike(part.given, full.given)
    shorter = len(part.words) < len(words)
    return shorter and not is_given_name(part.given[0]) and _ends_with(words, part.words)


def _starts_alike(initials: Sequence[str], given: Sequence[str]) -> bool:
    return initials[0] == given[0][0] and _in_order(initials[1:], given[1:])


def _ends_with(words: Sequence[str], end: Sequence[str]) -> bool:
    return tuple(words[-len(end) :]) == tuple(end)


def _same_family(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two surnames are the same; the article of an Arabic one may be missing."""
    shorter, longer = sorted((tuple(one), tuple(other)), key=len)
    rest = longer[: len(longer) - len(shorter)]
    return _ends_with(longer, shorter) and all(word in words_of("name_article") for word in rest)


def _in_order(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether each part of the shorter list stands in the longer one in the same order.

    An initial stands for the part in its place: *George W. Bush* is not *George H. W. Bush*.
    """
    rest = list(longer)
    for part in shorter:
        if rest and _is_initial(part, rest[0]):
            rest = rest[1:]
        elif len(part) > 1 and part in rest:
            rest = rest[rest.index(part) + 1 :]
        else:
            return False
    return True


def _is_initial(part: str, other: str) -> bool:
    return 1 in {len(part), len(other)} and part[0] == other[0]
