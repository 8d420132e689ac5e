"""*President Roe*, of whom the article never says the given name: who held that office then."""

from collections.abc import Sequence

from flows.derive.disambiguation.context import Context, land_of
from flows.derive.disambiguation.subject import Subject
from seeds.holders import listed_terms, office_of_state
from seeds.knowledge import Entry, form_key
from seeds.word_classes import words_of

_LONGEST_BODY = 20
"""Characters of a word for a sort of body (*association*)."""


def holders_meant(subject: Subject, context: Context) -> Sequence[Entry]:
    """Who may be meant by a surname behind an office of state; several where nothing of the article decides."""
    office = office_of_state(subject.title) if subject.kind == "PERSON" and subject.title else None
    surname = subject.name.casefold()
    if office is None or (" " in surname and (surname, office) not in listed_terms()):
        return ()
    land = land_of(subject.affiliation)
    if subject.affiliation and land is None and not _may_have_heads(subject.affiliation, context):
        return ()  # *University of Harn President Roe*
    if _is_of_body(subject, context):
        return ()
    found = [
        one
        for one in context.knowledge.holders(surname, office)
        if one.kind == "PERSON" and (land is None or one.country in {land, None})
    ]
    then = _of_that_time(found, context.year, _is_past(subject.title or ""))
    at_home = [one for one in then if one.country is None or one.country in context.lands]
    return at_home if len(at_home) == 1 else then


def _is_of_body(subject: Subject, context: Context) -> bool:
    """*Club President Roe*: whether a sort of body stands before the title."""
    titled = f"{subject.title} {subject.name}"
    at = context.document.body.find(titled)
    word = context.document.body[max(0, at - _LONGEST_BODY) : at].split(" ")[-2:-1] if at > 0 else []
    return bool(word) and word[0].casefold() in words_of("body_noun")


def _may_have_heads(affiliation: str, context: Context) -> bool:
    """Whether it is a party, or a building such as the White House, and no firm or school."""
    found = context.knowledge.find(affiliation)
    return any(one.entry.kind == "FAC" or "party" in form_key(one.entry.name).split() for one in found)


def _is_past(title: str) -> bool:
    return title.casefold().split()[0] in words_of("past_office")


def _of_that_time(found: Sequence[Entry], year: int | None, past: bool) -> Sequence[Entry]:
    """Those in office in a year, or before it, each once; of whom no year is known counts if nobody else does."""
    then = [one for one in found if one.first_year is not None and (year is None or _held(one, year, past))]
    return list({one.external_id: one for one in then or [one for one in found if one.first_year is None]}.values())


def _held(one: Entry, year: int, past: bool) -> bool:
    first = one.first_year or year
    return first <= year + 1 if past else first <= year <= (one.last_year or year) + 1
