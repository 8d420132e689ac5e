"""What a comparison of expected rows with found ones comes to: F1 of the rows, and how often a column agrees."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

Row = Mapping[str, object]
Scores = dict[str, dict[str, float]]
"""Kind of row -> measure -> a share from 0 to 1; more is better."""

DECIMALS = 4


class Tally:
    """Counts of one kind of row, over as many texts as are added."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._agree: defaultdict[str, list[bool]] = defaultdict(list)

    def add(self, expected: Mapping[Hashable, Row], found: Mapping[Hashable, Row]) -> None:
        """Count the rows of one text by their keys, and on shared keys each column that is expected."""
        shared = expected.keys() & found.keys()
        self.add_rows(len(shared), len(found), len(expected))
        for key in shared:
            for column, value in expected[key].items():
                self._agree[column].append(agrees(value, found[key].get(column)))

    def add_rows(self, right: int, found: int, expected: int) -> None:
        """Count rows that somebody else has compared."""
        self._rows.update(right=right, found=found, expected=expected)

    def add_one(self, measure: str, *, right: bool) -> None:
        """Count one answer to a question that is not about a row."""
        self._agree[measure].append(right)

    def scores(self) -> dict[str, float]:
        """F1 of the rows, then the share of agreement for each column, by name."""
        both = self._rows["found"] + self._rows["expected"]
        rows = {"rows F1": round(2 * self._rows["right"] / both, DECIMALS)} if both else {}
        return rows | {name: round(sum(kept) / len(kept), DECIMALS) for name, kept in sorted(self._agree.items())}


def agrees(expected: object, found: object) -> bool:
    """Equal as JSON writes them; numbers up to a millionth."""
    if isinstance(expected, bool) or not isinstance(expected, int | float) or not isinstance(found, int | float):
        return expected == found
    return abs(expected - found) <= 1e-6 * max(abs(expected), abs(found))
