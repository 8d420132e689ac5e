"""Forms that are known beforehand: of the seeds' entities, and of the user's alias table, which goes before them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.derive.names import normalised
from flows.linking.evidence import Seen
from flows.linking.keys import form_key, group_of
from flows.linking.periods import UNKNOWN
from schemas.corpus import EntityAlias
from schemas.ids import hash_id
from schemas.vocabulary import EntityKind
from seeds.knowledge import Knowledge
from seeds.known_entities import KnownEntity

_LONG_ACRONYM = 4
"""Letters from which on an acronym is one in any case: *Nato*, *Unesco*, but not *Who*."""
_BODIES = frozenset({"ORG", "GPE", "LOC"})
"""What the annotator takes an organisation for (*the European Union*); a party's people are NORP (*Republicans*)."""


@dataclass(frozen=True, slots=True)
class Target:
    """An entity that is known beforehand; `kind` is None where the user's table does not say.

    `name` is None where an article names it by an id that what the world knows no longer has.
    """

    canonical_id: str
    name: str | None
    kind: EntityKind | None
    external_id: str | None

    def accepts(self, kind: str) -> bool:
        """Whether a name of this kind may be one of its forms."""
        if self.kind is None or group_of(self.kind) == group_of(kind):
            return True
        return self.kind == "ORG" and kind in _BODIES | {"NORP"}


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a target; `exact` is how an acronym must be written, first and last the months in which it holds."""

    target: Target
    exact: str | None = None
    first: str | None = None
    last: str | None = None

    def fits(self, name: str, kind: str, month: str) -> bool:
        if not self.target.accepts(kind) or (self.exact and self.exact != name.replace(".", "")):
            return False
        bounded = self.first is not None or self.last is not None
        if month == UNKNOWN:
            return not bounded
        return (self.first or month) <= month <= (self.last or month)


class Forms:
    """All forms that are known beforehand.

    Args:
        known: the seeds' entities.
        aliases: rows of the user's alias table.
        knowledge: what is known of the ids by which articles name entities.
    """

    def __init__(
        self, known: Sequence[KnownEntity], aliases: Iterable[EntityAlias], knowledge: Knowledge | None = None
    ) -> None:
        self._knowledge = knowledge or Knowledge.shipped()
        self._named: dict[str, Target] = {}
        self._named_ids: set[str] = set()
        self._by_id: dict[str, Target] = {}
        self._by_external: dict[str, Target] = {}
        self._listed: dict[str, list[_Form]] = defaultdict(list)
        self._users: dict[str, list[_Form]] = defaultdict(list)
        for entity in known:
            self._add_known(entity)
        for row in _completed(sorted(aliases, key=lambda row: row.model_dump_json())):
            self._add_alias(row)

    @property
    def targets(self) -> list[Target]:
        """Every entity that is known beforehand, by canonical_id."""
        return [self._by_id[one] for one in sorted(self._by_id)]

    def has_id(self, entity_id: str) -> bool:
        """Whether a canonical_id is that of an entity that is known beforehand, or that articles name by its id."""
        return entity_id in self._by_id or entity_id in self._named_ids

    def by_external(self, external_id: str) -> Target:
        """The entity of a Wikidata id."""
        if external_id in self._by_external:
            return self._by_external[external_id]
        if external_id not in self._named:
            entry = self._knowledge.entry(external_id)
            name, kind = (entry.name, entry.kind) if entry else (None, None)
            canonical_id = hash_id("entity", f"wikidata:{external_id}")
            self._named[external_id] = Target(canonical_id, name, kind, external_id)
            self._named_ids.add(canonical_id)
        return self._named[external_id]

    def has_form(self, key: str) -> bool:
        """Whether a name as `form_key` has it is listed, be it for one entity or for several (*Georgia*)."""
        return key in self._users or key in self._listed

    def known(self, row: Seen) -> tuple[Target, str] | None:
        """The one entity that a row surely is, with the rule; None where none or several may be.

        The seeds' id goes first, then the user's form, then the id that the article gives, then a listed form.
        """
        if target := self._by_id.get(row.entity_id):
            return target, "known_id"
        if row.external_id and form_key(row.name) not in self._users:
            return self.by_external(row.external_id), "article_id"
        return self.known_form(row, row.month)

    def known_form(self, row: Seen, month: str) -> tuple[Target, str] | None:
        """The one entity that has the form in a month, whatever its id says."""
        key = form_key(row.name)
        for forms, rule in ((self._users, "alias_table"), (self._listed, "known_form")):
            if key not in forms:
                continue
            fitting = {form.target for form in forms[key] if form.fits(row.name, row.kind, month)}
            if fitting:
                return (fitting.pop(), rule) if len(fitting) == 1 else None
        return None

    def _add_known(self, entity: KnownEntity) -> None:
        target = Target(entity.entity_id, entity.name, entity.kind, entity.external_id)
        self._by_id[target.canonical_id] = target
        if target.external_id:
            self._by_external[target.external_id] = target
        for form, form_kind in entity.forms:
            if form_kind != "demonym":
                short = form_kind == "acronym" and len(form.replace(".", "")) < _LONG_ACRONYM
                exact = form.replace(".", "") if short else None
                self._listed[form_key(form)].append(_Form(target, exact))

    def _add_alias(self, row: EntityAlias) -> None:
        target = self._target(row)
        self._by_id[target.canonical_id] = target
        if target.external_id:
            self._by_external[target.external_id] = target
        self._users[form_key(row.name)].append(_Form(target))
        self._users[form_key(row.alias)].append(_Form(target, None, row.holds_from, row.holds_to))

    def _target(self, row: EntityAlias) -> Target:
        """The entity that a row means: by external id, else by what the seeds have under the name, else a new one."""
        if row.external_id:
            known = self._by_external.get(row.external_id)
            new_id = hash_id("entity", f"wikidata:{row.external_id}")
            return known or Target(new_id, row.name, row.kind, row.external_id)
        listed = {one.target for one in self._listed.get(form_key(row.name), ()) if _same_kind(one.target, row.kind)}
        if len(listed) == 1:
            return listed.pop()
        return Target(hash_id("entity", row.kind or "name", normalised(row.name)), row.name, row.kind, None)


def _completed(rows: Sequence[EntityAlias]) -> Iterator[EntityAlias]:
    """The rows with the kind and id that other rows of the same name give, if they give one."""
    kinds: dict[str, set[EntityKind]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        kinds[form_key(row.name)] |= {row.kind} if row.kind else set()
        ids[form_key(row.name)] |= {row.external_id} if row.external_id else set()
    for row in rows:
        key = form_key(row.name)
        kind = row.kind or (min(kinds[key]) if len(kinds[key]) == 1 else None)
        external_id = row.external_id or (min(ids[key]) if len(ids[key]) == 1 else None)
        yield row.model_copy(update={"kind": kind, "external_id": external_id})


def _same_kind(target: Target, kind: EntityKind | None) -> bool:
    return kind is None or target.accepts(kind)


def ordinals(seen: Iterable[Seen]) -> frozenset[str]:
    """The ids of the second, third … namesakes within an article, whom the article tells apart; they join nobody."""
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity_id, kind, name in {(row.entity_id, row.kind, row.name) for row in seen}:
        ids[kind, normalised(name)].add(entity_id)
    return frozenset(one for key, found in ids.items() for one in found if one != _first(key, found))


def _first(key: tuple[str, str], ids: set[str]) -> str:
    plain = hash_id("entity", *key)
    return plain if plain in ids else min(ids)
