"""The linker that a commit is handed: tables of evidence in, tables of decisions out, the rules in `flows.linking`."""

import gc
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pyarrow as pa

from flows.linking.blocks import blocks_of
from flows.linking.descriptions import Description, description
from flows.linking.evidence import Link, Seen
from flows.linking.forms import Forms, Target
from flows.linking.kinds import slips
from flows.linking.people import PERSON, link_people
from flows.linking.things import Offer, Things
from schemas.corpus import EntityAlias
from schemas.ids import hash_id
from seeds.knowledge import Entry, Knowledge, precision_of
from seeds.known_entities import known_entities
from seeds.rows import TitleWord
from seeds.version import seeds_version
from warehouse.corpus.linker import BLOCKS_SCHEMA, DECISIONS_SCHEMA, KNOWN_SCHEMA, TITLES_SCHEMA

LINKING_VERSION = 5
"""Raised with every change of the rules in `flows.linking`, so that stores link anew."""

_Key = tuple[str, str, str, str, Description, bool, str | None]
"""What `Seen` has but for the number of articles."""


class NameLinker:
    """Links entities by their names, what articles say of them, and what is known beforehand."""

    def __init__(self, aliases: pa.Table, knowledge: Knowledge | None = None) -> None:
        rows = [EntityAlias.model_validate(row) for row in aliases.to_pylist()]
        known = knowledge or Knowledge.shipped()
        self._forms = Forms(known_entities(), rows, known)
        self._knowledge = known
        told = sorted(row.model_dump_json() for row in rows)
        self.version = hash_id("linking", LINKING_VERSION, seeds_version(), known.version, *told)

    @property
    def known(self) -> pa.Table:
        """The entities that seeds and alias table know."""
        return _known(self._forms.targets, self._knowledge)

    @property
    def honorifics(self) -> pa.Table:
        """Titles that say nothing of an office."""
        words = {row.word for row in TitleWord.rows() if row.kind in {"honorific", "modifier"}}
        return pa.table({"title": sorted(words)}, schema=TITLES_SCHEMA)

    def known_of(self, external_ids: pa.Table) -> pa.Table:
        """The entities that articles name by an id, but for those that `known` has."""
        known = {one.canonical_id for one in self._forms.targets}
        named = [self._forms.by_external(one) for one in external_ids["external_id"].to_pylist()]
        return _known([one for one in named if one.canonical_id not in known], self._knowledge)

    def blocks(self, names: pa.Table) -> pa.Table:
        """The blocks of entities."""
        rows = [
            (entity_id, *block)
            for entity_id, kind, name, aliases in _rows(names)
            for block in blocks_of(kind, name, aliases)
        ]
        return _table(rows, BLOCKS_SCHEMA)

    def link(self, evidence: pa.Table, offers: pa.Table) -> pa.Table:
        """Decisions on all rows of evidence."""
        with _no_collector():
            seen = _seen(evidence)
            distinct = {row: home for home, row, _ in seen.values()}
            links = self._people(distinct) | self._things(distinct, offers)
            links |= slips(links, self._forms)
            decided = ((number, row, articles, links[row]) for number, (_, row, articles) in seen.items())
            return _table(_decisions(decided), DECISIONS_SCHEMA)

    def _people(self, seen: Mapping[Seen, str]) -> dict[Seen, Link]:
        blocks: dict[str, list[Seen]] = defaultdict(list)
        for row, home in seen.items():
            if row.kind == PERSON:
                blocks[home].append(row)
        links: dict[Seen, Link] = {}
        for rows in blocks.values():
            links |= link_people(rows, self._forms)
        return links

    def _things(self, seen: Mapping[Seen, str], offers: pa.Table) -> dict[Seen, Link]:
        rows = [(home, row) for row, home in seen.items() if row.kind != PERSON]
        return Things(rows, [Offer(*row) for row in _rows(offers)], self._forms).links()


def _known(targets: Iterable[Target], knowledge: Knowledge) -> pa.Table:
    return pa.Table.from_pylist([dict(_known_row(one, knowledge)) for one in targets], schema=KNOWN_SCHEMA)


@lru_cache(maxsize=2_048)
def _known_row(target: Target, knowledge: Knowledge) -> Mapping[str, object]:
    """A row of what is known; kept: each load asks for the seeds' thousand (a fourth of linking a few)."""
    own = {name: getattr(target, name) for name in _OF_TARGETS}
    entry = knowledge.entry(target.external_id) if target.external_id and _QID.fullmatch(target.external_id) else None
    if entry is None or entry.latitude is None:
        return own
    spot = {name: getattr(entry, name) for name in KNOWN_SCHEMA.names if name in Entry._fields and name not in own}
    return own | spot | {"precision": precision_of(entry)}


_OF_TARGETS = ("canonical_id", "name", "kind", "external_id")
_QID = re.compile(r"Q[1-9][0-9]{0,8}")
"""A user's alias table may have other ids."""


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rest the collector of cycles: there are none here, and it looked at every row again and again (half the time)."""
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _table(rows: Iterable[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, one.type) for column, one in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _seen(evidence: pa.Table) -> dict[int, tuple[str, Seen, int]]:
    """The evidence by number: block, what is seen, and how many articles; wordings of one description are one."""
    keys: dict[int, tuple[str, _Key, int]] = {}
    counts: Counter[_Key] = Counter()
    for number, home, entity_id, kind, name, month, title, affiliation, gender, known, articles in _rows(evidence):
        said = description(title, affiliation, gender)
        key = (entity_id, kind, name, month, said, any((title, affiliation, gender)), known)
        keys[number] = (home, key, articles)
        counts[key] += articles
    made = {key: Seen(*key[:5], count, *key[5:]) for key, count in counts.items()}
    return {number: (home, made[key], articles) for number, (home, key, articles) in keys.items()}


def _decisions(decided: Iterable[tuple[int, Seen, int, Link]]) -> Iterator[tuple[int, str, str, float, bool]]:
    """The commonest decision for each entity and month as its default, and those that differ from it."""
    groups: dict[tuple[str, str], list[tuple[int, int, Link]]] = defaultdict(list)
    for number, row, articles, link in decided:
        groups[row.entity_id, row.month].append((number, articles, link))
    for members in groups.values():
        counts: Counter[Link] = Counter()
        for _, articles, link in members:
            counts[link] += articles
        common = min(counts, key=lambda one: (-counts[one], one))
        yield (min(number for number, _, link in members if link == common), *common, True)
        for number, _, link in members:
            if link.canonical_id != common.canonical_id:
                yield (number, *link, False)
