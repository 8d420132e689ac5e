"""An entity of an article before it is known who it is, and what is then decided."""

from dataclasses import dataclass
from typing import NamedTuple

from flows.derive.text.annotation import Span
from schemas.vocabulary import EntityKind
from seeds.knowledge import Entry


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity as the article has it.

    Attributes:
        kind: what the article takes it for.
        name: its fullest name.
        forms: all its names, demonyms and metonyms left out.
        title: what a person is called beside the name.
        affiliation: of what.
        reference: the seeds' reference of what it surely is (`country:IQ`).
        spans: where its names stand, in the order of the text.
    """

    kind: EntityKind
    name: str
    forms: tuple[str, ...]
    title: str | None
    affiliation: str | None
    reference: str | None
    spans: tuple[Span, ...]


class Candidate(NamedTuple):
    """An entry that an entity may be, with the chance that it is."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What an entity is: the first candidate if `sure`; the candidates, the likeliest first."""

    candidates: tuple[Candidate, ...] = ()
    sure: bool = False

    @property
    def entry(self) -> Entry | None:
        """The entry that it is; None where none is sure."""
        return self.candidates[0].entry if self.sure else None

    @property
    def external_id(self) -> str | None:
        """The Wikidata id of the entry that it is."""
        return self.entry.external_id if self.entry else None
