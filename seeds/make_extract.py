"""Make a file for `--knowledge` of a dump of Wikidata: `python -m seeds.make_extract DUMP --out known.tsv`.

DUMP is an entities dump in JSON, `latest-all.json.gz` or `.bz2` of https://dumps.wikimedia.org/wikidatawiki/entities/
(CC0 1.0), plain, or `-` for standard input, so that other programs may unpack it (`lbzip2 -dc … | python -m
seeds.make_extract - --out known.tsv`). It is read once, line by line, in the memory of one item, and the file is
complete or not there. Of 110 million items some 11 million are persons: `--sitelinks 8` keeps those with as many
Wikipedias, and `--country FR --country BE` what belongs to these countries.

Kept are persons (P31 human) and instances of a class of `wikidata_classes.csv`, to which rows may be added. The file
has the columns of `seeds.listed.COLUMNS`: the English label (else the multilingual one), aliases, offices, years of
office or of existence, coordinates, population, and how many Wikipedias have it.
"""

import argparse
import bz2
import csv
import gzip
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

from seeds.listed import COLUMNS, Listed
from seeds.rows import WikidataClass

Item = dict[str, Any]
_HUMAN, _COUNTRY, _CITIZEN, _OFFICE, _INSTANCE = "Q5", "P17", "P27", "P39", "P31"
_PLACE, _PEOPLE, _BEGUN, _ENDED = "P625", "P1082", "P571", "P576"
_FROM, _TO = "P580", "P582"
_LANGUAGES = ("en", "mul")
_YEAR = re.compile(r"\+(\d{4})-")
_EARTH = "/Q2"
_MOST_ALIASES = 20
_WIKIPEDIA = re.compile(r"[a-z_]+wiki")
_NOT_WIKIPEDIA = frozenset({"commonswiki", "specieswiki", "wikidatawiki", "metawiki", "mediawikiwiki", "sourceswiki"})


def items(lines: Iterable[bytes]) -> Iterator[Item]:
    """The items of a dump: an array with an element a line; what is no item, or no JSON, is passed over."""
    for line in lines:
        text = line.strip().rstrip(b",")
        if not text.startswith(b"{"):
            continue
        try:
            item = json.loads(text)
        except ValueError:
            continue
        if item.get("type") == "item" and isinstance(item.get("claims"), dict):
            yield item


def listed(item: Item, countries: dict[str, str]) -> Listed | None:
    """The line of an item; None where it has no label or is nothing that the news names.

    Args:
        item: as the dump has it.
        countries: ISO 3166-1 alpha-2 codes by the id of the country.
    """
    name, kind = _label(item), _kind(item)
    if not name or kind is None:
        return None
    north, east = _spot(item) if kind in {"GPE", "LOC", "FAC"} else ("", "")
    first, last = _years(item, person=kind == "PERSON")
    offices = [] if kind != "PERSON" else [one for one in _ids(item, _OFFICE) if one in _offices()]
    told = {
        "qid": item["id"],
        "name": name,
        "kind": kind,
        "aliases": "|".join(_aliases(item, name)),
        "country": _country(item, countries),
        "category": "; ".join(dict.fromkeys(_offices()[one] for one in offices)) or _sort(item),
        "from": first,
        "to": last,
        "latitude": north,
        "longitude": east,
        "population": _population(item),
        "sitelinks": str(_wikipedias(item)),
        "source": "wikidata",
    }
    return {column: told[column] for column in COLUMNS}


def _label(item: Item) -> str:
    labels = item.get("labels") or {}
    return next((_plain(labels[one]["value"]) for one in _LANGUAGES if one in labels), "")


def _aliases(item: Item, name: str) -> list[str]:
    told = (_plain(one["value"]) for code in _LANGUAGES for one in (item.get("aliases") or {}).get(code, ()))
    return [one for one in dict.fromkeys(told) if one and one != name and "|" not in one][:_MOST_ALIASES]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _claims(item: Item, name: str) -> Iterator[dict[str, Any]]:
    """The statements of a property that are not deprecated, preferred ones first."""
    found = [one for one in item["claims"].get(name, ()) if one.get("rank") != "deprecated"]
    return iter(sorted(found, key=lambda one: one.get("rank") != "preferred"))


def _value(snak: dict[str, Any]) -> Any:  # noqa: ANN401  # of whatever type the property has
    return (snak.get("datavalue") or {}).get("value")


def _values(item: Item, name: str) -> Iterator[Any]:
    return (value for one in _claims(item, name) if (value := _value(one.get("mainsnak") or {})) is not None)


def _ids(item: Item, name: str) -> list[str]:
    return [value["id"] for value in _values(item, name) if isinstance(value, dict) and "id" in value]


def _kind(item: Item) -> str | None:
    """What it is, by the first class that is known."""
    classes = _ids(item, _INSTANCE)
    return "PERSON" if _HUMAN in classes else next((_classes()[one].kind for one in classes if one in _classes()), None)


def _sort(item: Item) -> str:
    return next((_classes()[one].category for one in _ids(item, _INSTANCE) if one in _classes()), "")


@lru_cache(maxsize=1)
def _classes() -> dict[str, WikidataClass]:
    return {row.qid: row for row in WikidataClass.rows() if row.use == "class"}


@lru_cache(maxsize=1)
def _offices() -> dict[str, str]:
    return {row.qid: row.category for row in WikidataClass.rows() if row.use == "office"}


@lru_cache(maxsize=1)
def countries_by_id() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by Wikidata id, as the seeds know them."""
    from seeds.known_entities import known_entities  # noqa: PLC0415  # read for a whole dump alone

    found = ((one.external_id, one.reference) for one in known_entities())
    return {known: name.removeprefix("country:") for known, name in found if known and name.startswith("country:")}


def _country(item: Item, countries: dict[str, str]) -> str:
    told = (*_ids(item, _COUNTRY), *_ids(item, _CITIZEN))
    return next((countries[one] for one in told if one in countries), "")


def _spot(item: Item) -> tuple[str, str]:
    for value in _values(item, _PLACE):
        if isinstance(value, dict) and str(value.get("globe", _EARTH)).endswith(_EARTH):
            return f"{value['latitude']:.4f}", f"{value['longitude']:.4f}"
    return "", ""


def _population(item: Item) -> str:
    """The largest count that is told."""
    told = [one for one in _values(item, _PEOPLE) if isinstance(one, dict)]
    counts = [int(float(one["amount"])) for one in told if re.fullmatch(r"\+\d+(?:\.\d+)?", str(one.get("amount")))]
    return str(max(counts)) if counts else ""


def _years(item: Item, *, person: bool) -> tuple[str, str]:
    """Of offices the first year and, unless one is open, the last; else of existence."""
    if not person:
        begun, ended = (min(_told_years(_values(item, name)), default="") for name in (_BEGUN, _ENDED))
        return begun, ended
    terms = [one.get("qualifiers") or {} for one in _claims(item, _OFFICE)]
    first = [year for term in terms for year in _told_years(map(_value, term.get(_FROM, ())))]
    last = [list(_told_years(map(_value, term.get(_TO, ())))) for term in terms if term.get(_FROM)]
    return min(first, default=""), max((years[0] for years in last), default="") if all(last) else ""


def _told_years(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        match = _YEAR.match(str(value.get("time", ""))) if isinstance(value, dict) else None
        if match:
            yield match[1]


def _wikipedias(item: Item) -> int:
    return sum(bool(_WIKIPEDIA.fullmatch(one)) and one not in _NOT_WIKIPEDIA for one in item.get("sitelinks") or ())


@contextmanager
def opened(path: str) -> Iterator[Iterable[bytes]]:
    """A dump, unpacked as its name says; `-` is standard input."""
    openers = {".gz": gzip.GzipFile, ".bz2": bz2.BZ2File}
    if path == "-":
        yield sys.stdin.buffer
        return
    with openers.get(Path(path).suffix, FileIO)(path) as stream:
        yield stream if isinstance(stream, gzip.GzipFile | bz2.BZ2File) else BufferedReader(stream)


def extract(dump: Iterable[bytes], out: Path, sitelinks: int, countries: Collection[str]) -> int:
    """Write the file, and return how many entries it has."""
    count, begun = 0, out.with_name(out.name + ".part")
    with begun.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for item in items(dump):
            row = listed(item, countries_by_id())
            if row and int(row["sitelinks"]) >= sitelinks and (not countries or row["country"] in countries):
                writer.writerow(row)
                count += 1
    begun.replace(out)
    return count


def main() -> None:
    """Read the dump and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump")
    parser.add_argument("--out", type=Path, required=True, help="a .tsv file")
    parser.add_argument("--sitelinks", type=int, default=3, help="least number of Wikipedias that have it")
    parser.add_argument("--country", action="append", default=[], help="ISO code; may be said again; default: all")
    options = parser.parse_args()
    with opened(options.dump) as stream:
        count = extract(stream, options.out, options.sitelinks, frozenset(options.country))
    sys.stdout.write(f"{count:,} entries in {options.out}\n")


if __name__ == "__main__":
    main()
