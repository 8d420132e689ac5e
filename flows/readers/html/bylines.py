"""Bylines of pages: the people in *By ANN LEE and Bo Roe, Staff Writers*, without what they are and for whom."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from seeds.people import given_names
from seeds.rows import BylineWord, SectionCue

_WEB = re.compile(r"(?:https?:)?//|www\.|@|\.(?:com|org|net|co|html?)\b", re.IGNORECASE)
_MAIL = re.compile(r"(?<=[\w.)])[\s,|]+[(<\[]?[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?")
"""An address behind a name: *ANN LEE alee@courier.example*."""
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[a-z]+\d+")
_USER = re.compile(r"[a-z]{2,}")
"""One word in small letters is what somebody signs in with: *wuhan*, but not *afp*."""
_IN_CAPITALS = re.compile(r"([A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]+){1,2}) [A-Z][a-z]+(?: [A-Z][a-z]+){0,3}\Z")
_PARTS = re.compile(
    r"\s*(?:[;|•·/]|\s[-–—]\s|(?<=[a-z])\.\s+(?=[A-Z][a-z]+(?:\s+by|:)\s)"
    r"|\b(?:last )?(?:updated|published|posted)\b.*)\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*(?:[)\]]|\Z)")
_WHERE = re.compile(r"(?:\A|\s+)(?:[Ff]or|[Aa]t|in|of|from) (?=[A-Zt]).*")
"""Where somebody writes from, or for whom: a place and an outlet are no people."""
_WHEN = re.compile(
    r"\s+on (?=(?:mon|tue|wed|thu|fri|sat|sun)|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)).*", re.IGNORECASE
)
"""*on Monday*, *on Thu, 05/07/2026*: when it was put there."""
_SPLIT = re.compile(r"\s*(?:,|\band\b|&|\bwith\b)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|m\.?d|ii|iii|iv)\.?", re.IGNORECASE)
_MOST_GIVEN = 2
"""Words of a surname, or of given names, that a comma parts."""
_MOST_ROLE_WORDS = 5
_MOST_WORDS = 6
"""Words of a name with particles; what is longer is a sentence about somebody."""


def people(values: Iterable[str], publisher: str | None = None) -> list[str]:
    """The names in author fields, in order, each once; outlets only where nobody else is named."""
    names = list(dict.fromkeys(name for value in values for name in _names(value)))
    outlet = _key(publisher or "")
    persons = [name for name in names if not _is_outlet(name) and _key(name) != outlet]
    return persons or names


def _names(value: str) -> Iterator[str]:
    text = " ".join(_MAIL.sub(" ", value).split())
    if not text or _WEB.search(text) or _SLUG.fullmatch(text) or _is_user(text):
        return
    for part in filter(None, _PARTS.split(_WHEN.sub("", _capitals(_without(text, "lead"))))):
        if _without(part, "other") == part:
            yield from _listed(_BRACKETS.sub("", _without(part, "lead")))


def _capitals(text: str) -> str:
    """A name in capitals without what follows in small letters: *ANN LEE Northern Press*."""
    found = _IN_CAPITALS.match(text)
    return found[1] if found else text


def _is_user(text: str) -> bool:
    return text.casefold() in _forms("user") or (_USER.fullmatch(text) is not None and not _has(text, "outlet"))


def _listed(text: str) -> Iterator[str]:
    if _is_outlet(text) and "," not in text:
        yield text
        return
    named = ""
    for place, piece in enumerate(filter(None, _SPLIT.split(text))):
        if named and _SUFFIX.fullmatch(piece):
            yield f"{named}, {piece}"
            named = ""
            continue
        if named:
            yield named
        if _without(piece, "other") != piece:
            return
        named = _named(piece, first=place == 0)
    if named:
        yield named


def turned(name: str) -> str:
    """A name as libraries give it, *Lee, Ann*, in its usual order."""
    last, comma, first = name.partition(",")
    both = comma and "," not in first and 1 <= len(first.split()) <= _MOST_GIVEN and len(last.split()) <= _MOST_GIVEN
    return f"{first.strip()} {last.strip()}" if both and not _SUFFIX.fullmatch(first.strip()) else name


def _named(piece: str, *, first: bool) -> str:
    """The name that a piece of a list begins with; of one word only where it is all that there is."""
    name = _WHERE.sub("", piece)
    whole = " " in name or (first and name == piece) or _is_outlet(name)
    return _cased(name) if whole and _is_name(name) else ""


def _is_name(piece: str) -> bool:
    words = piece.split()
    if not words or len(words) > _MOST_WORDS or any(char.isdigit() for char in piece):
        return False
    return not _has(piece, "role") and words[0][0].isalpha() and (words[-1][0].isupper() or len(words) == 1)


def _without(text: str, kind: str) -> str:
    """A text without the words of a kind that it begins with."""
    folded = text.casefold()
    for lead in _forms(kind):
        if folded.startswith(lead) and not text[len(lead) : len(lead) + 1].isalnum():
            return text[len(lead) :].lstrip(" :")
    return text


def _is_outlet(name: str) -> bool:
    """Whether a name is an outlet's; *Emily Post* has a given name and is a person."""
    return _has(name, "outlet") and name.split(maxsplit=1)[0].casefold() not in given_names()


def _has(text: str, kind: str) -> bool:
    words = " ".join(_WORD.findall(text.casefold()))
    return any(f" {form} " in f" {words} " for form in _forms(kind))


def names_role(line: str) -> bool:
    """Whether a line is nothing but what somebody of a newsroom is: *Court reporter*."""
    words = line.casefold().split()
    return 0 < len(words) <= _MOST_ROLE_WORDS and " ".join(words).endswith(_jobs())


@lru_cache(maxsize=1)
def _jobs() -> tuple[str, ...]:
    return tuple(row.cue for row in SectionCue.rows() if (row.section, row.match) == ("byline", "end"))


def _cased(name: str) -> str:
    """A name in capitals with capitals at the beginning of its parts alone; initials stay."""
    if not name.isupper() or len(_WORD.findall(name)) < 2:  # noqa: PLR2004  # one word in capitals is an acronym
        return name
    return _WORD.sub(lambda word: word[0] if len(word[0]) == 1 else word[0].capitalize(), name)


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold())).removeprefix("the ")


@lru_cache(maxsize=4)
def _forms(kind: str) -> tuple[str, ...]:
    forms = (row.form for row in BylineWord.rows() if row.kind == kind)
    return tuple(sorted(forms, key=len, reverse=True))
