"""What the words in and around a name say about it, better than the network does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.annotate.gazetteer import GPE, NORP, NamedText, NameSpan, is_sure_person, kind_by_form
from flows.derive.text.annotation import NAME_KINDS
from seeds.quantities import time_words
from seeds.rows import NameWord, TitleWord
from seeds.word_classes import words_of

PERSON, ORG, _LANGUAGE, _WORK = (NAME_KINDS.index(kind) for kind in ("PERSON", "ORG", "LANGUAGE", "WORK_OF_ART"))
_MAY_BE_ORG = frozenset(NAME_KINDS.index(kind) for kind in ("PERSON", "GPE", "LOC", "FAC"))
_COMPANY_FORMS = frozenset({"inc.", "inc", "corp.", "corp", "ltd.", "ltd", "llc", "plc", "co.", "l.p.", "l.l.c."})
_NOT_ORG_ALONE = frozenset({"bank", "center", "centre", "house"})
"""Words of organisations that places have too (*West Bank*, *World Trade Center*)."""
_FIRST_NAMES = frozenset({"may", "april", "june"})
_PARTIES = frozenset({"R", "D", "I"})
_MARKS = frozenset({'"', "“", "”", "''", "``", "`", "'", "‘", "’"})
_BEHIND_PEOPLE = frozenset({"administration", "campaign", "presidency", "family", "nomination", "estate", "era"})
_SAINTS = frozenset({"St.", "St", "Saint"})
_LOWER_CASE_SURE, _SURE_IN_MARKS, _SURE_OF_KIND = 0.9, 0.7, 0.8
"""Scores below which words in small letters are no name, words alone in quotation marks are a work, and the kind that
the words around speak for holds: assumed, in the order of how sure such words are."""


@lru_cache(maxsize=1)
def _calendar_words() -> frozenset[str]:
    codes = ("month", "month_short", "weekday", "weekday_short", "weekdays")
    return frozenset(row.form for row in time_words() if row.code in codes)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(row.word for row in TitleWord.rows())


@lru_cache(maxsize=1)
def _organisation_words() -> frozenset[str]:
    return frozenset(row.word for row in NameWord.rows() if row.kind == "ORG") - _NOT_ORG_ALONE


def is_no_name(name: NameSpan, words: Sequence[str]) -> bool:
    """Whether a span is a calendar word, a title alone, a party's letter, or unsure and in small letters."""
    if name.last - name.first == 1 and _is_no_name_alone(name, words):
        return True
    cased = any(word[0].isupper() or word[0].isdigit() for word in words[name.first : name.last])
    return not cased and name.score < _LOWER_CASE_SURE


def _is_no_name_alone(name: NameSpan, words: Sequence[str]) -> bool:
    word = words[name.first]
    plain = word.lower()
    if plain in _calendar_words() or plain.rstrip(".") in _calendar_words():
        return name.kind != PERSON or plain not in _FIRST_NAMES or not word[0].isupper()
    if plain in _titles():
        return word.endswith(".") or word.islower()
    return word in _PARTIES and words[name.last : name.last + 1] == ["-"]


def with_parts(names: Sequence[NameSpan], text: NamedText) -> Iterator[NameSpan]:
    """Names with what belongs to them: a company's form behind a comma, the other half of a hyphenated name."""
    previous: NameSpan | None = None
    for name in names:
        current = _with_house(_with_company_form(name, text), text)
        if previous is not None and current.first < previous.last:
            continue
        if previous is not None and any(
            joins(previous, name, text) for joins in (_halves_of_one, _goes_on, _one_people)
        ):
            previous = replace(previous, last=current.last, score=min(previous.score, name.score))
            continue
        if previous is not None:
            yield previous
        previous = current
    if previous is not None:
        yield previous


def _with_company_form(name: NameSpan, text: NamedText) -> NameSpan:
    last = name.last
    if text.words[last : last + 1] == [","]:
        last += 1
    is_form = last < len(text.words) and text.words[last].lower() in _COMPANY_FORMS
    fits = name.kind == ORG and is_form and text.may_span(name.first, last + 1)
    return replace(name, last=last + 1) if fits else name


def _halves_of_one(one: NameSpan, other: NameSpan, text: NamedText) -> bool:
    hyphen = other.first == one.last + 1 and text.words[one.last] == "-"
    return hyphen and one.kind == other.kind == PERSON and text.may_span(one.first, other.last)


def _one_people(one: NameSpan, other: NameSpan, text: NamedText) -> bool:
    """*African-American*, *Arab Americans*: a people of a country of immigrants; not *Mexican-American relations*."""
    between = text.words[one.last : other.first]
    land = text.words[other.first].lower() in words_of("settler_people") and other.last == other.first + 1
    behind = text.words[other.last].lower() if other.last < len(text.words) else ""
    both = one.kind == other.kind == NORP and list(between) in ([], ["-"], ["‑"])
    return both and land and behind not in words_of("noun_between_states") and text.may_span(one.first, other.last)


def _with_house(name: NameSpan, text: NamedText) -> NameSpan:
    """*St. Luke's clinic*: a saint's house with its noun is a body, not a saint or a town."""
    behind = [word.lower() for word in text.words[name.last : name.last + 2]]
    own = text.words[name.last - 1].lower().endswith(("'s", "’s"))  # as written
    size = 1 if own else 2 if behind[:1] in (["'s"], ["’s"]) else 0
    named = text.words[name.first] in _SAINTS and name.last - name.first > 1
    is_house = named and size > 0 and len(behind) >= size and behind[size - 1] in words_of("house_noun")
    fits = is_house and text.may_span(name.first, name.last + size)
    return replace(name, last=name.last + size, kind=ORG) if fits else name


def _goes_on(one: NameSpan, other: NameSpan, text: NamedText) -> bool:
    """One name cut in two (*[Qatar Charity] [Sudan]*): nothing stands between, and no *in* at the end of the first."""
    kinds = (one.kind, other.kind)
    adjacent = other.first == one.last and kinds in {(ORG, ORG), (ORG, GPE), (PERSON, PERSON)}
    return adjacent and text.words[one.last - 1].lower() != "in" and text.may_span(one.first, other.last)


def by_form(name: NameSpan, words: Sequence[str]) -> NameSpan:
    """The name with the kind that its words settle, if they do.

    Listed names; the constituency or state behind a party's letter (*R-Texas*); what quotation marks hold alone;
    names that end in a word of organisations; *the Roe administration*.
    """
    kind = kind_by_form(" ".join(words[name.first : name.last]))
    if kind is not None and name.kind != _LANGUAGE and not is_sure_person(name):
        return replace(name, kind=kind)
    if name.last - name.first > 2 and words[name.first] in _PARTIES and words[name.first + 1] == "-":  # noqa: PLR2004
        return replace(name, first=name.first + 2, kind=GPE)
    if name.first > 1 and words[name.first - 1] == "-" and words[name.first - 2] in _PARTIES:
        return replace(name, kind=GPE)
    return name if name.score >= _SURE_OF_KIND else _unsure_by_form(name, words)


def _unsure_by_form(name: NameSpan, words: Sequence[str]) -> NameSpan:
    if name.score < _SURE_IN_MARKS and _stands_in_marks(name, words):
        return replace(name, kind=_WORK)
    if name.kind in _MAY_BE_ORG and _heads_organisation(words[name.first : name.last]):
        return replace(name, kind=ORG)
    if name.kind == ORG and _behind(name, words) in _BEHIND_PEOPLE:
        return replace(name, kind=PERSON)
    return name


def _behind(name: NameSpan, words: Sequence[str]) -> str:
    return words[name.last] if name.last < len(words) else ""


def _stands_in_marks(name: NameSpan, words: Sequence[str]) -> bool:
    after = words[name.last : name.last + 2]
    if after[:1] in ([","], ["."]):
        after = after[1:]
    return name.first > 0 and words[name.first - 1] in _MARKS and bool(after) and after[0] in _MARKS


def _heads_organisation(words: Sequence[str]) -> bool:
    plain = [word.lower() for word in words]
    head = plain[plain.index("of", 1) - 1] if "of" in plain[1:] else plain[-1]
    return len(plain) > 1 and head in _organisation_words()
