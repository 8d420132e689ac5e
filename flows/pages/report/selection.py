"""Which articles a report covers: days and fields that a person names, checked and bound, never pasted into SQL."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Self

from schemas.errors import SettingsError
from schemas.tables import quote_literal

FIELDS: Final = MappingProxyType(
    {
        "publisher": "lower(publisher) = lower({value})",
        "source": "source_id = {value}",
        "lang": "lower(lang) = lower({value})",
        "author": "list_contains(list_transform(byline, lambda name: lower(name)), lower({value}))",
        "entity": (
            "article_id IN (SELECT l.article_id FROM links_of_articles AS l JOIN entities AS e USING (canonical_id)"
            " WHERE lower(e.name) = lower({value}) OR e.canonical_id = {value} OR e.external_id = {value}"
            " OR list_contains(list_transform(e.aliases, lambda name: lower(name)), lower({value})))"
        ),
    }
)
"""What `--where FIELD=VALUE` may name, and the condition on an article for each; `{value}` becomes a parameter."""

MARK: Final = "true -- selection"
"""What stands in a query where the conditions go; the query as it is covers all articles."""

Value = str | date
_LONGEST: Final = 300
_PARAMETER: Final = re.compile(r"\$([a-z]+(?:_[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles published from `since` to `until`, both included, that have one of the values of each field named.

    Articles without a date are left out as soon as a day is given: whether they belong is not known.
    """

    since: date | None = None
    until: date | None = None
    where: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, since: date | None, until: date | None, where: Sequence[str]) -> Self:
        """The selection that the options say.

        Raises:
            SettingsError: a condition is no FIELD=VALUE of a field in FIELDS, or the days are in the wrong order.
        """
        if since and until and since > until:
            raise SettingsError(f"--since {since} --until {until}: no day lies between them; swap them")
        return cls(since, until, tuple(sorted({_condition(text) for text in where})))

    def parameters(self) -> dict[str, Value]:
        """The values to bind, by the names that `applied` gives them."""
        named: dict[str, Value] = {f"where_{number}": value for number, (_, value) in enumerate(self.where)}
        days = {"since": self.since, "until": self.until}
        return named | {name: day for name, day in days.items() if day is not None}

    def applied(self, query: str) -> str:
        """`query` with the conditions, values as parameters, at each MARK."""
        return query.replace(MARK, "\n        AND ".join(self._conditions()) or "true")

    def words(self) -> list[str]:
        """The conditions for a reader, one each."""
        days = {"published since": self.since, "published until": self.until}
        told = [f"{name} {day}" for name, day in days.items() if day]
        return told + [f"{field} is {' or '.join(self._values(field))}" for field in self._fields()]

    def _conditions(self) -> list[str]:
        days = {"since": self.since, "until": self.until}
        signs = {"since": ">=", "until": "<="}
        found = [f"published_date {signs[name]} $" + name for name, day in days.items() if day]
        return found + [self._any_of(field) for field in self._fields()]

    def _any_of(self, field: str) -> str:
        numbers = [number for number, (name, _) in enumerate(self.where) if name == field]
        conditions = [FIELDS[field].format(value=f"$where_{number}") for number in numbers]
        return conditions[0] if len(conditions) == 1 else f"({' OR '.join(conditions)})"

    def _fields(self) -> list[str]:
        return list(dict.fromkeys(field for field, _ in self.where))

    def _values(self, field: str) -> list[str]:
        return [value for name, value in self.where if name == field]


def spelled_out(query: str, parameters: Mapping[str, Value | int]) -> str:
    """`query` as a person can run it: each parameter as a literal; for reading, never for running here."""
    return _PARAMETER.sub(lambda match: _literal(parameters[match[1]]), query)


def _literal(value: Value | int) -> str:
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else quote_literal(value)


def _condition(text: str) -> tuple[str, str]:
    field, equals, value = (part.strip() for part in text.partition("="))
    if not equals or field not in FIELDS:
        raise SettingsError(f"--where: a condition is FIELD=VALUE, with FIELD one of {', '.join(FIELDS)}; see --help")
    if not value or len(value) > _LONGEST or any(unicodedata.category(letter) == "Cc" for letter in value):
        raise SettingsError(
            f"--where {field}: the value is empty, longer than {_LONGEST} characters, or holds control characters; "
            "give it as the articles have it"
        )
    return field, value
