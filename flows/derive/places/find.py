"""Where an article happens: the dateline's town, and the places in which what is told happens."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.derive.text.document import Document
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from schemas.rows import ArticleEntity, ArticlePlace, Mention
from seeds.knowledge import PLACES, Entry, Knowledge, is_land, precision_of
from seeds.word_classes import words_of

_SCENES = frozenset({"obl", "nmod"})
"""What a place is to a verb or noun that happens in it."""
_LEAD = 3
"""Sentences in which an article tells where it happens."""
_DATELINE, _HEADLINE, _IN_LEAD, _IN_BODY, _OFTEN = 0.6, 0.15, 0.35, 0.2, 0.2
"""What speaks for a place: assumptions until they are measured."""
_BEHIND_DATELINE = 40
"""Characters behind a dateline's town in which its dash stands."""
_DASHES = (" - ", " – ", " — ", "–", "—", " -- ")  # as written
_COUNTRY = 0.6
"""What is left of it for a country, where a town of it is a scene as well."""


@dataclass(slots=True)
class _Evidence:
    """What the mentions of a place say."""

    dateline: bool = False
    headline: bool = False
    lead: bool = False
    scene: bool = False
    mentions: int = 0

    @property
    def rule(self) -> str:
        """The best of it."""
        return "dateline" if self.dateline else "event" if self.lead or self.scene else "mention"


def find_places(
    document: Document, entities: Sequence[ArticleEntity], mentions: Sequence[Mention], knowledge: Knowledge
) -> list[ArticlePlace]:
    """The places of an article that are known on the map, by entity_id, with the chance that it happens there."""
    known = {row.entity_id: entry for row in entities if row.kind in PLACES and (entry := _entry(row, knowledge))}
    if not known:
        return []
    found = _evidence(document, [row for row in mentions if row.entity_id in known and row.mention_type == "name"])
    scores = _scores(found, known)
    article_id = document.article.article_id
    rows = (_row(article_id, one, known[one], found[one], score) for one, score in scores.items())
    return sorted(rows, key=lambda row: row.entity_id)


def _scores(found: Mapping[str, _Evidence], known: Mapping[str, Entry]) -> dict[str, float]:
    """How much speaks for each place; a country yields to its town that is a scene."""
    total = sum(one.mentions for one in found.values()) or 1
    scores = {entity_id: _score(one, total) for entity_id, one in found.items()}
    scenes = {known[one].country for one, score in scores.items() if score > _IN_BODY and not is_land(known[one])}
    return {
        one: score * _COUNTRY if is_land(known[one]) and known[one].country in scenes else score
        for one, score in scores.items()
    }


def _entry(row: ArticleEntity, knowledge: Knowledge) -> Entry | None:
    entry = knowledge.entry(row.external_id) if row.external_id else None
    return entry if entry and entry.latitude is not None and entry.longitude is not None else None


def _evidence(document: Document, mentions: Iterable[Mention]) -> dict[str, _Evidence]:
    tokens = document.tokens
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    for row in mentions:
        one = found[row.entity_id or ""]
        one.mentions += 1
        one.dateline |= row.section == "dateline" or _opens(document, row)
        one.headline |= row.section == "headline"
        scene = row.kind != "NORP" and _is_scene(tokens, row)
        one.lead |= scene and row.sentence < _LEAD
        one.scene |= scene
    return found


def _opens(document: Document, row: Mention) -> bool:
    """Whether a town in capitals opens the text before a dash or bracket: *PARIS (AP) - …*."""
    first = next((one.start_char for one in document.paragraphs if one.section == "body"), -1)
    behind = document.body[row.end_char : row.end_char + _BEHIND_DATELINE]
    return row.start_char == first and row.text.isupper() and any(mark in behind for mark in _DASHES)


def _is_scene(tokens: Tokens, row: Mention) -> bool:
    """Whether something happens in it: *killed in Harn*, not *the mayor of Harn*."""
    token = head_of(tokens, (row.start_char, row.end_char))
    if tokens.deprel[token] not in _SCENES:
        return False
    cases = {tokens.lower[case] for case in tokens.dependents(token, "case")}
    return bool(cases & words_of("place_preposition"))


def _score(one: _Evidence, total: int) -> float:
    score = _OFTEN * one.mentions / total
    score += _DATELINE * one.dateline + _HEADLINE * one.headline
    score += _IN_LEAD if one.lead else _IN_BODY if one.scene else 0.0
    return min(score, 1.0)


def _row(article_id: str, entity_id: str, entry: Entry, one: _Evidence, score: float) -> ArticlePlace:
    return ArticlePlace(
        article_id=article_id,
        entity_id=entity_id,
        external_id=entry.external_id,
        name=entry.name,
        country=entry.country,
        latitude=entry.latitude or 0.0,
        longitude=entry.longitude or 0.0,
        precision=precision_of(entry),
        rule=one.rule,
        score=score,
    )
