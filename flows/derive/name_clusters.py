"""A cluster of names, the sieves that bring names together, and how names are compared."""

import re
import unicodedata
from dataclasses import dataclass, field

from schemas.vocabulary import EntityKind

_SPACED_INITIALS = re.compile(r"(?<=\b\w\.)\s+(?=\w\.)")

RULES = {"country": 0.97, "exact": 0.95, "person_part": 0.9, "acronym": 0.9, "alias": 0.9, "short_form": 0.8}
"""The sieves, and how far each is trusted."""


@dataclass(slots=True)
class Cluster:
    """Names (by index in the document's names) of one entity, and the sieve that brought each."""

    kind: EntityKind
    key: str
    members: list[int] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)
    reference: str | None = None
    """The reference id of the seeds, such as country:IQ."""

    def add(self, member: int, rule: str) -> None:
        """Take a name in."""
        self.members.append(member)
        self.rules[member] = rule


def normalised(name: str) -> str:
    """A name for comparison: compatibility forms, case and full stops of initials set aside."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    plain = _SPACED_INITIALS.sub("", plain).replace(".", "")
    return " ".join(plain.replace("-", " ").split())
