"""The two loads of the crash tests: the second one revises an article of the first and adds others."""

from dataclasses import dataclass, field

from tests.unit.warehouse.making import Case, Leaving, case, cases, replaced


@dataclass(frozen=True)
class Batch:
    """Articles that come, and articles whose rows leave."""

    loaded: list[Case]
    leaving: list[Leaving] = field(default_factory=list)


_REVISED = case(2)
FIRST = Batch([*cases(2), _REVISED])
SECOND = Batch([case(2, revision=2, words="We never sold 9 boats"), *cases(4, start=10)], [replaced(_REVISED)])
