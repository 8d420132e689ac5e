"""What names and kinds of entities are called in a report."""

from typing import Final

_KINDS: Final = {
    "PERSON": "person",
    "NORP": "group",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "building",
    "EVENT": "event",
    "LAW": "law",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
}

_TOPICS: Final = {
    "abducted": "people abducted",
    "arrest": "arrests",
    "crowd": "people in the crowd",
    "damaged": "buildings damaged",
    "death": "deaths",
    "destroyed": "buildings destroyed",
    "displaced": "people displaced",
    "hostage": "hostages",
    "infected": "people infected",
    "injury": "people injured",
    "job_cut": "jobs cut",
    "missing": "people missing",
    "price_paid": "price paid",
    "released": "people released",
    "shots": "shots fired",
    "striker": "people on strike",
}
"""The topics of seeds/reference/figure_topics.csv, as a reader would call what is counted."""


def thing_text(about: str) -> str:
    """What a figure counts or measures, by its topic, or in the words that have it."""
    return _TOPICS.get(about, about)


def kind_text(kind: str) -> str:
    """What an entity's kind is called on a page."""
    return _KINDS.get(kind, kind.lower())


def names_apart(names: dict[str, str]) -> dict[str, str]:
    """Names of which no two are equal: a chart would draw namesakes as one."""
    seen: dict[str, int] = {}
    apart = {}
    for who, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        apart[who] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return apart
