"""*President Roe*, of whom the article never says the given name: who held that office then."""

from collections.abc import Sequence

from flows.derive.disambiguation.context import Context, land_of
from flows.derive.disambiguation.subject import Subject
from seeds.holders import office_of_state
from seeds.knowledge import Entry
from seeds.word_classes import words_of


def holders_meant(subject: Subject, context: Context) -> Sequence[Entry]:
    """Who may be meant by a surname behind an office of state; several where nothing of the article decides."""
    office = office_of_state(subject.title) if subject.kind == "PERSON" and subject.title else None
    if office is None or " " in subject.name:
        return ()
    land = land_of(subject.affiliation)
    found = [
        one
        for one in context.knowledge.holders(subject.name.casefold(), office)
        if one.kind == "PERSON" and (land is None or one.country in {land, None})
    ]
    then = _of_that_time(found, context.year, _is_past(subject.title or ""))
    at_home = [one for one in then if one.country is None or one.country in context.lands]
    return at_home if len(at_home) == 1 else then


def _is_past(title: str) -> bool:
    return title.casefold().split()[0] in words_of("past_office")


def _of_that_time(found: Sequence[Entry], year: int | None, past: bool) -> Sequence[Entry]:
    """Those in office in a year, or before it; of whom no year is known counts if nobody else does."""
    if year is None:
        return found
    then = [one for one in found if one.first_year is not None and _held(one.first_year, one.last_year, year, past)]
    return then or [one for one in found if one.first_year is None]


def _held(first: int, last: int | None, year: int, past: bool) -> bool:
    return first <= year + 1 if past else first - 1 <= year <= (last or year) + 1
