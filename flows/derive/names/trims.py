"""Names that hold more than a name: letters of an office, a district's number, an office in a town."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.cluster import parts_of
from flows.derive.names.find import Name
from flows.derive.text.tokens import Tokens
from seeds.listed import us_states
from seeds.people import country_of, title_words
from seeds.quantities import Holiday, time_words
from seeds.word_classes import words_of

_SURE = 0.6
"""Confidence in a name that was cut: that of other names which are mended."""
_DISTRICT = re.compile(r"[A-Z]{2}(?=-\d{1,2}\b)")
_OUTPOST = re.compile(
    r"(?<=\w)['’]s? (?:[A-Z][\w.’'-]* ?){1,3}"  # as written
    r"(?:(?<= )(?:office|bureau|branch|plant|headquarters|campus)\Z|\Z)"
)
_OUTPOSTS = (" office", " bureau", " branch", " plant", " headquarters", " campus")
_OFFICE_BEHIND = re.compile(r"(?: field)? (?:offices?|bureau|branch|plant|headquarters|campus)\b")
_OF_CONGRESS = frozenset({"Congressional", "House", "Senate", "State"})
_PEOPLE = frozenset({"Republicans", "Democrats"})
_ELECTED = (" Congressional", " Gubernatorial", " Mayoral", " Parliamentary", " Presidential", " Senatorial")
"""Adjectives of offices, with which no name ends."""
_FIRST_OF_PARTY = frozenset({"Christian", "Free", "Liberal", "Social"})
_DEMOCRATS = re.compile(r" Democrats?\b")
_LETTERS = re.compile(r"[A-Z]{2,4} (?=[A-Z][a-z])")
_BEFORE_OFFICE = frozenset({"Acting", "Assistant", "Deputy", "Executive", "Managing", "Press", "Vice"})
_OF_MANY = frozenset({"park", "monument", "forest", "school", "hospital"})
_SHORT = 2
"""Words of the shortest body from which an office is cut off."""
_NO_MONTHS = frozenset({"GPE", "LOC", "FAC", "ORG", "NORP"})
"""Kinds of which nothing is called as a month alone; persons are."""
_BEFORE_MONTHS = (" in ", " since ", " until ", " last ", " next ", " early ", " late ", " during ")
_LONGEST_BEFORE = max(map(len, _BEFORE_MONTHS))
_ADMINISTRATIONS = (" Administration", " administration", " ticket", " campaign", " presidency")


def without_letters(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; *NSA Sullivan* is Sullivan, who is named in full in the article, with the letters of his office."""
    people = [name for name in names if name.kind == "PERSON"]
    shouted = {id(name) for name in people if _LETTERS.match(body, name.start, name.end)}
    if not shouted:
        return list(names)
    surnames = {parts_of(name.text(body))[-1:] for name in people if id(name) not in shouted and " " in name.text(body)}
    return [_behind_letters(body, name, surnames) if id(name) in shouted else name for name in names]


def towns_apart(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; *San Diego FBI* is a town and a body, where the article names either by itself."""
    texts = [name.text(body) for name in names]
    bodies = {
        text
        for name, text in zip(names, texts, strict=True)
        if name.kind == "ORG" and text.isupper() and text.isalpha()
    }
    towns = {text for name, text in zip(names, texts, strict=True) if name.kind == "GPE"}
    return [part for name, text in zip(names, texts, strict=True) for part in _town_and_body(name, text, towns, bodies)]


def _town_and_body(name: Name, text: str, towns: AbstractSet[str], bodies: AbstractSet[str]) -> Sequence[Name]:
    town, _, letters = text.rpartition(" ")
    if name.kind != "ORG" or letters not in bodies or town not in towns:
        return (name,)
    start, score = name.end - len(letters), min(name.score, _SURE)
    first = replace(name, end=name.start + len(town), kind="GPE", score=score)
    return first, replace(name, start=start, score=score, title=(start, start))


def _behind_letters(body: str, name: Name, surnames: AbstractSet[tuple[str, ...]]) -> Name:
    letters, _, rest = name.text(body).partition(" ")
    if " " in rest or parts_of(rest) not in surnames:
        return name
    start = name.start + len(letters) + 1
    return replace(name, start=start, score=min(name.score, _SURE), title=(start, start))


def district(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*CO-06* of *Congressman Jason Crow (CO-06)* is a state with the number of its district."""
    del following
    found = _DISTRICT.match(tokens.body, name.start)
    whole = found is not None and name.end - found.end() in range(len("-00") + 1)
    if found is None or not whole or tokens.body[name.start - 1 : name.start] != "(":
        return None
    return replace(name, end=found.end(), kind="GPE", title=(name.start, name.start))


def outpost(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*J&G's Chicago office*: whose office it is."""
    del following
    found = _OUTPOST.search(tokens.body, name.start, name.end) if name.kind in {"ORG", "FAC"} else None
    if found and not found[0].endswith(_OUTPOSTS):
        found = found if _OFFICE_BEHIND.match(tokens.body, name.end) else None
    return replace(name, end=found.start(), kind="ORG", score=min(name.score, _SURE)) if found else None


def people_of_party(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Congressional Republicans*: the people of a party."""
    del following
    words = name.text(tokens.body).split()
    if len(words) != len(("House", "Democrats")) or words[1] not in _PEOPLE or words[0] not in _OF_CONGRESS:
        return None
    start = name.end - len(words[1])
    return replace(name, start=start, kind="NORP", score=min(name.score, _SURE), title=(start, start))


def without_adjective(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Ohio Congressional* of *the Ohio Congressional delegation*, *Harn field* of *Harn field office*: the place."""
    del following
    text = name.text(tokens.body)
    endings = (*_ELECTED, " field") if tokens.body.startswith(" office", name.end) else _ELECTED
    found = next((one for one in endings if text.endswith(one)), None) if name.kind == "ORG" else None
    if found is None:
        return None
    kept = text.removesuffix(found)
    place = found == " field" or kept in us_states() or country_of(kept) is not None
    kind = "GPE" if place else name.kind
    return replace(name, end=name.end - len(found), kind=kind, score=min(name.score, _SURE))


def of_party(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Liberal* of *Liberal Democrat candidate* goes on to *Democrat*: one party's member."""
    del following
    first = name.kind == "NORP" and name.text(tokens.body) in _FIRST_OF_PARTY
    found = _DEMOCRATS.match(tokens.body, name.end) if first else None
    return replace(name, end=found.end(), score=min(name.score, _SURE)) if found else None


def of_two(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Biden-Harris* goes on to *Administration*."""
    del following
    one, hyphen, other = name.text(tokens.body).partition("-")
    pair = bool(hyphen) and one.istitle() and other.istitle()
    if not pair or not tokens.body.startswith(_ADMINISTRATIONS[0], name.end):
        return None
    end = name.end + len(_ADMINISTRATIONS[0])
    return replace(name, end=end, kind="ORG", score=min(name.score, _SURE), title=(name.start, name.start))


def without_office(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Department of Harbours General Counsel*: a body and the office of somebody in it."""
    del following
    words = name.text(tokens.body).split()
    if name.kind != "ORG" or len(words) < _SHORT or not _is_office(words[-1], "office"):
        return None
    state = " ".join(words[:-1])
    if state in us_states():  # *Maryland Rep. Kai Brandt*
        return replace(name, end=name.start + len(state), kind="GPE", score=min(name.score, _SURE))
    if len(words) == _SHORT:
        return None
    kept = len(words) - 1
    while kept > 1 and (_is_office(words[kept - 1], "office", "rank") or words[kept - 1] in _BEFORE_OFFICE):
        kept -= 1
    if kept < _SHORT or words[kept - 1].casefold() in words_of("name_link") | {"the"}:
        return None
    end = name.start + tokens.body[name.start : name.end].rindex(" ".join(words[kept:])) - 1
    return replace(name, end=end, score=min(name.score, _SURE))


def _is_office(word: str, *kinds: str) -> bool:
    entry = title_words().get(word.casefold())
    return entry is not None and entry.kind in kinds


def is_any(tokens: Tokens, name: Name) -> bool:
    """*the Roe-Poe ticket*, *a Senate-House conference*: two names that are nobody's; *a National Park* is any."""
    text = name.text(tokens.body)
    if text.casefold() in _months() and _is_month(tokens.body, name):
        return True
    if tokens.body.startswith(" Day", name.end) and f"{text} day".casefold() in _holidays():
        return text.casefold() not in _holidays()  # *Boxing* of *Boxing Day*; *Christmas* has a name without its day
    if " " in text:
        behind = tokens.token_at(name.end - 1) + 1
        alone = behind >= len(tokens) or tokens.upos[behind] not in {"NOUN", "PROPN", "ADJ"}
        return alone and _is_one_of_many(tokens.body, name, text)
    one, hyphen, other = text.partition("-")
    if not hyphen or not one[:1].isupper() or not other[:1].isupper():
        return False
    chambers = words_of("chamber_noun").issuperset({one.casefold(), other.casefold()})
    return chambers or tokens.body.startswith(_ADMINISTRATIONS[1:], name.end)


def _is_month(body: str, name: Name) -> bool:
    """*sued in May on behalf of …*: a month that was taken for a place or a person."""
    if name.kind in _NO_MONTHS:
        return True
    owns = body.startswith(("'s", "’s"), name.end)  # as written: *confidence in May's plan*
    return not owns and body.endswith(_BEFORE_MONTHS, max(name.start - _LONGEST_BEFORE, 0), name.start)


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(row.form for row in time_words() if row.code in {"month", "month_word"})


@lru_cache(maxsize=1)
def _holidays() -> frozenset[str]:
    return frozenset(row.form for row in Holiday.rows())


def _is_one_of_many(body: str, name: Name, text: str) -> bool:
    if name.kind not in {"FAC", "ORG", "LOC"} or not body.endswith((" a ", " an "), max(name.start - 4, 0), name.start):
        return False
    words = text.casefold().split()
    return words[-1] in _OF_MANY and (words_of("common_body_word") | _OF_MANY).issuperset(words)


def lone_nouns(body: str, names: Sequence[Name]) -> list[Name]:
    """The names but for *the Compact* and *the Indictment*: a noun in legal capitals that no longer name ends with."""
    lone = [name for name in names if _is_lone(body, name)]
    if not lone:
        return list(names)
    longer = {word for name in names if " " in (text := name.text(body)) for word in text.casefold().split()}
    gone = {id(name) for name in lone if name.text(body).casefold() not in longer}
    return [name for name in names if id(name) not in gone]


def _is_lone(body: str, name: Name) -> bool:
    if name.kind not in {"ORG", "LAW", "WORK_OF_ART", "FAC", "GPE", "PRODUCT"} or " " in body[name.start : name.end]:
        return False
    return (
        name.text(body).casefold() in words_of("lone_noun") and body[name.start - 4 : name.start].casefold() == "the "
    )
