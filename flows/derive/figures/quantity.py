"""A quantity while it is being read: a numeral that gathers its unit, modifier, partner and noun."""

from dataclasses import dataclass, field
from datetime import date

from flows.derive.numbers.numeral import Numeral
from schemas.vocabulary import FigureKind, FigureModality, FigureModifier, FigureRole


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
    unit: str | None = None
    unit_first: int = 0
    unit_last: int = 0
    per_unit: str | None = None
    assumed: bool = False
    told: bool = False
    """Whether only a country named in the text tells which currency its word stands for."""
    factor: float = 1.0
    scaled: bool = False
    """Whether a magnitude was named for it."""
    numerator: float | None = None
    denominator: float | None = None
    role: FigureRole | None = None
    direction: int | None = None
    group: int | None = None
    counted_first: int = 0
    counted_last: int = 0
    counted_lemma: str | None = None
    like: "Quantity | None" = None
    """The quantity whose noun it elides."""
    measure_first: int = 0
    measure_last: int = 0
    holds_from: date | None = None
    holds_to: date | None = None
    predicate: str | None = None
    modality: FigureModality = "asserted"
    rule: str = "number"
    checks: list[str] = field(default_factory=list)

    @property
    def has_unit(self) -> bool:
        """Whether a unit was found."""
        return self.unit is not None

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.kind == "money"

    def take_unit(self, other: "Quantity") -> None:
        """Have the unit of another quantity, which stands for both."""
        self.kind, self.unit, self.per_unit, self.assumed = other.kind, other.unit, other.per_unit, other.assumed
        self.told = other.told
        self.unit_first, self.unit_last = other.unit_first, other.unit_last
        if self.value is not None and other.factor != self.factor:
            self.value = self.value * other.factor
        self.factor = other.factor
