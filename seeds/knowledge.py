"""What the world knows: people, organisations and places with Wikidata ids, found by any of their forms.

The tables under `seeds/world/` are mapped into memory when the first name is looked up, and only the pages that are
read take room. Forms are kept as 64-bit hashes: of 400,000 forms, one in 10^13 of the names looked up may hit one by
chance. Sources and licences: `seeds/world/LICENSES.md`; made by `seeds/make_knowledge.py`.
"""

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pyarrow as pa

from schemas.vocabulary import EntityKind
from seeds.holders import by_surname, listed_terms, offices_in
from seeds.institutions import institution
from seeds.known_entities import known_entities
from seeds.rows import OfficeHolder

FOLDER = Path(__file__).parent / "world"
MANIFEST = "manifest.json"
KINDS: tuple[EntityKind, ...] = ("GPE", "LOC", "FAC", "ORG", "PRODUCT", "PERSON")
PLACES = frozenset({"GPE", "LOC", "FAC"})
_TABLES = ("entries", "forms", "places")
_UNKNOWN = -(1 << 15)
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "-": " ", "‑": " ", "–": " ", ",": " ", "&": " and ", ".": None}
)  # as written
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode doesn't take apart into a plain one and a mark."""


class Flag(IntFlag):
    """What a form is to its entry.

    Attributes:
        NAME: its name; all others are aliases.
        EXACT: an acronym that must be written in capitals.
        WORD: a plain word as well (*Apple*, *Ford*).
        SHORT: made by rule of a longer one.
        GENERIC: of common words alone, so that many bodies may have it (*Ministry of Health*).
        LISTED: a form of the tables that a person edits (`known_entities.csv`, `countries.csv`).
        HOLDER: the one who held, at that time, the office of state that is said with the surname; in no table.
        RARE: a person's name, of a given name and a surname that hardly meet twice; GENERIC: of common ones.
    """

    NAME = 1
    EXACT = 2
    WORD = 4
    SHORT = 8
    GENERIC = 16
    LISTED = 32
    RARE = 64
    HOLDER = 128


_EXACT = int(Flag.EXACT)


class Entry(NamedTuple):
    """A person, organisation, product or place.

    Attributes:
        external_id: its Wikidata id.
        name: its English label.
        kind: what it is.
        country: ISO 3166-1 alpha-2 code of where it lies or, of an office holder, of the office.
        role: offices, or what sort of thing it is, in the words of the lists.
        first_year: first year of office or of existence.
        last_year: the last one; None: open or unknown.
        prominence: how well known, 0 to 100.
        latitude: degrees north, of places.
        longitude: degrees east.
        population: people who live there.
        admin1: the state that a town of the United States lies in.
        geonames_id: its id in GeoNames.
    """

    external_id: str
    name: str
    kind: EntityKind
    country: str | None = None
    role: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    prominence: int = 0
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    admin1: str | None = None
    geonames_id: int | None = None


def precision_of(entry: Entry) -> Literal["country", "region", "town"]:
    """What an entry's spot is the middle of."""
    role = entry.role or ""
    if is_land(entry):
        return "country"
    large = ("first-level", "region", "county", "province", "state of")
    return "region" if any(word in role for word in large) and "populated place" not in role else "town"


def is_land(entry: Entry) -> bool:
    """Whether an entry is a country or a territory with a code of its own."""
    return (entry.role or "").startswith("country or territory")


class Match(NamedTuple):
    """An entry that has a form, and what the form is to it: flags of `Flag`, as a plain number for speed."""

    entry: Entry
    flags: int


@lru_cache(maxsize=65_536)
def form_key(name: str) -> str:
    """A name for comparison: case, accents, hyphens, full stops, commas and the article before it set aside."""
    return folded(name).removeprefix("the ")


def folded(text: str) -> str:
    """A text of any length for comparison, all blanks made one: nothing is remembered of it."""
    if text.isascii():
        return " ".join(text.casefold().translate(_PLAIN).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(bare.translate(_LETTERS).split())


def hash_of(key: str) -> int:
    """The first eight bytes of a key's BLAKE2b."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


class Knowledge:
    """Entries by form.

    Args:
        folder: the tables, mapped when they are first needed.
        added: entries of the user's file with their forms; they replace those of the same id.
        version: what the answers depend on.
    """

    def __init__(self, folder: Path, added: Sequence[tuple[Entry, Sequence[tuple[str, Flag]]]], version: str) -> None:
        self._folder = folder
        self._tables: _Tables | None = None
        self._replaced = frozenset(entry.external_id for entry, _ in added)
        self._added: dict[str, list[Match]] = defaultdict(list)
        self._own = {entry.external_id: entry for entry, _ in added}
        for entry, forms in added:
            for key, flags in forms:
                self._added[key].append(Match(entry, int(flags)))
        self._found: dict[str, tuple[Match, ...]] = {}
        self._entries: dict[str, Entry | None] = {}
        self.version = version

    @classmethod
    @cache
    def shipped(cls) -> "Knowledge":
        """What ships, one for all of a process."""
        return cls(FOLDER, (), read_version(FOLDER))

    def find(self, name: str) -> tuple[Match, ...]:
        """All entries that have `name` as a form, in the order of the tables, the user's first."""
        key = form_key(name)
        if key not in self._found:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            self._found[key] = tuple(self._all(key).values())
        exact = name.replace(".", "").strip()
        found = self._found[key]
        return found if exact.isupper() else tuple(one for one in found if not one.flags & _EXACT)

    def entry(self, external_id: str) -> Entry | None:
        """The entry of an id; None if it is not known."""
        if external_id in self._own:
            return self._own[external_id]
        if external_id not in self._entries:
            if len(self._entries) >= _MOST_FOUND:
                self._entries.clear()
            found = _as_listed(self._opened().entry_of(external_id), _listed_entries().get(external_id))
            self._entries[external_id] = found
        return self._entries[external_id]

    def holders(self, surname: str, office: str) -> list[Entry]:
        """Who held an office of state under a surname, both in lower case; listed ones with its years."""
        terms = listed_terms().get((surname, office), ())
        listed = [
            _in_office(entry, term)
            for term in terms
            if (entry := self.entry(term.wikidata)) and term.wikidata not in self._replaced
        ]
        known = {one.external_id for one in listed}
        found = [one for one in self._opened().holders(surname, office) if one.external_id not in known]
        added = (
            entry
            for entry in self._own.values()
            if entry.name.casefold().endswith(f" {surname}") and office in offices_in(entry.role or "")
        )
        return [*listed, *(one for one in found if one.external_id not in self._replaced), *added]

    def _all(self, key: str) -> dict[str, Match]:
        found = {one.entry.external_id: one for one in (*self._added.get(key, ()), *self._shipped(key))}
        for external_id, flags in _listed().get(key, {}).items():
            entry = self.entry(external_id)
            if entry is not None and external_id not in self._replaced:
                found[external_id] = Match(entry, int(flags))
        return found

    def _shipped(self, key: str) -> Iterable[Match]:
        found = self._opened().matches(hash_of(key))
        listed = _listed_entries()
        return (
            one._replace(entry=_as_listed(one.entry, listed.get(one.entry.external_id)) or one.entry)
            for one in found
            if one.entry.external_id not in self._replaced
        )

    def _opened(self) -> "_Tables":
        if self._tables is None:
            self._tables = _Tables(self._folder)
        return self._tables


@lru_cache(maxsize=1)
def _listed() -> dict[str, dict[str, Flag]]:
    """The ids of each form of the tables that a person edits."""
    found: dict[str, dict[str, Flag]] = defaultdict(dict)
    for one in known_entities():
        for form, form_kind in one.forms if one.external_id else ():
            if form_kind != "demonym":
                flag = Flag.EXACT if form_kind == "acronym" and len(form) < len("NATO") else Flag(0)
                name = Flag.NAME if form_kind == "name" else Flag(0)
                found[form_key(form)][one.external_id or ""] = Flag.LISTED | flag | name
        for form in one.common:
            found[form_key(form)].setdefault(one.external_id or "", Flag.GENERIC)
    return found


@lru_cache(maxsize=1)
def _listed_entries() -> dict[str, Entry]:
    """Entries of those tables, for ids that nothing else knows."""
    found: dict[str, Entry] = {}
    for one in known_entities():
        kind, _, code = one.reference.partition(":")
        land = code if kind == "country" else institution(one.name).land if one.kind == "ORG" else None
        if one.external_id:
            found[one.external_id] = Entry(one.external_id, one.name, one.kind, land, prominence=_LISTED_PROMINENCE)
    return found


def _as_listed(entry: Entry | None, listed: Entry | None) -> Entry | None:
    """An entry with the name and kind that a person gave it: lists have some wrong."""
    if entry is None or listed is None:
        return entry or listed
    known = max(entry.prominence, _LISTED_PROMINENCE)
    return entry._replace(name=listed.name, kind=listed.kind, country=listed.country or entry.country, prominence=known)


def _in_office(entry: Entry, term: OfficeHolder) -> Entry:
    known = max(_LISTED_PROMINENCE, entry.prominence)
    return entry._replace(first_year=term.first_year, last_year=term.last_year, prominence=known)


_LISTED_PROMINENCE = 80
_MOST_FOUND = 20_000
"""Names whose entries are remembered: those of some thousand articles."""


class _Tables:
    """The mapped tables; `forms` is sorted by hash, and place n is entry n."""

    def __init__(self, folder: Path) -> None:
        entries, forms, places = (_mapped(folder / f"{name}.arrow") for name in _TABLES)
        self._keys, self._places, self._flags = (_numbers(forms, name) for name in ("key", "entry", "flags"))
        self._text = {name: entries[name].chunk(0) for name in ("name", "country", "role")}
        self._entries = {
            name: _numbers(entries, name) for name in ("qid", "kind", "first_year", "last_year", "prominence")
        }
        self._spots = {name: _numbers(places, name) for name in ("latitude", "longitude", "population", "geonames_id")}
        self._admin1 = places["admin1"].chunk(0)
        self._by_qid: np.ndarray[tuple[int], np.dtype[Any]] | None = None
        self._holders: Mapping[tuple[str, str], tuple[int, ...]] | None = None

    def matches(self, key: int) -> list[Match]:
        first = int(np.searchsorted(self._keys, np.uint64(key)))
        found = []
        while first < len(self._keys) and int(self._keys[first]) == key:
            found.append(Match(self._entry(int(self._places[first])), int(self._flags[first])))
            first += 1
        return found

    def entry_of(self, external_id: str) -> Entry | None:
        qids = self._entries["qid"]
        if self._by_qid is None:
            self._by_qid = np.argsort(qids, kind="stable")
        wanted = np.uint32(int(external_id.removeprefix("Q")))
        at = int(np.searchsorted(qids, wanted, sorter=self._by_qid))
        if at == len(qids) or qids[self._by_qid[at]] != wanted:
            return None
        return self._entry(int(self._by_qid[at]))

    def holders(self, surname: str, office: str) -> list[Entry]:
        if self._holders is None:
            self._holders = by_surname(self._statesmen())
        return [self._entry(at) for at in self._holders.get((surname, office), ())]

    def _statesmen(self) -> Iterable[tuple[int, str, frozenset[str]]]:
        roles = self._text["role"]
        offices = [offices_in(role) for role in roles.dictionary.to_pylist()]
        held = np.flatnonzero(np.array([bool(one) for one in offices]))
        codes = roles.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        person = self._entries["kind"] == KINDS.index("PERSON")
        for at in np.flatnonzero(person & np.isin(codes, held)).tolist():
            yield at, self._text["name"][at].as_py(), offices[int(codes[at])]

    def _entry(self, at: int) -> Entry:
        number = {name: int(column[at]) for name, column in self._entries.items()}
        text = {name: column[at].as_py() for name, column in self._text.items()}
        entry = Entry(
            external_id=f"Q{number['qid']}",
            name=text["name"],
            kind=KINDS[number["kind"]],
            country=text["country"],
            role=text["role"],
            first_year=_known(number["first_year"]),
            last_year=_known(number["last_year"]),
            prominence=number["prominence"],
        )
        return self._placed(entry, at) if at < len(self._admin1) else entry

    def _placed(self, entry: Entry, at: int) -> Entry:
        spot = {name: column[at].item() for name, column in self._spots.items()}
        placed = spot["latitude"] == spot["latitude"]  # NaN is not itself
        return entry._replace(
            latitude=round(spot["latitude"], 4) if placed else None,
            longitude=round(spot["longitude"], 4) if placed else None,
            population=spot["population"] or None,
            admin1=self._admin1[at].as_py(),
            geonames_id=spot["geonames_id"] or None,
        )


def _mapped(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _numbers(table: pa.Table, name: str) -> "np.ndarray[tuple[int], np.dtype[Any]]":
    """A column without a copy; Arrow's own way there would import pandas (0.4 s, 40 MB)."""
    column = table[name].chunk(0)
    _, values = column.buffers()
    return np.frombuffer(values, dtype=column.type.to_pandas_dtype(), count=len(column))


def _known(year: int) -> int | None:
    return None if year == _UNKNOWN else year


def write_tables(entries: Sequence[Entry], forms: pa.Table, folder: Path) -> None:
    """Write the tables and their manifest; places come first among the entries, `forms` is sorted by hash."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"entries": _entries_table(entries), "forms": forms.combine_chunks(), "places": _places_table(entries)}
    for name, table in tables.items():
        with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    files = {f"{name}.arrow": _sha256(folder / f"{name}.arrow") for name in _TABLES}
    (folder / MANIFEST).write_text(json.dumps({"files": files}, indent=1) + "\n", encoding="utf-8")


def _entries_table(entries: Sequence[Entry]) -> pa.Table:
    columns = {
        "qid": pa.array([int(one.external_id[1:]) for one in entries], pa.uint32()),
        "name": pa.array([one.name for one in entries], pa.string()),
        "kind": pa.array([KINDS.index(one.kind) for one in entries], pa.uint8()),
        "country": pa.array([one.country for one in entries], pa.string()).dictionary_encode(),
        "role": pa.array([one.role for one in entries], pa.string()).dictionary_encode(),
        "first_year": _years([one.first_year for one in entries]),
        "last_year": _years([one.last_year for one in entries]),
        "prominence": pa.array([one.prominence for one in entries], pa.uint8()),
    }
    return pa.table(columns)


def _years(years: Sequence[int | None]) -> pa.Array:
    return pa.array([_UNKNOWN if year is None else year for year in years], pa.int16())


def _places_table(entries: Sequence[Entry]) -> pa.Table:
    places = [one for one in entries if one.kind in PLACES]
    nowhere = float("nan")
    columns = {
        "latitude": pa.array([nowhere if one.latitude is None else one.latitude for one in places], pa.float32()),
        "longitude": pa.array([nowhere if one.longitude is None else one.longitude for one in places], pa.float32()),
        "population": pa.array([one.population or 0 for one in places], pa.uint32()),
        "geonames_id": pa.array([one.geonames_id or 0 for one in places], pa.uint32()),
        "admin1": pa.array([one.admin1 for one in places], pa.string()).dictionary_encode(),
    }
    return pa.table(columns)


@lru_cache(maxsize=4)
def read_version(folder: Path = FOLDER) -> str:
    """Twelve hex characters of the hash of the manifest, which holds the hashes of the tables."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()[:12]


def verify(folder: Path = FOLDER) -> None:
    """Raises ValueError, naming the file, if a table differs from the manifest."""
    files: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    for name, expected in files.items():
        if _sha256(folder / name) != expected:
            raise ValueError(f"{folder / name}: differs from {MANIFEST}; check the file out again")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
