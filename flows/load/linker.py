"""The linker that a commit is handed: tables of evidence in, tables of decisions out, the rules in `flows.linking`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from flows.linking.blocks import blocks_of
from flows.linking.descriptions import Description, description
from flows.linking.evidence import Link, Seen
from flows.linking.forms import Forms
from flows.linking.people import PERSON, link_people
from flows.linking.things import Offer, Things
from schemas.corpus import EntityAlias
from schemas.ids import hash_id
from seeds.known_entities import known_entities
from seeds.version import seeds_version
from warehouse.linker import BLOCKS_SCHEMA, DECISIONS_SCHEMA, KNOWN_SCHEMA

LINKING_VERSION = 1
"""Raised with every change of the rules in `flows.linking`, so that stores link anew."""

_Key = tuple[str, str, str, str, Description]
"""What `Seen` has but for the number of articles."""


class NameLinker:
    """Links entities by their names, what articles say of them, and what is known beforehand."""

    def __init__(self, aliases: pa.Table) -> None:
        rows = [EntityAlias.model_validate(row) for row in aliases.to_pylist()]
        self._forms = Forms(known_entities(), rows)
        told = sorted(row.model_dump_json() for row in rows)
        self.version = hash_id("linking", LINKING_VERSION, seeds_version(), *told)

    @property
    def known(self) -> pa.Table:
        """The entities that seeds and alias table know."""
        rows = [{name: getattr(one, name) for name in KNOWN_SCHEMA.names} for one in self._forms.targets]
        return pa.Table.from_pylist(rows, schema=KNOWN_SCHEMA)

    def blocks(self, names: pa.Table) -> pa.Table:
        """The blocks of entities."""
        rows = [
            {"entity_id": row["entity_id"], "home": home, "alias": alias, "short": short}
            for row in names.to_pylist()
            for home, alias, short in blocks_of(row["kind"], row["name"], row["aliases"])
        ]
        return pa.Table.from_pylist(rows, schema=BLOCKS_SCHEMA)

    def link(self, evidence: pa.Table, offers: pa.Table) -> pa.Table:
        """Decisions on all rows of evidence."""
        rows = evidence.to_pylist()
        seen = _seen(rows)
        links = self._people(seen.values()) | self._things(seen.values(), offers)
        decided = [(row, links[seen[row["number"]][1]]) for row in rows]
        return pa.Table.from_pylist(list(_decisions(decided)), schema=DECISIONS_SCHEMA)

    def _people(self, seen: Iterable[tuple[str, Seen]]) -> dict[Seen, Link]:
        blocks: dict[str, dict[Seen, None]] = defaultdict(dict)
        for home, row in seen:
            if row.kind == PERSON:
                blocks[home][row] = None
        links: dict[Seen, Link] = {}
        for rows in blocks.values():
            links |= link_people(list(rows), self._forms)
        return links

    def _things(self, seen: Iterable[tuple[str, Seen]], offers: pa.Table) -> dict[Seen, Link]:
        rows = [(home, row) for home, row in seen if row.kind != PERSON]
        short = [
            Offer(row["home"], row["short"], row["published_month"], row["articles"]) for row in offers.to_pylist()
        ]
        return Things(rows, short, self._forms).links()


def _seen(rows: Sequence[dict[str, Any]]) -> dict[int, tuple[str, Seen]]:
    """The evidence by number, with its block; wordings of one description are one."""
    keys = {row["number"]: (row["home"], _key(row)) for row in rows}
    articles = Counter[_Key]()
    for row in rows:
        articles[keys[row["number"]][1]] += row["articles"]
    made = {key: Seen(*key, count) for key, count in articles.items()}
    return {number: (home, made[key]) for number, (home, key) in keys.items()}


def _key(row: dict[str, Any]) -> _Key:
    said = description(row["title"], row["affiliation"], row["gender_evidence"])
    return row["entity_id"], row["kind"], row["name"], row["published_month"], said


def _decisions(decided: Sequence[tuple[dict[str, Any], Link]]) -> Iterator[dict[str, object]]:
    """The commonest decision for each entity and month as its default, and those that differ from it."""
    groups: dict[tuple[str, str], list[tuple[dict[str, Any], Link]]] = defaultdict(list)
    for row, link in decided:
        groups[row["entity_id"], row["published_month"]].append((row, link))
    for members in groups.values():
        articles = Counter[Link]()
        for row, link in members:
            articles[link] += row["articles"]
        common = min(articles, key=lambda one: (-articles[one], one))
        numbers = [row["number"] for row, link in members if link == common]
        yield _decision(min(numbers), common, is_default=True)
        for row, link in members:
            if link.canonical_id != common.canonical_id:
                yield _decision(row["number"], link, is_default=False)


def _decision(number: int, link: Link, *, is_default: bool) -> dict[str, object]:
    return {
        "number": number,
        "canonical_id": link.canonical_id,
        "rule": link.rule,
        "confidence": link.confidence,
        "is_default": is_default,
    }
