"""What the clause says of a figure: the noun measured and the predicate."""

from dataclasses import dataclass

from flows.derive.figures.quantities.quantity import NO_WORDS, Noun, Words


@dataclass(frozen=True, slots=True)
class Told:
    """What the clause says of a figure: read once by `measures` with a tree, by `context` without."""

    measure: Words = NO_WORDS
    """The noun phrase whose value it is."""
    predicate: str | None = None
    counted: Noun | None = None
    """The noun that is counted, where its number seemed to be measured: *the number of soldiers fell to 9,600*."""
