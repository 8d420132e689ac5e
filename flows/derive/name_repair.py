"""Names of an article, mended where word forms or its other names say better than the network."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.annotation import NAME_KINDS, UPOS
from flows.derive.gazetteer import GPE, NamedText, NameSpan, is_sure_person, kind_by_form, with_gazetteer
from seeds.quantities import time_words
from seeds.reference import load_csv
from seeds.schemas import TitleWord

PERSON, ORG, _LANGUAGE = (NAME_KINDS.index(kind) for kind in ("PERSON", "ORG", "LANGUAGE"))
_PROPN = UPOS.index("PROPN")
_COMPANY_FORMS = frozenset({"inc.", "inc", "corp.", "corp", "ltd.", "ltd", "llc", "plc", "co.", "l.p.", "l.l.c."})
_PARTIES = frozenset({"R", "D", "I"})
_SURE, _LOWER_CASE_SURE = 0.7, 0.9
_FOUND_AGAIN = 0.5
_VOTED = 0.6


@lru_cache(maxsize=1)
def _calendar_words() -> frozenset[str]:
    codes = ("month", "month_short", "weekday", "weekday_short", "weekdays")
    return frozenset(row.form for row in time_words() if row.code in codes)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(row.word for row in load_csv("person_titles", TitleWord))


def mended(names: Sequence[NameSpan], text: NamedText) -> list[NameSpan]:
    """The names, ascending and free of overlap, after all repairs.

    Word forms first (calendar words, bare titles, company forms, states behind a party's letter, countries and
    peoples), then agreement over the article: one spelling is one kind, and a known surname is found wherever
    it stands.
    """
    kept = [name for name in names if not _no_name(name, text.words)]
    by_form = [_by_form(name, text.words) for name in _extended(with_gazetteer(kept, text), text)]
    return _with_found_again(_agreed(by_form, text.words), text)


def _no_name(name: NameSpan, words: Sequence[str]) -> bool:
    """Whether a span is a calendar word, a title alone, a party's letter, or unsure and in small letters."""
    first = words[name.first]
    if name.last - name.first == 1:
        plain = first.lower()
        if plain in _calendar_words() or plain.rstrip(".") in _calendar_words():
            return name.kind != PERSON or not first[0].isupper() or plain not in {"may", "april", "june"}
        if plain in _titles() and (name.kind != PERSON or first.endswith(".") or first.islower()):
            return first.endswith(".") or first.islower()
        if first in _PARTIES and name.last < len(words) and words[name.last] == "-":
            return True
    cased = any(word[0].isupper() or word[0].isdigit() for word in words[name.first : name.last])
    return not cased and name.score < _LOWER_CASE_SURE


def _extended(names: Sequence[NameSpan], text: NamedText) -> Iterator[NameSpan]:
    """Names with what belongs to them: a company's form behind a comma, the other half of a hyphenated name."""
    previous: NameSpan | None = None
    for name in names:
        current = _with_company_form(name, text)
        if previous is not None and current.first < previous.last:
            continue
        if previous is not None and _halves_of_one(previous, name, text):
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


def _by_form(name: NameSpan, words: Sequence[str]) -> NameSpan:
    """The name with the kind that its form alone settles: countries, peoples, the state of a member of Congress."""
    text = " ".join(words[name.first : name.last])
    kind = kind_by_form(text)
    if kind is not None and name.kind != _LANGUAGE and not is_sure_person(name):
        return replace(name, kind=kind)
    behind_party = name.first > 1 and words[name.first - 1] == "-" and words[name.first - 2] in _PARTIES
    return replace(name, kind=GPE) if behind_party else name


def _agreed(names: Sequence[NameSpan], words: Sequence[str]) -> list[NameSpan]:
    """Names of one spelling have the kind that most of their confidence speaks for."""
    votes: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[_text(name, words)][name.kind] += name.score
        if name.kind == PERSON and name.last - name.first > 1 and name.score >= _SURE:
            votes[words[name.last - 1]][PERSON] += name.score
    return [_voted(name, votes[_text(name, words)]) for name in names]


def _voted(name: NameSpan, votes: dict[int, float]) -> NameSpan:
    kind = max(sorted(votes), key=lambda kind: votes[kind])
    if kind == name.kind or votes[kind] < _VOTED * sum(votes.values()):
        return name
    return replace(name, kind=kind, score=min(name.score, _FOUND_AGAIN))


def _text(name: NameSpan, words: Sequence[str]) -> str:
    return " ".join(words[name.first : name.last])


def _with_found_again(names: Sequence[NameSpan], text: NamedText) -> list[NameSpan]:
    """Also the places where a surname of a person, or a sure name of one word, stands and was missed."""
    known: dict[str, int] = {}
    for name in names:
        if name.score >= _SURE and (name.kind == PERSON or name.last - name.first == 1):
            known.setdefault(text.words[name.last - 1], name.kind)
    taken = {index for name in names for index in range(name.first, name.last)}
    again = [
        NameSpan(index, index + 1, known[word], _FOUND_AGAIN)
        for index, word in enumerate(text.words)
        if word in known and text.upos[index] == _PROPN and index not in taken and word[0].isupper() and len(word) > 1
    ]
    return sorted([*names, *again], key=lambda name: name.first)
