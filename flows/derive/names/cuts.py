"""Names that the annotator cut in the wrong place, by what stands right behind them or within."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.find import Name
from flows.derive.text.cues import verbs
from flows.derive.text.plurals import is_plural
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.listed import us_states
from seeds.people import country_of, peoples, title_words
from seeds.rows import KindEvidence, KnownEntityForm
from seeds.word_classes import words_of

_SURE = 0.6
"""Confidence in a name that was cut: that of other names which are mended."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MISSION = re.compile(r" (?:in|to|for|of) (?:the )?\Z")
_ACRONYM = re.compile(r" \(([A-Z]{3,9})\)")
_REGION = re.compile(r"(?: Special)?(?: Administrative| Autonomous)? Region\b")  # as written
_LINKED = re.compile(r"-(?:al|e|el|en|i|o|ul|ur|us|ye)-[A-Z][\w’']+")  # as written
_SMALL_WORD = re.compile(r"[^,] [a-z]")
_OPENINGS = (" in ", " to ", " for ", " of ")
_GOES_ON = ("-", " Special ", " Administrative ", " Autonomous ", " Region")
_DISTRICTS = (" District", " Circuit", " State", " Attorney", " Magistrate")
_POSSESSIVE = re.compile(r"['’]s?\Z")  # as written
_SMALL = frozenset({"NOUN", "ADJ", "PROPN"})
_OWNERS = frozenset({"its", "their", "'s", "’s"})
_CUT = frozenset({"ORG", "PERSON", "GPE"})
_MAY_BE_CUT = _CUT | {"LAW"}


def with_cuts(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names, those in two that hold a firm and the town before it, without small words at their ends."""
    body = tokens.body
    return [
        part
        for name in names
        for part in (_parts(tokens, name) if name.kind in _MAY_BE_CUT and _has_small(name.text(body)) else (name,))
    ]


def _has_small(text: str) -> bool:
    return text[0].islower() or _SMALL_WORD.search(text) is not None


def _parts(tokens: Tokens, name: Name) -> Iterator[Name]:
    inside = tokens.within((name.start, name.end))
    if tokens.upos[inside[0]] == "ADJ" and _is_opening(tokens, inside):
        yield replace(name, start=tokens.starts[inside[1]], title=(tokens.starts[inside[1]],) * 2)
        return
    small = [token for token in inside if _is_small(tokens, token)] if len(inside) > 1 else []
    if not small or tokens.words[inside[0]].islower() or name.kind == "LAW":
        yield name
    elif small[-1] < inside[-1]:
        yield from _town_and_firm(tokens, name, small)
    else:
        yield from _without_tail(tokens, name, inside)


def _is_opening(tokens: Tokens, inside: range) -> bool:
    """*bipartisan CEDAR Act*: whether a small word stands before the name proper."""
    first = tokens.words[inside[0]]
    return len(inside) > 1 and first.isalpha() and first.islower() and tokens.words[inside[1]][:1].isupper()


def _is_small(tokens: Tokens, token: int) -> bool:
    apart = tokens.body[tokens.starts[token] - 1 : tokens.starts[token]] == " "  # not *Wu Chi-wai*
    word = tokens.words[token]
    noun = tokens.upos[token] in _SMALL and word not in words_of("name_link")
    return apart and noun and word.islower() and word.isalpha()


def _town_and_firm(tokens: Tokens, name: Name, small: Sequence[int]) -> Iterator[Name]:
    """*Boston biotech Numera* is a town and a firm."""
    if tokens.lower[small[-1]] not in words_of("company_class"):
        yield name
        return
    yield _cut(name, name.start, tokens.ends[small[0] - 1], "GPE")
    yield _cut(name, tokens.starts[small[-1] + 1], name.end, "ORG")


def _without_tail(tokens: Tokens, name: Name, inside: range) -> Iterator[Name]:
    """*UN refugee* of *UN refugee agency*, *Newark field office*; *Brent crude* is nobody, *Labour party* a name."""
    last = max(token for token in inside if not _is_small(tokens, token))
    tail = [tokens.lower[token] for token in range(last + 1, inside.stop)]
    if len(tail) == 1 and tail[0] in _kept() and not _is_outpost(tokens, name, tail[0]):
        yield name
    elif name.kind != "PERSON":
        text = _POSSESSIVE.sub("", tokens.body[name.start : tokens.ends[last]])
        yield _cut(name, name.start, name.start + len(text), _kind(name.kind, text, len(tail)))


def _is_outpost(tokens: Tokens, name: Name, noun: str) -> bool:
    """*its Oslo bureau*, *Oslo bureau chief*; *Jalisco state*: whether the small noun is no part of a place's name."""
    if noun in words_of("division_noun"):
        return name.kind == "GPE" and name.text(tokens.body).rpartition(" ")[0] not in us_states()  # as lists have it
    first = tokens.token_at(name.start)
    own = first > 0 and tokens.lower[first - 1] in _OWNERS
    return noun == "bureau" and (own or tokens.body.startswith(" chief", name.end))


@lru_cache(maxsize=1)
def _kept() -> frozenset[str]:
    """Small words that are the last of a name: *Labour party*, *St. Luke's clinic*, *Oster valley*."""
    lands = {row.word for row in KindEvidence.rows() if row.signal == "head" and row.kind in {"LOC", "FAC"}}
    return words_of("body_noun") | words_of("common_body_word") | words_of("house_noun") | lands


def _kind(before: EntityKind, text: str, cut: int) -> EntityKind:
    """What is left of a name of which words were cut."""
    country = country_of(text)
    if text in peoples() or (country is not None and country.form_kind == "demonym"):
        return "NORP"
    return "GPE" if country or before == "GPE" or (cut > 1 and not text.isupper()) else "ORG"


def _cut(name: Name, start: int, end: int, kind: EntityKind) -> Name:
    return replace(name, start=start, end=end, kind=kind, score=min(name.score, _SURE), title=(start, start))


def mission(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*United Nations Mission in Tarvania*: the country goes with it, as the acronym behind it may say of any body."""
    if not tokens.body.startswith(_OPENINGS, name.end):
        return None
    place = next((one for one in following if one.start > name.end), None)
    if name.kind != "ORG" or place is None or place.kind not in _PLACES | {"ORG"}:
        return None
    body = tokens.body
    if not _MISSION.fullmatch(body, name.end, place.start):
        return None
    acronym = _ACRONYM.match(body, place.end)
    whole = body[name.start : place.end]
    told = acronym is not None and _may_be_short_for(acronym[1], whole, body[place.start])
    sent = name.text(body).endswith(" Mission") and place.kind in _PLACES
    return replace(name, end=place.end, score=min(name.score, _SURE)) if told or sent else None


def _may_be_short_for(acronym: str, whole: str, place: str) -> bool:
    """Whether its letters stand in the name in their order, that of the place behind the first among them."""
    letters = iter(whole.upper())
    first = acronym[0] == whole[0].upper()
    return first and place in acronym[1:] and all(letter in letters for letter in acronym)


def body_of_town(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Penrith* of *Penrith Crown Court*: the body that every town has goes with its town."""
    if name.kind != "GPE" or country_of(name.text(tokens.body)) is not None:
        return None
    rest = next((one for one in following if one.start == name.end + 1), None)
    if rest is None or rest.kind not in {"ORG", "FAC"} or tokens.body[name.end] != " ":
        return None
    words = rest.text(tokens.body).replace("’", "'").casefold().split()
    plain = words[-1] in words_of("body_of_town") and len(words) > 1
    every = words_of("body_of_town") | words_of("common_body_word")
    return _cut(name, name.start, rest.end, "ORG") if plain and every.issuperset(words) else None


def region(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Karsk Special Administrative Region*, *Pul-e-Harn*: places that go on."""
    del following
    if name.kind not in _PLACES or not tokens.body.startswith(_GOES_ON, name.end):
        return None
    found = _LINKED.match(tokens.body, name.end) or _REGION.match(tokens.body, name.end)
    return replace(name, end=found.end(), score=min(name.score, _SURE)) if found else None


def with_article(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*The Hague*: a town whose name has an article."""
    del following
    start = name.start - len("The ")
    if not tokens.body.startswith("The ", max(start, 0)) or tokens.body[start : name.end] not in _articled():
        return None
    return replace(name, start=start, title=(start, start))


@lru_cache(maxsize=1)
def _articled() -> frozenset[str]:
    return frozenset(row.form for row in KnownEntityForm.rows() if row.kind == "GPE" and row.form.startswith("The "))


def before_district(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*U.S. District* of *U.S. District Judge Moss* is the country, *Utah State* of *Utah State Senator* the state."""
    del following
    if not tokens.body.endswith(_DISTRICTS, name.start, name.end):
        return None
    country, _, last = name.text(tokens.body).rpartition(" ")
    known = country_of(country) is not None if last != "State" else country in us_states()
    if name.kind not in {"GPE", "ORG"} or not known:
        return None
    behind = tokens.body[name.end : name.end + len(" Representative")].replace(",", " ").split(" ")
    titled = len(behind) > 1 and behind[1].casefold() in title_words()
    alone = last == "Attorney" and not tokens.body.startswith(("'", "’", " Office"), name.end)
    return _cut(name, name.start, name.start + len(country), "GPE") if titled or alone else None


def is_field(tokens: Tokens, name: Name) -> bool:
    """*head of Surgical Oncology*, *Minister for Trade*, *Velman Disease*: a matter or an illness is no body."""
    if name.kind not in {"ORG", "PERSON", "LOC", "GPE"}:
        return False
    words = name.text(tokens.body).casefold().split()
    before = tokens.body[max(0, name.start - _OFFICE_WITHIN) : name.start].casefold().split()
    the, before = before[-1:] == ["the"], (before[:-1] if before[-1:] == ["the"] else before)[-3:]
    held = before[-1:] in (["of"], ["in"], ["for"])
    if held and not words_of("portfolio_holder").isdisjoint(before):
        if name.kind == "ORG" and len(words) == 1 and before[-2] == "minister" and is_plural(words[0]):
            return True  # *Minister of Works*: states and parties have one, departments in the plural are fields
        return words_of("common_body_word").issuperset(words) or words[:2] == ["state", "for"]
    if words[-1] in words_of("field_noun"):
        return held and not the and not (title_words().keys() | words_of("holder_of_field")).isdisjoint(before)
    return words[-1] in words_of("disease_noun") and words_of("name_link").isdisjoint(words)


_OFFICE_WITHIN = 40
"""Characters before a name in which an office and *of* stand."""


def defined_in_small(body: str, names: Sequence[Name]) -> frozenset[str]:
    """Initials of a thing: *substance use disorders (SUD)*, and where they stand again."""
    texts = {text for name in names if _INITIALS.fullmatch(text := name.text(body))}
    return frozenset(text for text in texts if _is_explained_small(body, text))


def _is_explained_small(body: str, text: str) -> bool:
    if _SMALL_BRACKET.match(body, body.find(f"{text} ({text[0].casefold()}") + len(text)):
        return True  # *PKU (phenylketonuria)*
    at = max(body.find(f"({text}{mark})") for mark in ("", "."))
    words = body[max(0, at - _THING) : max(at, 0)].replace("-", " ").split()
    return any(
        [word[0] for word in words[-len(letters) :]] == list(letters) and all(map(str.islower, words[-len(letters) :]))
        for letters in (text.casefold(), text.casefold().removesuffix("s"))
    )


_INITIALS = re.compile(r"[A-Z]{3,6}s?")
_SMALL_BRACKET = re.compile(r" \([a-z]{4,}(?: [a-z]{4,}){0,4}\)")
_THING = 90
"""Characters before a bracket in which the words stand that the initials in it are of."""


def in_headlines(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names; *MOSS MEASURE*, *Moss Blasts* of a headline is Moss, who is named in full in the article."""
    body = tokens.body
    full = [text for name in names if name.kind == "PERSON" and " " in (text := name.text(body)) and not text.isupper()]
    surnames = {text.rpartition(" ")[2] for text in full}
    shouted = {surname.upper() for surname in surnames}
    return [_surname_in(body, name, surnames, shouted) if surnames else name for name in names]


def _surname_in(body: str, name: Name, surnames: AbstractSet[str], shouted: AbstractSet[str]) -> Name:
    first, blank, rest = name.text(body).partition(" ")
    if not blank or name.kind not in _CUT:
        return name
    alone = first in shouted and _before_in_line(body, name.start, name.end).isupper()
    if not alone and not _is_headed(body, name, rest, surnames):
        return name
    return _cut(name, name.start, name.start + len(first), "PERSON")


def _before_in_line(body: str, start: int, end: int) -> str:
    """A line up to an offset, as far back as headlines are long: a text of one line is not looked through."""
    low = max(0, start - _LONGEST_HEADLINE)
    return body[max(body.rfind("\n", low, start) + 1, low) : end]


def _is_headed(body: str, name: Name, rest: str, surnames: AbstractSet[str]) -> bool:
    """*Moss Blasts* of *Moss Blasts Budget Cuts*: a verb behind a surname, in a line of capitalised words."""
    first = name.text(body).partition(" ")[0]
    if first not in surnames or rest.rpartition(" ")[2].casefold() not in _reporting():
        return False
    rest_of_line = body[name.end : name.end + _LONGEST_HEADLINE].partition("\n")[0]
    line = _before_in_line(body, name.start, name.end) + rest_of_line
    words = [word for word in line.split() if len(word) >= _LONG_WORD]
    return not line.endswith(".") and sum(word[0].isupper() for word in words) > len(words) * _NEARLY_ALL


_LONGEST_HEADLINE = 300
"""Characters before and behind a name of a headline: assumed."""
_LONG_WORD, _NEARLY_ALL = 4, 0.8
"""Letters of a word that has a capital in headlines, and the share of those that must: *amid* has none in some."""


@lru_cache(maxsize=1)
def _reporting() -> frozenset[str]:
    """Verbs of reporting and of what senators do, in the third person."""
    plain = set(verbs()) | words_of("personal_verb") | words_of("government_verb")
    return frozenset(form for verb in plain for form in (f"{verb}s", f"{verb}es", verb))
