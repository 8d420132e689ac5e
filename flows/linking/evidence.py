"""What the corpus says of names, and what the linking says of it; both without any text of an article."""

from dataclasses import dataclass

from flows.linking.descriptions import Description


@dataclass(frozen=True, slots=True)
class Seen:
    """Articles of a month that have an entity under one description.

    Attributes:
        entity_id: the entity in article_entities.
        kind: its kind.
        name: its name; of several spellings the first in the order of code points.
        month: the month of publication.
        said: how they describe it; for persons alone.
        articles: how many articles.
    """

    entity_id: str
    kind: str
    name: str
    month: str
    said: Description
    articles: int


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """What the entity of those articles is: an entity of the corpus, the rule that says so, and its chance."""

    canonical_id: str
    rule: str
    confidence: float


CONFIDENCE = {
    "known_id": 0.98,
    "alias_table": 0.98,
    "known_form": 0.95,
    "same_name": 0.9,
    "described": 0.8,
    "name_variant": 0.85,
    "surname": 0.85,
    "surname_described": 0.75,
    "acronym": 0.85,
    "short_form": 0.75,
    "initials": 0.65,
    "own_name": 0.5,
}
"""The rules, and how far each is trusted; assumptions until linking is measured.

`own_name`: a name that may be several entities' and stays one by itself.
"""


def link(canonical_id: str, rule: str, share: float = 1.0) -> Link:
    """A link by a rule; `share` is the part of the articles that speaks for it."""
    return Link(canonical_id, rule, round(CONFIDENCE[rule] * share, 3))
