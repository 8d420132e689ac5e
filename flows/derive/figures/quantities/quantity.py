"""A figure while it is read: a number, and the parts that it gathers, each put in whole by the step that knows it."""

from dataclasses import dataclass, field

from flows.derive.numbers.numeral import Numeral
from schemas.vocabulary import FigureKind, FigureModifier, FigureRole


@dataclass(frozen=True, slots=True)
class Words:
    """Some lexemes of the paragraph, `last` exclusive; false where there are none."""

    first: int = 0
    last: int = 0

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.last > self.first


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is a number of: found by `units` and `money`, shared by `ranges` and `shared`, told by `outlet`."""

    code: str | None = None
    """UCUM, ISO 4217, `percent`, `1`; None where none is said."""
    words: Words = NO_WORDS
    """Where it is said."""
    per: str | None = None
    """The unit of a rate: *per barrel*."""
    assumed: bool = False
    """Whether the code is the likeliest of several that the words may stand for."""
    told: bool = False
    """Whether only a country named in the text tells which currency its word stands for."""
    factor: float = 1.0
    """What the number was multiplied by: .01 for cents."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: found by `nouns` and `syntax`, or taken from another figure; `lemma` may stand without words."""

    words: Words = NO_WORDS
    lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a figure has in a statement of several: given by `ranges` and `groups`."""

    role: FigureRole | None = None
    direction: int | None = None
    """1 for more, -1 for less."""
    group: int | None = None
    """A number that the figures of one statement share."""


@dataclass(slots=True)
class Quantity:
    """One figure in the making; `first` to `last` (exclusive) are the lexemes it covers so far."""

    numeral: Numeral
    first: int
    last: int
    value: float | None
    low: float | None = None
    high: float | None = None
    kind: FigureKind | None = None
    modifier: FigureModifier = "exact"
    approx: bool = False
    scaled: bool = False
    """Whether a magnitude was named for it."""
    numerator: float | None = None
    denominator: float | None = None
    unit: Unit = Unit()  # frozen
    counted: Noun = Noun()  # frozen
    like: "Quantity | None" = None
    """The quantity whose noun it elides."""
    part: Part = Part()  # frozen
    rule: str = "number"
    cell: bool = False
    """Whether it stands among bare numbers, as in a table: no word is near that its readers look for."""
    checks: list[str] = field(default_factory=list)

    @property
    def has_unit(self) -> bool:
        """Whether a unit was found."""
        return self.unit.code is not None

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.kind == "money"

    def take_unit(self, other: "Quantity") -> None:
        """Have the unit of another quantity, which stands for both."""
        if self.value is not None and other.unit.factor != self.unit.factor:
            self.value = self.value * other.unit.factor
        self.kind, self.unit = other.kind, other.unit
