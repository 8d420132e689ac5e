"""What speaks for and against a candidate, as numbers that are weighed (`linking_weights.csv`)."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import log10

from flows.derive.disambiguation.context import Context, land_of
from flows.derive.disambiguation.roles import STOPS, WORD, role_words, telling_words
from flows.derive.disambiguation.subject import Subject
from seeds.institutions import institution
from seeds.knowledge import PLACES, Entry, Flag, form_key, precision_of
from seeds.listed import us_states
from seeds.people import countries_of_seats
from seeds.rows import OfficeHolder, TitleForm, TitleWordField
from seeds.word_classes import words_of

Features = dict[str, float]
_EARLY, _LATE = 3, 12
"""Years before and behind the years of an office in which the press still writes of who held it."""
_TOWN, _STATE = 3_000, 3_000_000
"""People of a town, and of a state or country, of which the lists give no number."""
_GREAT = 1_000_000
"""People of a city that the press names without its state."""
_FAMOUS = 80  # assumed: who is known beyond one country
_WORLD_CITY = 80  # of what a person listed: towns that the press names without their country
_KNOWN = 60  # of whom many lists tell, and senators


def group_of(subject: Subject) -> str | None:
    """Which weights hold: person, body or place; None for what has no entries."""
    if subject.kind in PLACES:
        return "place"
    return {"PERSON": "person", "ORG": "body", "PRODUCT": "body", "NORP": "people"}.get(subject.kind)


def features(subject: Subject, entry: Entry, flags: int, context: Context) -> Features:
    """The features of a candidate; each is 1 or a share, and 0 ones may be left out."""
    group = group_of(subject)
    own = _OWN[group](subject, entry, flags, context) if group else {}
    return {**_of_form(subject, flags), **_of_kind(subject, entry, flags), "prominence": entry.prominence / 100, **own}


def _of_form(subject: Subject, flags: int) -> Features:
    words = len(form_key(subject.name).split())
    return {
        **_of_flags(flags, words == 1),
        "one_word": float(words == 1),
        "long": float(words > 2),  # noqa: PLR2004  # rare names are long
    }


@lru_cache(maxsize=256)
def _of_flags(flags: int, one_word: bool) -> Features:
    exact = bool(flags & Flag.EXACT)
    return {
        "name": float(bool(flags & (Flag.NAME | Flag.LISTED))),
        "short": float(bool(flags & Flag.SHORT)),
        "listed": float(bool(flags & Flag.LISTED)),
        "word": float(bool(flags & Flag.WORD)),
        "generic": float(_generic(flags)),
        "acronym": float(one_word and exact),
        "acronym_alone": float(not one_word and exact),
    }


@lru_cache(maxsize=256)
def _generic(flags: int) -> bool:
    return bool(flags & Flag.GENERIC) and not flags & Flag.LISTED


def _of_kind(subject: Subject, entry: Entry, flags: int) -> Features:
    same = subject.kind == entry.kind or {subject.kind, entry.kind} <= PLACES
    alias = not flags & (Flag.NAME | Flag.LISTED)
    return {
        "other_kind": float(not same),
        "other_kind_alias": float(alias and not same),
        "building": float(subject.kind == "FAC" and entry.kind == "GPE"),
    }


def _of_land(subject: Subject, entry: Entry, context: Context) -> Features:
    lands = context.lands_beside(subject)
    share = lands.get(entry.country or "", 0.0)
    return {
        "land": min(1.0, 2 * share),
        "other_land": float(bool(lands) and entry.country is not None and not share),
        "no_land": float(not lands),
        "outlet": float(context.outlet is not None and context.outlet == entry.country),
    }


def _of_person(subject: Subject, entry: Entry, flags: int, context: Context) -> Features:
    role = role_words(entry.role) | _listed_offices().get(entry.external_id, frozenset())
    listed = entry.external_id in _listed_offices() and not _generic(flags)
    known = bool(flags & Flag.NAME) and entry.prominence >= _KNOWN
    title, land, affiliation = context.once(_said_of_person, subject)
    at_home = entry.country in context.lands_beside(subject)
    return {
        **_of_land(subject, entry, context),
        **_of_years(entry, context),
        "title": float(bool(title & role)),
        "other_title": float(bool(title & _fields().keys()) and not title & role),
        "other_field": float(
            any(_fields().get(word) in {"sport", "arts", "private", "clergy"} for word in title - role)
        ),
        "title_land": float(land is not None and land == entry.country),
        "other_title_land": float(land is not None and entry.country is not None and land != entry.country),
        "affiliation": float(bool(affiliation & role)),
        "role_words": float(bool(telling_words(entry.role) & context.words)),
        "famous": float(entry.prominence >= _FAMOUS or listed),
        "generic": float(_generic(flags) and not title & role),
        "office": float(entry.prominence >= _FAMOUS and bool(title & role) and at_home),
        "rare": float(bool(flags & Flag.RARE)),
        "holder": float(bool(flags & Flag.HOLDER)),
        "known": float(known and not _generic(flags)),
        "fellows": context.fellows(subject, entry),
    }


def _said_of_person(_: Context, subject: Subject) -> tuple[frozenset[str], str | None, frozenset[str]]:
    """The words of a person's title; the country and the words of the affiliation."""
    affiliation = frozenset(WORD.findall(form_key(subject.affiliation or "")))
    return _title_words(subject.title), land_of(subject.affiliation), affiliation


def _of_years(entry: Entry, context: Context) -> Features:
    year, first, last = context.year, entry.first_year, entry.last_year
    if year is None or first is None:
        return {}
    return {
        "in_office": float(first - 1 <= year <= (last or year) + 1),
        "too_early": float(year < first - _EARLY),
        "too_late": float(last is not None and year > last + _LATE),
    }


def _of_body(subject: Subject, entry: Entry, flags: int, context: Context) -> Features:
    generic = _generic(flags)
    own, before, known_forms = context.once(_said_of_body, subject)
    land = own or (before if generic else None)
    here = _of_land(subject, entry, context)
    ended = context.year is not None and entry.last_year is not None and context.year > entry.last_year + 1
    begun = context.year is not None and entry.first_year is not None and context.year < entry.first_year
    known, fellows = sum(entry.external_id in ids for ids in known_forms), context.fellows(subject, entry)
    return {
        **here,
        "generic_land": float(generic) * here["land"],
        "generic_other_land": float(generic) * here["other_land"],
        "gone": float(ended),
        "not_yet": float(begun),
        "several_forms": float(known > 1),
        "generic_school": float(generic and bool(role_words(entry.role) & _SCHOOLS)),
        "team": float(not fellows and _is_team(entry.role) and not _is_of_games(context)),
        "town": float(" " not in subject.name and context.is_town(subject.name)),
        "alone": float(subject.name == entry.name and len(context.knowledge.find(entry.name)) == 1),
        "agency": float(context.signs_dateline(subject) and bool(role_words(entry.role) & _PRESS)),
        "fellows": fellows,
        "role_words": float(bool(telling_words(entry.role) & context.words)),
        "own_land": float(land is not None and land == entry.country),
        "other_own_land": float(land is not None and land != entry.country),
    }


def _said_of_body(context: Context, subject: Subject) -> tuple[str | None, str | None, tuple[frozenset[str], ...]]:
    """The country in a body's name, the one right before it, and the ids of the entries that have each of its forms."""
    forms = {form_key(form) for form in subject.forms}
    known = tuple(frozenset(one.entry.external_id for one in context.knowledge.find(form)) for form in forms)
    return institution(subject.name).land, context.land_before(subject), known


def _of_place(subject: Subject, entry: Entry, flags: int, context: Context) -> Features:
    del flags
    around, said_town, said_region, seats, among_states, articled, as_state = context.once(_said_of_place, subject)
    inside = bool(around) and _lies_in(entry, around)
    level = _is_large(entry.role)
    states = context.states_beside(subject)
    land = _of_land(subject, entry, context)
    little_known = entry.prominence < _WORLD_CITY and not _is_land(entry)
    return {
        **land,
        "abroad": land["other_land"] * little_known * (not inside),
        "articled": float(little_known and articled),
        "population": log10(entry.population or (_STATE if level else _TOWN)) / 7,
        "level": float(level),
        "capital": float(_is_seat(seats, entry)),
        "state": float(entry.admin1 is not None and entry.admin1 in states),
        "other_state": float(bool(states) and entry.admin1 is not None and entry.admin1 not in states),
        "town_as_region": float(subject.kind == "LOC" and entry.kind != "LOC" and precision_of(entry) == "town"),
        "small": float(entry.population is None and not level and not inside and entry.admin1 not in states),
        "said_region": float(said_region and precision_of(entry) == "region"),
        "said_town": float(said_town and precision_of(entry) == "town"),
        "side": float(form_key(subject.name) in words_of("compass_word") and not inside),
        "among_states": float(among_states and entry.country == "US" and entry.name in us_states()),
        "as_state": float(as_state is True and _is_state(entry)),
        "bare_state": float(as_state is False and not among_states and _is_state(entry)),
        "inside": float(inside),
        "elsewhere": float(bool(around) and not inside),
    }


def _is_state(entry: Entry) -> bool:
    return entry.country == "US" and entry.name in us_states()


def _said_of_place(
    context: Context, subject: Subject
) -> tuple[list[Entry], bool, bool, frozenset[str], bool, bool, bool | None]:
    """What a place is said to lie in, whether it is called a town, or a region, whose seat has its name.

    Then whether it is among states.

    At last if it has an article, and if it is named as a state is: None where no great city has the name.
    """
    seats = (countries_of_seats().get(name) for name in (subject.name.title(), subject.name))
    told = frozenset(code for code in seats if code is not None)
    among, articled = context.stands_among_states(subject), context.has_article(subject)
    as_state = context.stands_as_state(subject) if _names_great_city(context, subject) else None
    town, region = context.is_said_town(subject), context.is_said_region(subject)
    return context.around(subject), town, region, told, among, articled, as_state


def _names_great_city(context: Context, subject: Subject) -> bool:
    """Whether a state and a city of millions have the name: *New York*."""
    found = context.knowledge.find(subject.name) if subject.name in us_states() else ()
    return any((one.entry.population or 0) >= _GREAT and one.entry.admin1 == subject.name for one in found)


def _is_seat(seats: AbstractSet[str], entry: Entry) -> bool:
    """Whether it is a seat of government: *Washington* is the capital sooner than the state."""
    return entry.country in seats and "populated place" in (entry.role or "")


@lru_cache(maxsize=4096)
def _is_large(role: str | None) -> bool:
    return role is not None and any(word in role for word in ("country", "first-level", "region"))


def _lies_in(entry: Entry, around: Iterable[Entry]) -> bool:
    """Whether the place is in one of the states or countries, as far as the lists tell its state."""
    return any(
        entry.admin1 == one.name if one.country == "US" and not _is_land(one) else entry.country == one.country
        for one in around
        if entry.external_id != one.external_id
    )


def _is_land(entry: Entry) -> bool:
    return entry.role is not None and entry.role.startswith("country or territory")


def _title_words(title: str | None) -> frozenset[str]:
    words = [_in_full().get(word, word) for word in form_key(title or "").split()]
    words += [_SAME_OFFICES[word] for word in words if word in _SAME_OFFICES]
    return frozenset(word for one in words for word in WORD.findall(one)) - STOPS


@lru_cache(maxsize=1)
def _in_full() -> dict[str, str]:
    return {row.abbreviation.rstrip("."): row.word for row in TitleForm.rows()}


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    return {row.word: row.field for row in TitleWordField.rows()}


@lru_cache(maxsize=1)
def _listed_offices() -> dict[str, frozenset[str]]:
    """The words of the listed offices of each id."""
    found: dict[str, frozenset[str]] = {}
    for term in OfficeHolder.rows():
        found[term.wikidata] = found.get(term.wikidata, frozenset()) | role_words(term.office)
    return found


_SAME_OFFICES = {
    "chairman": "chair", "chairwoman": "chair",
    "congressman": "representative", "congresswoman": "representative", "premier": "minister", "mp": "parliament",
    "lawmaker": "assembly", "tsar": "emperor", "chancellor": "chancellor",
}  # fmt: skip
"""What the lists call an office that the press calls by another word."""
_PRESS = frozenset({"news", "newspaper", "press", "wire", "agency"})
_SCHOOLS = frozenset({"academy", "college", "education", "university"})
"""Teams are called by their names: *Air Force*, *State*."""

_TEAMS = frozenset({"club", "franchise", "baseball", "basketball", "football", "hockey", "cricket", "rugby"})
_GAMES = _TEAMS - {"club", "franchise"} | frozenset(
    {"league", "season", "coach", "players", "player", "playoffs", "championship", "fans", "game", "games", "match",
     "matches", "cup", "bowl", "finals", "nba", "nfl", "mlb", "nhl", "soccer", "stadium", "innings"}
)  # fmt: skip
"""Words of which an article about teams has one: *Texas Rangers* are policemen as well."""


@lru_cache(maxsize=4096)
def _is_team(role: str | None) -> bool:
    return bool(role_words(role) & _TEAMS)


def _is_of_games(context: Context) -> bool:
    return bool(context.words & _GAMES) or context.tells_scores


_OWN: dict[str, Callable[[Subject, Entry, int, Context], Features]] = {
    "person": _of_person,
    "body": _of_body,
    "people": _of_body,
    "place": _of_place,
}
