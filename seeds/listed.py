"""Lines of a list of people, organisations and places, and the entries and forms that they give."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10

from seeds.institutions import institution
from seeds.knowledge import KINDS, Entry, Flag, form_key
from seeds.rows import UsState
from seeds.word_classes import words_of

COLUMNS = (
    "qid",
    "name",
    "kind",
    "aliases",
    "country",
    "category",
    "from",
    "to",
    "latitude",
    "longitude",
    "population",
    "sitelinks",
    "source",
)
"""The columns of a list; `aliases` has | between them, `country` is an ISO 3166-1 alpha-2 code."""
Listed = dict[str, str]
"""A line of a list by column; what is blank is the empty string."""
_HEADS = re.compile(
    r"\b(prime minister of|prime minister|president of [A-Z]|^president|federal chancellor|king of|queen of|monarch|"
    r"pope|head of (?:state|government)|taoiseach|supreme leader)",
    re.IGNORECASE,
)
_NOT_HEADS = re.compile(
    r"\b(deputy|vice|assistant|council of state|substitute|president of the (senate|chamber))", re.IGNORECASE
)
_MINISTERS = re.compile(
    r"\b(minister|secretary of|attorney general|governor|chancellor|vice president)\b", re.IGNORECASE
)
_SENATORS = re.compile(r"\b(united states (senator|representative)|secretary-general)\b", re.IGNORECASE)
_WELL_KNOWN = 65
"""Prominence of what is among the 15,000 things that Freebase told most of."""
LEVELS = {"country or territory": 100, "first-level subdivision": 75, "wof region": 70, "region or union": 80}


@dataclass
class Listing:
    """An entry with its forms: the key of each, and its flags."""

    entry: Entry
    forms: dict[str, Flag] = field(default_factory=dict)

    def add(self, form: str, flag: Flag) -> None:
        """Take in a form, unless it is there or too short to tell anybody."""
        key = form_key(form)
        if len(key) > 1 and key not in self.forms:
            self.forms[key] = flag


def listings(rows: Iterable[Listed], restored: Mapping[str, list[str]]) -> Iterator[Listing]:
    """The entries of lists, and their forms; `restored` are forms by id that are plain words too."""
    for row in rows:
        one = Listing(entry_of(row))
        one.add(row["name"], Flag.NAME | _written(row["name"]))
        for alias in filter(None, row["aliases"].split("|")):
            one.add(alias, _written(alias))
        for alias in restored.get(row["qid"], ()):
            one.add(alias, Flag.WORD | _written(alias))
        for short in _shorter(row):
            one.add(short, Flag.SHORT | _written(short))
        yield one


def entry_of(row: Listed) -> Entry:
    """A line as an entry."""
    place = row["kind"] in {"GPE", "LOC", "FAC"}
    return Entry(
        external_id=row["qid"],
        name=row["name"],
        kind=row["kind"] if row["kind"] in KINDS else "ORG",
        country=_country(row),
        role=row["category"] or None,
        first_year=_year(row["from"]),
        last_year=_year(row["to"]),
        prominence=_prominence(row),
        latitude=_number(row["latitude"]) if place else None,
        longitude=_number(row["longitude"]) if place else None,
        population=int(_number(row["population"]) or 0) or None if place else None,
        admin1=_state(row) if place else None,
        geonames_id=None,
    )


def _written(form: str) -> Flag:
    """An acronym of up to five letters must be written as it is: *WHO* is not *Who*."""
    letters = form.replace(".", "")
    return Flag.EXACT if letters.isupper() and letters.isalnum() and 1 < len(letters) <= len("ASEAN") else Flag(0)


def _shorter(row: Listed) -> Iterator[str]:
    """Forms that the press makes: a firm without its legal form, a person without initials and suffix."""
    if row["kind"] == "PERSON":
        words = row["name"].split()
        kept = [word for word in words if not re.fullmatch(r"[A-Z]\.?|Jr\.?|Sr\.?|II|III", word)]
        if 1 < len(kept) < len(words):
            yield " ".join(kept)
        return
    if row["kind"] in {"ORG", "PRODUCT"}:
        yield from _at_home(row)
        for form in (row["name"], *row["aliases"].split("|")):
            words = re.sub(r" \([^)]*\)$", "", form).replace(",", " ").split()
            while len(words) > 1 and words[-1].strip(".").casefold() in _firm_words():
                words.pop()
            yield " ".join(words)


@lru_cache(maxsize=1)
def _firm_words() -> frozenset[str]:
    return words_of("company_form") | {"corporation", "company", "group", "holdings"}


def _at_home(row: Listed) -> Iterator[str]:
    """An institution without its country, as the country's own press calls it: *Ministry of Health of Peru*."""
    for form in (row["name"], *row["aliases"].split("|")):
        core, land = institution(form)
        if land is not None and land == _country(row) and len(core.split()) > 1:
            yield core


def _country(row: Listed) -> str | None:
    """Its country; of a body that begins with one (*United States Department of Labor*) that one."""
    own = row["country"] or (institution(row["name"]).land if row["kind"] == "ORG" else None)
    return own or None


def _year(text: str) -> int | None:
    return int(text[:4]) if re.match(r"[12]\d{3}", text) else None


def _number(text: str) -> float | None:
    return float(text) if text else None


def _state(row: Listed) -> str | None:
    """The state of a town of the United States, which an alias names: *Paris, Texas*."""
    if row["country"] != "US":
        return None
    for alias in row["aliases"].split("|"):
        town, _, state = alias.partition(", ")
        if town == row["name"] and state in us_states():
            return state
    return None


@lru_cache(maxsize=1)
def us_states() -> dict[str, str]:
    """The states of the United States by name, with their postal codes."""
    return {row.name: row.code for row in UsState.rows()}


def _prominence(row: Listed) -> int:
    """How well known it is, 0 to 100: by articles of Wikipedias, office, level and population, as far as known."""
    several = 8 if "|" in row["source"] else 0
    if row["kind"] == "PERSON":
        return _prominence_of_person(row) + several
    if row["kind"] in {"GPE", "LOC", "FAC"}:
        level = max((points for name, points in LEVELS.items() if name in row["category"]), default=0)
        people = int(_number(row["population"]) or 0)
        return max(level, min(90, round(12 * log10(people)))) if people else level or 12
    links = int(row["sitelinks"] or 0)
    least = _WELL_KNOWN if "fb15k" in row["source"] else 40 if "government" in row["category"] else 15
    known = round(45 * log10(links + 1))
    return min(100, max(known, least) + several)


def _prominence_of_person(row: Listed) -> int:
    role = row["category"]
    if _HEADS.search(role) and not _NOT_HEADS.search(role):
        return 85
    if _SENATORS.search(role) or "congress-legislators" in row["source"]:
        return 72
    if "fb15k" in row["source"]:
        return _WELL_KNOWN
    return 55 if _MINISTERS.search(role) else 25
