"""What a page of a search shows, as its address says: it shows the same to whoever has the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import urlencode

from flows.browse.cite import STYLES
from flows.browse.query import QueryError, Term, parse, quoted
from flows.browse.told import SORTS, WHATS

PER_PAGE: Final = 25
LAST_PAGE: Final = 400
"""The last page that is shown: 10,000 hits; who wants more takes a file."""
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class State:
    """What is asked for.

    Attributes:
        q: the query as typed.
        what: one of WHATS.
        sort: one of SORTS.
        page: number of the page, from 1.
        cite: one of STYLES.
    """

    q: str = ""
    what: str = WHATS[0]
    sort: str = "newest"
    page: int = 1
    cite: str = "plain"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """The state that an address says; what it does not say is as it is at first.

        Raises:
            QueryError: it says something that there is not.
        """
        page = given.get("page") or "1"
        if not (page.isascii() and page.isdigit() and len(page) <= _DIGITS and 1 <= int(page) <= LAST_PAGE):
            raise QueryError(
                f"Pages are numbered from 1 to {LAST_PAGE}; narrow the search, or take all hits as a file."
            )
        what, sort, cite = _one_of(given, "what", WHATS), _one_of(given, "sort", SORTS), _one_of(given, "cite", STYLES)
        return cls(given.get("q", ""), what, sort, int(page), cite)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the query."""
        return parse(self.q)

    @property
    def offset(self) -> int:
        """Hits before the page."""
        return (self.page - 1) * PER_PAGE

    def query_string(self, **changes: Any) -> str:  # noqa: ANN401  # as the fields
        """The part of an address behind the question mark, with changes; the first page unless they say another."""
        changed = replace(self, **({"page": 1} | changes))
        first = State()
        told = {name: getattr(changed, name) for name in ("q", "what", "sort", "page", "cite")}
        return urlencode({name: value for name, value in told.items() if value != getattr(first, name)})

    def url(self, **changes: Any) -> str:  # noqa: ANN401  # as above
        """The address of the search with changes, without its host."""
        told = self.query_string(**changes)
        return f"/?{told}" if told else "/"

    def with_term(self, field: str, value: str) -> str:
        """The address of this search narrowed to a value of a field."""
        return self.url(q=f"{self.q} {field}:{value}".strip())

    def without(self, term: Term) -> str:
        """The address of this search without one of its terms."""
        return self.url(q=" ".join(one.source for one in self.terms if one.source != term.source))

    def has(self, field: str, value: str) -> Term | None:
        """The term that asks for just this value of a field, if there is one."""
        wanted = f"{field}:{value}"
        return next((term for term in self.terms if term.source == wanted), None)


def _one_of(given: Mapping[str, str], name: str, known: Iterable[str]) -> str:
    """What an address says by that name; where it says nothing, the first."""
    several = tuple(known)
    value = given.get(name) or several[0]
    if value not in several:
        raise QueryError(f"The address says {name}=…, and there is no such {name}: it is one of {', '.join(several)}.")
    return value


def exactly(value: str) -> str:
    """A value as it is written behind a field's colon, to mean all of it."""
    return f"={quoted(value)}"
