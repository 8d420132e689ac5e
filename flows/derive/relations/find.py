"""Relations that a noun says: *his brother Rodney*, *Ann Lee, a spokeswoman for Acme*; and *Paris, Texas*."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from flows.derive.text.document import Document
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from schemas.ids import row_id
from schemas.rows import ArticleEntity, EntityRelation, Mention
from seeds.knowledge import Knowledge, is_land, precision_of
from seeds.rows import RelationNoun

Relation = Literal["kin", "spokesperson_of", "member_of", "head_of", "employee_of", "located_in"]
_BESIDE = frozenset({"appos", "flat", "nmod:desc", "compound"})
_OWNERS = ("nmod:poss", "nmod", "compound")
_OF = frozenset({"of", "for", "at", "with", "from", "'s", "’s"})
_BODIES = frozenset({"ORG", "GPE", "FAC"})
_PLACES = frozenset({"GPE", "LOC"})
_LONGEST = 200
"""Characters of the words that say it."""
_SURE_PRONOUN = 0.75
"""Confidence from which a pronoun's entity is believed for a relation: assumed."""
_CONFIDENCE = {"kin": 0.85, "located_in": 0.95}
"""As `_OTHER`, of relations that the wording leaves less room for."""
_OTHER = 0.8
"""How far the other relations are trusted; all are assumptions until they are measured."""
_COMMA = re.compile(r", (?:the )?\Z")


def find_relations(
    document: Document, entities: Sequence[ArticleEntity], mentions: Sequence[Mention], knowledge: Knowledge
) -> list[EntityRelation]:
    """The relations, in the order of the text; each once for two entities."""
    tokens = document.tokens
    kinds = {row.entity_id: row.kind for row in entities}
    standing = {
        head_of(tokens, (row.start_char, row.end_char)): row
        for row in mentions
        if row.entity_id and (row.mention_type == "name" or row.confidence >= _SURE_PRONOUN)
    }
    found = [*_said(document, standing, kinds), *_inside(document, entities, mentions, knowledge)]
    unique = {(row.subject_entity_id, row.relation, row.object_entity_id): row for row in reversed(found)}
    return sorted(unique.values(), key=lambda row: (row.start_char, row.end_char, row.relation_id))


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Relation]:
    return {row.word: row.relation for row in RelationNoun.rows()}


def _said(document: Document, standing: Mapping[int, Mention], kinds: Mapping[str, str]) -> Iterator[EntityRelation]:
    tokens = document.tokens
    if not tokens.has_syntax:
        return
    for token, person in standing.items():
        if kinds.get(person.entity_id or "") != "PERSON" or person.mention_type != "name":
            continue
        for noun in _nouns_beside(tokens, token):
            relation = _nouns()[_word(tokens, noun)]
            for owner in _owners(tokens, noun):
                other = standing.get(owner)
                if other is not None and _may_be(relation, person, other, kinds):
                    yield from _row(document, relation, noun, person, other)


def _nouns_beside(tokens: Tokens, token: int) -> Iterator[int]:
    """The nouns of relations that are said of a name: before it, behind a comma, or by *is*."""
    near = [child for child in tokens.children[token] if tokens.deprel[child] in _BESIDE]
    governor = tokens.heads[token]
    if governor >= 0 and tokens.deprel[token] in _BESIDE:
        near.append(governor)
    if governor >= 0 and tokens.deprel[token] == "nsubj" and tokens.dependents(governor, "cop"):
        near.append(governor)
    return (noun for noun in near if _word(tokens, noun) in _nouns())


def _word(tokens: Tokens, noun: int) -> str:
    """The noun, with the word before it where that makes it another one (*chief executive*)."""
    both = f"{tokens.lower[noun - 1]} {tokens.lower[noun]}" if noun else ""
    return both if both in _nouns() else tokens.lower[noun]


def _owners(tokens: Tokens, noun: int) -> Iterator[int]:
    for relation in _OWNERS:
        for child in tokens.dependents(noun, relation):
            cases = {tokens.lower[case] for case in tokens.dependents(child, "case")}
            if relation != "nmod" or cases & _OF:
                yield child


def _may_be(relation: Relation, person: Mention, other: Mention, kinds: Mapping[str, str]) -> bool:
    """Whether the two may be so related: kin are persons, all else is of a body or a place."""
    if other.entity_id == person.entity_id:
        return False
    kind = kinds.get(other.entity_id or "")
    if relation == "kin":
        return kind == "PERSON"
    return kind in _BODIES and other.mention_type == "name" and other.kind != "NORP"


def _row(
    document: Document, relation: Relation, noun: int, person: Mention, other: Mention
) -> Iterator[EntityRelation]:
    tokens = document.tokens
    start = min(person.start_char, other.start_char, tokens.starts[noun])
    end = max(person.end_char, other.end_char, tokens.ends[noun])
    if end - start <= _LONGEST and person.sentence == other.sentence:
        yield _made(document, relation, (start, end), _word(tokens, noun), (person, other))


def _inside(
    document: Document, entities: Sequence[ArticleEntity], mentions: Sequence[Mention], knowledge: Knowledge
) -> Iterator[EntityRelation]:
    """*Paris, Texas*: a place with the state or country that it lies in behind a comma."""
    places = {row.entity_id: row for row in entities if row.kind in _PLACES}
    names = [row for row in mentions if row.mention_type == "name" and row.entity_id in places]
    for town, land in pairwise(names):
        between = document.body[town.end_char : land.start_char]
        behind = document.body[land.end_char : land.end_char + 1]
        alone = behind in {",", ".", "", "\n", ")", ";", ":"}
        apart = town.entity_id != land.entity_id and not _is_list(document.body, town)
        inner, outer = places[town.entity_id or ""], places[land.entity_id or ""]
        if _COMMA.fullmatch(between) and alone and apart and _may_lie_in(inner, outer, knowledge):
            yield _made(document, "located_in", (town.start_char, land.end_char), ",", (town, land))


def _may_lie_in(inner: ArticleEntity, outer: ArticleEntity, knowledge: Knowledge) -> bool:
    """Whether the second is a state or country, and the first no country and, if it is known, of the same country."""
    around = knowledge.entry(outer.external_id) if outer.external_id else None
    place = knowledge.entry(inner.external_id) if inner.external_id else None
    if around is None or precision_of(around) == "town" or inner.kind != "GPE":
        return False
    return place is None or (not is_land(place) and place.country == around.country)


def _is_list(body: str, town: Mention) -> bool:
    """Whether a comma stands before the first place too, as in *Norway, Sweden, Denmark*."""
    return body[max(0, town.start_char - 2) : town.start_char] == ", "


def _made(
    document: Document, relation: Relation, span: tuple[int, int], said: str, pair: tuple[Mention, Mention]
) -> EntityRelation:
    article_id = document.article.article_id
    ids = [row.entity_id or "" for row in pair]
    sure = min(row.confidence for row in pair)
    return EntityRelation(
        relation_id=row_id("entity_relations", article_id, *span, relation, *ids),
        article_id=article_id,
        subject_entity_id=ids[0],
        relation=relation,
        object_entity_id=ids[1],
        said=said,
        text=document.body[slice(*span)],
        start_char=span[0],
        end_char=span[1],
        confidence=_CONFIDENCE.get(relation, _OTHER) * sure,
    )
