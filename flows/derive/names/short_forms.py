"""Short forms of names: the first or last words of a longer one, *the North* for the country, a firm's first word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from flows.derive.names.cluster import Cluster
from seeds.people import country_of
from seeds.rows import KnownName
from seeds.word_classes import words_of

_LONGEST_NAME = 8
"""Words of a name whose openings and endings are kept: bounds their number, and short forms are shorter."""
_LONGEST_OPENING = 2
"""Words at the beginning of a name that may stand for all of it: *Goldman*, not *University of Texas*."""
_COMPASS = frozenset({"north", "south"})
_LED = frozenset({"administration", "campaign", "government", "presidency"})
"""Heads of bodies that are called by who leads them, who is not the body."""
_OF_MEMBERS = frozenset({"association", "union", "guild", "federation", "brotherhood"})
"""Heads of bodies that begin with where their members work: *Harn* is no *Harn Airlines Pilots Association*."""
_LINKS = words_of("name_link")
_FIRMS = words_of("company_noun") | words_of("company_form")
_INSTITUTIONS = words_of("institution_noun")


class Edges:
    """Organisations by the first and last words of their names, however many.

    What stands behind a preposition is another name (*Library of Congress*), but for one word behind *of*; what
    stands before one may be short for the whole (*Roe Foundation for the Arts*). A demonym in front may be left out.
    """

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._openings: dict[str, dict[int, Cluster]] = defaultdict(dict)
        self._endings: dict[str, dict[int, Cluster]] = defaultdict(dict)
        for one in clusters:
            words = one.key.split()[:_LONGEST_NAME]
            for size in range(1, len(words)):
                if words[-size - 1] not in _LINKS or (size == 1 and _is_short_by_of(words)):
                    self._endings[" ".join(words[-size:])][id(one)] = one
            for opening in _openings(words) if words[-1] not in _LED | _OF_MEMBERS else ():
                self._openings[opening][id(one)] = one

    def only_longer(self, key: str) -> Cluster | None:
        """The one longer name that begins or ends with a name; what a body known alone begins is another's."""
        openings = {} if key in _listed_names() else self._openings.get(key, {})
        found = openings | self._endings.get(key, {})
        return next(iter(found.values())) if len(found) == 1 else None

    def ending_with(self, key: str) -> list[Cluster]:
        """All longer names that end with a name, if none begins with it."""
        return [] if key in self._openings else list(self._endings.get(key, {}).values())


def _is_short_by_of(words: Sequence[str]) -> bool:
    """Whether the last word may stand for *X of Y*: *Commons*, but not *Congress*, a body that the seeds list."""
    return words[-2] == "of" and words[-1] not in _listed_names()


@lru_cache(maxsize=1)
def _listed_names() -> frozenset[str]:
    return words_of("chamber_noun") | {row.form.casefold() for row in KnownName.rows()}


def _openings(words: Sequence[str]) -> Iterable[str]:
    country = country_of(words[0])
    starts = [0, 1] if country and country.form_kind == "demonym" else [0]
    for start in starts:
        rest = words[start:]
        for size in range(1, len(rest)):
            if size <= _LONGEST_OPENING or rest[size] in _LINKS - {"of"}:
                yield " ".join(rest[:size])


def compass_countries(forms: Iterable[tuple[str, Cluster]]) -> dict[str, Cluster]:
    """The one country that *the North* or *the South* stands for, by the word; `forms` are names of countries."""
    found: dict[str, dict[int, Cluster]] = defaultdict(dict)
    for form, country in forms:
        opening, _, rest = form.partition(" ")
        if rest and opening in _COMPASS:
            found[opening][id(country)] = country
    return {word: next(iter(meant.values())) for word, meant in found.items() if len(meant) == 1}


def is_firm_in_short(cluster: Cluster, whole: Cluster) -> bool:
    """Whether a place's or person's name of one word is short for a firm: *Greenfield* for *Greenfield Energy*.

    Schools, police and teams are named for places, so only names that end in a word of firms are looked at.
    """
    words = whole.key.split()
    return " " not in cluster.key and words[0] == cluster.key and words[-1].rstrip(".") in _FIRMS


def is_institution_in_short(body: str, starts: Sequence[int], cluster: Cluster, whole: Cluster) -> bool:
    """Whether a place's name is short for an institution of the article: one is *at* it (*at Harrow*), never *in* it.

    `starts` are the offsets where the cluster's names begin.
    """
    words = whole.key.split()
    if " " in cluster.key or words[0] != cluster.key or words[-1] not in _INSTITUTIONS:
        return False
    before = [body[max(0, start - len(" at ")) : start].casefold() for start in starts]
    return any(text.endswith(" at ") for text in before) and not any(text.endswith(" in ") for text in before)


def peoples_of(place: str) -> Iterator[str]:
    """What the people of a place may be called, in the singular: *Ruritanian*, *Chicagoan*, *Texan*."""
    if len(place) < len("Iowa"):
        return
    stem = place.rstrip("aeiouys")
    yield from dict.fromkeys((f"{place}n", f"{place}an", f"{place}ian", f"{stem}an", f"{stem}ian", f"{stem}ese"))
