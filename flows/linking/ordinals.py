"""Namesakes within one article: entities of one kind and name with different ids, whom the article tells apart."""

from collections import defaultdict
from collections.abc import Iterable

from flows.derive.names.join import normalised
from flows.linking.evidence import Seen
from schemas.ids import hash_id


def ordinals(seen: Iterable[Seen]) -> frozenset[str]:
    """The ids of the second, third … namesakes; they join nobody."""
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity_id, kind, name in {(row.entity_id, row.kind, row.name) for row in seen}:
        ids[kind, normalised(name)].add(entity_id)
    return frozenset(one for key, found in ids.items() for one in found if one != _first(key, found))


def _first(key: tuple[str, str], ids: set[str]) -> str:
    plain = hash_id("entity", *key)
    return plain if plain in ids else min(ids)
