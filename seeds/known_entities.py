"""Entities that the reference tables know by id: countries, states, cities, international organisations.

A form that stands for two of them is listed under both: by itself it decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from schemas.ids import hash_id
from schemas.vocabulary import EntityKind
from seeds.reference import SeedError
from seeds.rows import CountryForm, KnownEntityForm

Form = TypeVar("Form", CountryForm, KnownEntityForm)


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity that the seeds know.

    Attributes:
        reference: `country:` and the ISO 3166-1 code, else `wikidata:` and the id.
        external_id: its Wikidata id, None where the seeds give none.
        name: its canonical form.
        kind: what it is.
        forms: each form with its form_kind: name, alias, acronym or demonym.
        common: forms that it shares with bodies of other countries (*Senate*).
    """

    reference: str
    external_id: str | None
    name: str
    kind: EntityKind
    forms: tuple[tuple[str, str], ...]
    common: tuple[str, ...] = ()

    @property
    def entity_id(self) -> str:
        """Its canonical_id, and its entity_id in an article that the derivation knows to be about it."""
        return hash_id("entity", self.reference)


@lru_cache(maxsize=1)
def known_entities() -> tuple[KnownEntity, ...]:
    """All of them, countries first; an id that both tables list is the country's alone.

    Raises SeedError if an entity has not exactly one form of the kind `name`, or forms of different kinds.
    """
    countries = [_country(code, rows) for code, rows in _grouped(CountryForm.rows())]
    taken = {one.external_id for one in countries}
    others = [_other(wikidata, rows) for wikidata, rows in _grouped(KnownEntityForm.rows())]
    return (*countries, *(one for one in others if one.external_id not in taken))


def _country(code: str, rows: list[CountryForm]) -> KnownEntity:
    external_id = next((row.wikidata for row in rows if row.wikidata), None)
    forms = tuple((row.form, str(row.form_kind)) for row in rows)
    return KnownEntity(f"country:{code}", external_id, _name(f"countries.csv: {code}", forms), "GPE", forms)


def _other(wikidata: str, rows: list[KnownEntityForm]) -> KnownEntity:
    place = f"known_entities.csv: {wikidata}"
    kinds = {row.kind for row in rows}
    if len(kinds) > 1:
        raise SeedError(f"{place}: its forms have the kinds {sorted(kinds)}; give all of them one kind")
    forms = tuple((row.form, str(row.form_kind)) for row in rows if row.form_kind != "common")
    common = tuple(row.form for row in rows if row.form_kind == "common")
    return KnownEntity(f"wikidata:{wikidata}", wikidata, _name(place, forms), rows[0].kind, forms, common)


def _name(place: str, forms: Iterable[tuple[str, str]]) -> str:
    names = [form for form, form_kind in forms if form_kind == "name"]
    if len(names) != 1:
        raise SeedError(f"{place}: {len(names)} forms are its name; mark one, and the others as alias or acronym")
    return names[0]


def _grouped(rows: Iterable[Form]) -> list[tuple[str, list[Form]]]:
    groups: dict[str, list[Form]] = defaultdict(list)
    for row in rows:
        groups[row.code if isinstance(row, CountryForm) else row.wikidata].append(row)
    return list(groups.items())
