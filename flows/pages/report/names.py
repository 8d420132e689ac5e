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
