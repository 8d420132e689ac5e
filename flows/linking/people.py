"""The persons of one block: full names first, then the names that stand for one of them in part."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from flows.linking.bearers import FullName
from flows.linking.evidence import Link, Seen, link
from flows.linking.forms import Forms, Target, ordinals
from flows.linking.named import NamedById
from flows.linking.partial import PartialName
from flows.linking.person_names import PersonName, person_name
from flows.linking.spellings import Spelling, Spellings, joined, short_ones

Told = tuple[Target, str]
"""An entity that is known beforehand, and the rule that says that a row is it."""

PERSON = "PERSON"
"""The kind whose entities are linked here."""


def link_people(seen: Sequence[Seen], forms: Forms) -> dict[Seen, Link]:
    """What each of `seen` is: persons of one block, all that the corpus has of it."""
    apart = ordinals(seen)
    links = {row: link(row.entity_id, "same_name") for row in seen if row.entity_id in apart}
    known = {row: told for row in seen if row not in links and (told := forms.known(row))}
    known |= _by_name((row for row in seen if row not in links), known)
    links |= {row: link(target.canonical_id, rule) for row, (target, rule) in known.items()}
    rest = [row for row in seen if row.entity_id not in apart]
    full = joined(_spellings(rest, {row: target for row, (target, _) in known.items()}))
    short = short_ones(full)
    names = [FullName.of(one) for number, one in enumerate(full) if number not in short]
    partial = _partial((row for row in rest if row not in known), (full[number] for number in short))
    bearers = [bearer for name in names for bearer in name.bearers]
    parts = (PartialName(name, rows, bearers) for name, rows in partial.items())
    for row, found in chain(*(one.links() for one in names), *(one.links() for one in parts)):
        links.setdefault(row, found)
    return links


def _by_name(seen: Iterable[Seen], known: Mapping[Seen, Told]) -> dict[Seen, Told]:
    """The articles without an id that have the full name of somebody whom others of the period name by id.

    Those must be a third of the articles that have the name, mean one person, and nothing said may contradict them.
    """
    names: dict[PersonName, NamedById] = defaultdict(NamedById)
    rest: list[Seen] = []
    for row in seen:
        told = known.get(row)
        if told is None or told[1] == "article_id":
            names[person_name(row.name)].add(row, told[0] if told else None)
        if told is None and not person_name(row.name).partial:
            rest.append(row)
    found = ((row, names[person_name(row.name)].meant(row)) for row in rest)
    return {row: (target, "same_name") for row, target in found if target}


def _spellings(seen: Iterable[Seen], known: dict[Seen, Target]) -> Iterable[Spelling]:
    spellings: dict[tuple[PersonName, Target | None], Spelling] = {}
    for row in seen:
        name, target = person_name(row.name), known.get(row)
        if not name.partial:
            spellings.setdefault((name, target), Spelling(name, target)).rows.append(row)
    return spellings.values()


def _partial(seen: Iterable[Seen], short: Iterable[Spellings]) -> dict[PersonName, list[Seen]]:
    """Rows of the names that may stand for a full one, by name."""
    rows: dict[PersonName, list[Seen]] = defaultdict(list)
    for row in seen:
        if person_name(row.name).partial:
            rows[person_name(row.name)].append(row)
    for one in short:
        rows[one.members[0].name] += one.rows
    return rows
