"""Firms by their partners (*Barton & Hale*, *Barton, Hale & Lowe*), and what stands before a firm and is none of it.

The annotator takes the partners for people. News writes *and* between people and keeps the ampersand for names of firms
and bands.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.derive.names.find import Name
from flows.derive.text.tokens import Tokens
from seeds.people import gender_of_given_name
from seeds.word_classes import words_of

_PARTNER = r"[A-ZÀ-Þ][^\W\d_]*[a-zß-ÿ][^\W\d_]*(?:-[A-ZÀ-Þ][^\W\d_]+)?"
_PARTNERS = re.compile(rf"{_PARTNER}(?:, {_PARTNER}){{0,3}},? & (?P<last>{_PARTNER}(?: {_PARTNER})?)")
_BEFORE = re.compile(rf"(?:{_PARTNER}, ){{0,3}}{_PARTNER},? & \Z")
_FIRM = re.compile(rf"\b{_PARTNER}(?: {_PARTNER})?, \Z")
_LEGAL_FORM = re.compile(
    r",? (?:AS|ASA|AB|AG|SE|SA|NV|BV|KGaA|GmbH|Oyj?|SpA|S\.p\.A\.|PLC|Plc|plc|Ltd\.?|Limited|LLC|LLP|Inc\.?|Corp\.?|"
    r"Bhd|Pte|Pty|A/S|ApS|N\.V\.|S\.A\.)(?![\w/&-]| [A-Z]{2})"
)
"""Legal forms as they are written; a word in capitals behind one speaks for a headline."""
_MAY_BE_FIRM = frozenset({"ORG", "PERSON", "GPE", "LOC", "FAC"})
_LOOK_BACK = 80
"""Characters before a name in which its partners may stand; it bounds the cost."""
_MAY_BE = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
_SURE = 0.6
"""Confidence in a name of partners: that of other names which the annotator cut."""


def partners(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Barton & Hale*: one firm from its first partner to the last, or to the end of what was found there."""
    found = _PARTNERS.match(tokens.body, _begin(tokens.body, name))
    if found is None or name.kind not in _MAY_BE or name.end > found.end("last"):
        return None
    last = next((one for one in (name, *following) if one.start == found.start("last")), None)
    if _is_couple(found, last):
        return None
    end = last.end if last is not None else found.start("last") + len(found["last"].split(" ")[0])
    return replace(name, start=found.start(), end=end, kind="ORG", score=_SURE, title=(found.start(), found.start()))


def _begin(body: str, name: Name) -> int:
    """Where the first partner stands, of whom the annotator may know nothing."""
    if not body.startswith(" & ", max(name.start - len(" & "), 0)):
        return name.start  # as nearly all do: the search is dear
    found = _BEFORE.search(body, max(name.start - _LOOK_BACK, 0), name.start)
    return found.start() if found else name.start


def _is_couple(found: re.Match[str], last: Name | None) -> bool:
    """*Ann & Tom Hale*: two given names and one surname."""
    first, rest = found[0].partition(" ")[0], found["last"].split()
    named = gender_of_given_name()
    if len(rest) == 1 or rest[0].casefold() not in named:
        return False
    return first.casefold() in named or (last is not None and last.kind == "PERSON")


def with_legal_form(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Inc.* of *Vantor, Inc.*: the firm before it, of which the annotator knew nothing."""
    del following
    if name.text(tokens.body).casefold().strip(".,") not in words_of("company_form"):
        return None
    found = _FIRM.search(tokens.body, max(name.start - _LOOK_BACK, 0), name.start)
    return replace(name, start=found.start(), kind="ORG", title=(found.start(), found.start())) if found else None


def before_legal_form(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Havlinje* of *Havlinje AS*: a firm, whatever the annotator took it for."""
    del following
    found = _LEGAL_FORM.match(tokens.body, name.end)
    if found is None or name.kind not in _MAY_BE_FIRM or name.text(tokens.body).isupper():
        return None
    return replace(name, end=found.end(), kind="ORG", title=(name.start, name.start))


def behind_class(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Rival Kestrel Micro lost*: a firm behind what it is, which has its capital from the sentence's beginning."""
    del following
    first, blank, rest = name.text(tokens.body).partition(" ")
    if name.kind not in {"ORG", "PERSON"} or not blank or first.casefold() not in words_of("class_before_firm"):
        return None
    at = tokens.token_at(name.start)
    if not rest[:1].isupper() or at not in tokens.sentence_first:
        return None
    return replace(name, start=name.end - len(rest), kind="ORG", title=(name.end - len(rest), name.end - len(rest)))
