"""The decision: every candidate is weighed, against each other and against being none of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import cos, exp, radians

from flows.derive.disambiguation.context import Context
from flows.derive.disambiguation.features import features, group_of
from flows.derive.disambiguation.holders import holders_meant
from flows.derive.disambiguation.subject import Candidate, Decision, Subject
from flows.derive.text.document import Document
from seeds.institutions import institution
from seeds.knowledge import PLACES, Flag, Knowledge, Match, form_key, precision_of
from seeds.known_entities import known_entities
from seeds.listed import us_states
from seeds.rows import LinkingWeight
from seeds.word_classes import words_of

SURE = {"person": 0.8, "body": 0.84, "people": 0.9, "place": 0.9}
"""Chance from which on an entity is its first candidate.

Of rows drawn from openly licensed news and releases, 226 of 229 from .9 on were right; between .7 and .9, 23 of 23
persons, 20 of 24 bodies (from .84 on 8 of 9), and half of the places. Of 200 drawn later that nothing was tuned on, 191
were right (countries left out), of three persons between .7 and .8 two.
"""
_LEAST = 0.05
"""Chance below which a candidate is not told."""
_NEAR = 0.8
"""Degrees of latitude (90 km) between a town and the middle of a province that is called by its name."""
_BEFORE = 20
"""Characters before a name in which the word before it stands."""
_MOST = 5
"""Candidates that are told."""
_KINDS = {
    "person": frozenset({"PERSON"}),
    "body": frozenset({"ORG", "PRODUCT"}),
    "people": frozenset({"ORG"}),
    "place": PLACES,
}


def disambiguate(document: Document, subjects: Sequence[Subject], knowledge: Knowledge) -> list[Decision]:
    """What each entity of an article is, in the order of `subjects`.

    A candidate's chance is its weight (`linking_weights.csv`) among those of all candidates and of none of them. What
    is sure at first is evidence for the rest.
    """
    if not subjects:
        return []
    context = Context(document, subjects, knowledge)
    matches = [_matches(subject, knowledge, document.body) for subject in subjects]
    decisions = _decided(context, matches)
    news = context.settle({number: one.entry for number, one in enumerate(decisions) if one.entry})
    return _decided(context, matches) if news else decisions


def _decided(context: Context, matches: Sequence[dict[str, Match]]) -> list[Decision]:
    return [
        _known(subject, context) or _by_office(subject, context) or _weighed(subject, found, context)
        for subject, found in zip(context.subjects, matches, strict=True)
    ]


def _known(subject: Subject, context: Context) -> Decision | None:
    """What the seeds' reference says that it is."""
    external_id = _ids().get(subject.reference or "")
    entry = context.knowledge.entry(external_id) if external_id else None
    return Decision((Candidate(entry, 0.98),), sure=True) if entry else None


def _by_office(subject: Subject, context: Context) -> Decision | None:
    """Whom a surname behind an office of state means; None for all other names."""
    holders = holders_meant(subject, context)
    flags = int(Flag.NAME | Flag.HOLDER if len(holders) == 1 else Flag.NAME)
    matches = {one.external_id: Match(one, flags) for one in holders}
    if not matches:
        return None
    decision = _weighed(subject, matches, context)
    return decision if len(matches) == 1 else replace(decision, sure=False)


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    return {one.reference: one.external_id for one in known_entities() if one.external_id}


_NATIONAL = int(Flag.LISTED | Flag.GENERIC)
"""Forms by which the press calls the body of a nation."""


def _is_half(form: str, match: Match) -> bool:
    """Whether a form is a part of what it is listed for: *East Jerusalem* as Jerusalem."""
    side = form_key(form).partition(" ")[0]
    named = side not in words_of("compass_word") or side in form_key(match.entry.name).split()
    return not named and not match.flags & Flag.LISTED


def _is_below_the_state(subject: Subject, body: str) -> bool:
    """Whether it is a body of a state, county or town: *the state Senate*, *Texas House*; not *State Department*."""
    chambers, lower, words = words_of("chamber_noun"), words_of("lower_level"), subject.name.split()
    sizes = range(1, min(len(words), _longest_state() + 1))
    if any(" ".join(words[:size]) in us_states() and words[size].casefold() in chambers for size in sizes):
        return True
    before = (body[max(0, start - _BEFORE) : start].split()[-1:] for start, _ in subject.spans)
    said = words[0].casefold() in lower and " ".join(words[1:]).casefold() in chambers
    alone = institution(subject.name).land is None
    return said or (alone and any(word[0].casefold() in lower for word in before if word))


@lru_cache(maxsize=1)
def _longest_state() -> int:
    """Words of the longest state's name: a name of thousands of initials is not read to its end for each of them."""
    return max(len(name.split()) for name in us_states())


def _matches(subject: Subject, knowledge: Knowledge, body: str) -> dict[str, Match]:
    """The entries that have one of its names, the fullest name's first; a person's surname alone finds nobody."""
    group = group_of(subject)
    lower = group == "body" and _is_below_the_state(subject, body)
    found: dict[str, Match] = {}
    for form in _forms(subject, knowledge) if group else ():
        if found and group == "body" and f"{form} " in subject.name:
            continue  # *Harvard* of *Harvard Law School*, which the lists have
        for one in knowledge.find(form):
            fits = one.entry.kind in _KINDS[group or ""] and not (lower and one.flags & _NATIONAL)
            if fits and not _is_half(form, one):
                found.setdefault(one.entry.external_id, one)
    return found


def _forms(subject: Subject, knowledge: Knowledge) -> Iterator[str]:
    yield subject.name
    town, comma, _ = subject.name.partition(", ")
    if comma and subject.kind in PLACES and not knowledge.find(subject.name):
        yield town
    if subject.kind == "PERSON":
        words = subject.name.split()
        if len(words) == 1 and subject.title:
            yield f"{subject.title.rpartition(' ')[2]} {subject.name}"  # *President Roe*
        kept = [word for word in words if len(word.strip(".")) > 1]
        if 1 < len(kept) < len(words) and not knowledge.find(subject.name):
            yield " ".join(kept)
    if subject.kind == "ORG":
        yield institution(subject.name).core
        yield _without_legal_form(subject.name)
    yield from (form for form in subject.forms if subject.kind != "PERSON" or " " in form)


def _without_legal_form(name: str) -> str:
    """*Walt Disney* of *Walt Disney Co.*, as the lists have the names of firms."""
    *words, last = name.replace(",", " ").split()
    is_form = last.strip(".").casefold() in words_of("company_form")
    return " ".join(words) if words and is_form else name


def _weighed(subject: Subject, matches: dict[str, Match], context: Context) -> Decision:
    group = group_of(subject)
    if not matches or group is None:
        return Decision()
    points = [(one.entry, _points(subject, one, context)) for one in matches.values()]
    total = exp(_weights()[group]["none"]) + sum(exp(point) for _, point in points)
    scored = [Candidate(entry, round(exp(point) / total, 3)) for entry, point in points]
    told = sorted(scored, key=lambda one: (-one.score, int(one.entry.external_id[1:])))
    told = [one for one in told if one.score >= _LEAST][:_MOST]
    near = [one for one in told if _same_spot(told[0], one)]
    if len(near) > 1 and not matches[told[0].entry.external_id].flags & Flag.LISTED:
        told.sort(key=lambda one: one not in near or not _is_meant(matches[one.entry.external_id], subject, context))
    return Decision(tuple(told), sure=bool(told) and sum(one.score for one in near) >= SURE[group])


def _is_meant(match: Match, subject: Subject, context: Context) -> bool:
    """Of a town and the province that is called by its name, the town unless the province is said."""
    if context.is_said_region(subject):
        return precision_of(match.entry) == "region"
    return precision_of(match.entry) == "town" and bool(match.flags & Flag.NAME)


def _same_spot(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are one, or a town and the province around it: on a map they are one spot."""
    if one is other:
        return True
    if (precision_of(one.entry) == "town") == (precision_of(other.entry) == "town"):
        return False
    spots = [(entry.latitude, entry.longitude) for entry, _ in (one, other)]
    (north, east), (other_north, other_east) = spots
    if north is None or east is None or other_north is None or other_east is None:
        return False
    near = abs(north - other_north) < _NEAR and abs(east - other_east) * cos(radians(north)) < _NEAR
    return near and one.entry.country == other.entry.country


def _points(subject: Subject, match: Match, context: Context) -> float:
    """How much speaks for a candidate: its features, weighed."""
    weights = _weights()[group_of(subject) or ""]
    held = features(subject, match.entry, match.flags, context)
    return sum(weights.get(name, 0.0) * value for name, value in held.items() if value)


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in LinkingWeight.rows():
        found.setdefault(row.group, {})[row.feature] = row.weight
    return found
