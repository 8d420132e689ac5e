"""What a comparison says: per table how many rows go, come and change, by kind and rule, with examples."""

from dataclasses import dataclass
from typing import Literal

from schemas.errors import UnpublishedError

What = Literal["gone", "new", "changed"]
"""What becomes of a row: its key is stored alone, derived alone, or both with other values."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is an example of what changes.

    Attributes:
        what: what becomes of it.
        article_id: its article.
        headline: that article's headline.
        text: the words that the row points at, or its name; None in tables that point at none.
        values: columns that tell what it says, each with the stored and the derived value as text; None is NULL, and
            also what the side says that lacks the row.
    """

    what: What
    article_id: str
    headline: str | None
    text: str | None
    values: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind and rule."""

    kind: str
    rule: str
    gone: int
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of a table.

    Attributes:
        table: its name.
        before: rows that are stored.
        after: rows that were derived.
        gone: rows whose key is not derived any more.
        new: rows whose key was not stored.
        changed: rows of both with other values, but for the load that wrote them.
        columns: how many of the changed rows each column changed in, the most first.
        groups: the rows above by kind and rule (as derived, of those that are gone as stored), the most first.
        examples: some of them, drawn by a hash of their keys: the same each time.
    """

    table: str
    before: int
    after: int
    gone: int
    new: int
    changed: int
    columns: tuple[tuple[str, int], ...]
    groups: tuple[Group, ...]
    examples: tuple[Change, ...]

    @property
    def moved(self) -> int:
        """Rows that are not as they were."""
        return self.gone + self.new + self.changed


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a load would change.

    Attributes:
        load_id: the load that was not published.
        before: the version of the extractors that wrote the stored rows, as their last load has it.
        after: the version that derived.
        tables: the tables of articles, in their order.
    """

    load_id: str
    before: str
    after: str
    tables: tuple[Difference, ...]


class ComparedError(UnpublishedError):
    """Ends a load that was to be compared and not published.

    Attributes:
        comparison: what it would have changed.
    """

    def __init__(self, comparison: Comparison) -> None:
        super().__init__("compared with the stored rows, and not published; what was derived is kept")
        self.comparison = comparison
