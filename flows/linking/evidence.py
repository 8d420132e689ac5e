"""What the corpus says of names, and what the linking says of it; both without any text of an article."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flows.linking.descriptions import Description


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Articles of a month that have an entity under one description; each is met once, and equals itself alone.

    Attributes:
        entity_id: the entity in article_entities.
        kind: its kind.
        name: its name; of several spellings the first in the order of code points.
        month: the month of publication.
        said: how they describe it; for persons alone.
        articles: how many articles.
        described: whether they give a title, an affiliation or a pronoun, even one that `said` makes nothing of.
        external_id: the Wikidata id that the articles leave little doubt of.
    """

    entity_id: str
    kind: str
    name: str
    month: str
    said: Description
    articles: int
    described: bool = False
    external_id: str | None = None


class Link(NamedTuple):
    """What the entity of those articles is: an entity of the corpus, the rule that says so, and its chance."""

    canonical_id: str
    rule: str
    confidence: float


CONFIDENCE = {
    "known_id": 0.98,
    "alias_table": 0.98,
    "article_id": 0.97,
    "known_form": 0.95,
    "same_name": 0.9,
    "described": 0.8,
    "name_variant": 0.85,
    "surname": 0.85,
    "surname_described": 0.75,
    "acronym": 0.85,
    "short_form": 0.75,
    "initials": 0.65,
    "institution": 0.65,
    "kind_slip": 0.75,
    "surname_slip": 0.65,
    "own_name": 0.5,
}
"""The rules, and how far each is trusted; assumptions until linking is measured.

`own_name`: a name that may be several entities' and stays one by itself.
"""


@lru_cache(maxsize=65_536)
def link(canonical_id: str, rule: str, share: float = 1.0) -> Link:
    """A link by a rule; `share` is the part of the articles that speaks for it."""
    return Link(canonical_id, rule, round(CONFIDENCE[rule] * share, 3))
