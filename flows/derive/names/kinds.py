"""Which kind a name is of: the annotator's guess and what the article says, weighed together for each wording.

Each sign (`kind_evidence.csv`) speaks for a kind, in units of log odds, once however often it stands in the article.
The annotator speaks for its own with its confidence at each place, of which the sum is divided by the root of their
number: one slip is often made again. A wording is of the kind that most speaks for, where it leads by `_LEAD`; what the
world knows under that very name speaks last, and only against a change.

The weights are by hand, in few levels, chosen on 187 articles of four development sets; with `in_full` they change 61
names of which gold judges 49 better and 12 worse in 312 other articles.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log, sqrt

from flows.derive.names.cluster import normalised, parts_of
from flows.derive.names.find import Name, as_person
from flows.derive.names.lone_words import joined, lone_signs
from flows.derive.names.models import is_model
from flows.derive.names.short_forms import peoples_of
from flows.derive.names.signs import Sign, signs_of
from flows.derive.text.document import Document
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.knowledge import Knowledge
from seeds.people import countries_of_seats, country_of, gender_of_given_name, peoples
from seeds.rows import KindEvidence, KnownName
from seeds.word_classes import words_of

_MAY_BE: Mapping[EntityKind, frozenset[EntityKind]] = {
    "PERSON": frozenset({"GPE", "LOC", "FAC", "ORG", "NORP", "LAW", "WORK_OF_ART", "PRODUCT"}),
    "GPE": frozenset({"PERSON", "LOC", "FAC", "ORG", "NORP", "LAW", "WORK_OF_ART", "PRODUCT"}),
    "LOC": frozenset({"PERSON", "GPE", "FAC", "ORG", "LAW"}),
    "FAC": frozenset({"GPE", "LOC", "ORG"}),
    "ORG": frozenset({"PERSON", "GPE", "LOC", "NORP", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT"}),
    "NORP": frozenset({"PERSON", "ORG"}),
    "EVENT": frozenset({"LAW"}),
    "PRODUCT": frozenset({"ORG"}),
}
"""What a name of a kind may be instead."""
_LEAD = 0.5
"""By how much another kind must be ahead of the annotator's, in the weights of `kind_evidence`: assumed, so that
signs that are even change nothing."""
_ENOUGH = 1.25
"""What must speak for another kind, whatever speaks against the annotator's."""
_LEAST, _MOST = 0.55, 0.99
"""Bounds of the annotator's confidence at one place."""
_SHORT_FOR: Mapping[tuple[EntityKind, EntityKind], str] = {
    ("LOC", "GPE"): "short_for_landform",
    ("LOC", "PERSON"): "short_for_landform",
    ("ORG", "PERSON"): "short_for_organisation",
}
"""What a name's first word is short for, by the kinds of the name and of the word: bodies are named for their towns."""
_KNOWN = 3.0
"""How much it speaks against a change that what is known by this name is of the kind before."""
_WELL_KNOWN = 20
"""Prominence from which what the world knows by a name speaks for its kind: *Ann Taylor* is not the shop."""
_MOST_ALIKE = 8
"""Places of which one people may be, which keeps the time linear."""
_CHANGED = 0.6
"""Confidence in a kind that the article's signs gave."""
_DATELINE = re.compile(r"\) ?[—–_-]")  # as written
_LONGEST_DATELINE = 90
"""Characters from the head of a line in which its dateline and byline stand: assumed."""
_SHORTEST_ACRONYM = 3
"""Letters from which capitals speak for a body: *JD* and *AJ* are given names."""
_LONG_ACRONYM, _LONGEST_ACRONYM = 4, 6
"""Letters of acronyms that are nobody's initials, nor a surname in capitals."""
_SURNAMES = -2
"""Where surnames begin, of two or one: *Montalvo Nieves*."""
_FULL = 2
"""Words of a given name with a surname."""
_SEATED = ("-based ", "-headquartered ", "-born ")
"""What stands behind a town that somebody comes from."""
_BYLINE = re.compile(r"By [A-Z]")
_INTRODUCED = frozenset({("article", "titled"), ("article", "surname"), ("article", "given_name")})
"""Signs that somebody introduces who is called so."""
_SURE = 3.0
"""What must speak for a firm before it speaks for what stands beside it."""


@dataclass(slots=True)
class _Wording:
    """A name's wording, with the places of it and what speaks for each kind."""

    places: list[int]
    weight: dict[EntityKind, float]
    signs: set[Sign]
    best: EntityKind = "ORG"


def with_kinds(document: Document, names: Sequence[Name], knowledge: Knowledge) -> list[Name]:
    """The names, each of the kind that its wording has in the article.

    A surname that somebody bears in full there, a country's name, and kinds that nothing is taken for are left alone.
    """
    names = [_as_listed(document.body, name) for name in names]
    wordings = _wordings(document, names, knowledge)
    _weigh_the_rest(document, wordings, knowledge)
    _weigh_joined(document, names, wordings)
    found = list(names)
    for key, wording in wordings.items():
        kind = _decided(key, wording, knowledge)
        for place in wording.places if kind else ():
            if kind and found[place].kind != kind:
                found[place] = _changed(document.body, found[place], kind)
    return _firms_of_bearers(document.tokens, found)


def _as_listed(body: str, name: Name) -> Name:
    """*Asia-Pacific* is what the lists say, which the annotator looks up word by word."""
    kind = _listed_kinds().get(name.text(body)) if "-" in body[name.start : name.end] else None
    return replace(name, kind=kind) if kind else name


def _firms_of_bearers(tokens: Tokens, names: list[Name]) -> list[Name]:
    """The names; *Shares of Halvorsen* are of Halvorsen Bank, though its founder bears the name in the article as well.

    Only the words around a surname tell it from its bearer's there.
    """
    texts = [name.text(tokens.body) for name in names]
    firms = {text.split()[0] for name, text in zip(names, texts, strict=True) if name.kind == "ORG" and _is_firm(text)}
    if not firms:
        return names
    return [
        replace(name, kind="ORG", score=min(name.score, _CHANGED))
        if text in firms and _stands_for_firm(tokens, name)
        else name
        for name, text in zip(names, texts, strict=True)
    ]


def _is_firm(text: str) -> bool:
    last = text.casefold().rstrip(".").rpartition(" ")
    return bool(last[0]) and last[2] in words_of("company_noun") | words_of("company_form") | words_of("company_class")


def _stands_for_firm(tokens: Tokens, name: Name) -> bool:
    if name.kind != "PERSON" or name.title[0] < name.title[1]:
        return False
    rows = [row for sign in set(signs_of(tokens, name)) if sign[0] != "ending" for row in _evidence().get(sign, ())]
    return (
        sum(weight for kind, weight in rows if kind == "ORG") >= _SURE > sum(w for kind, w in rows if kind == "PERSON")
    )


def _changed(body: str, name: Name, kind: EntityKind) -> Name:
    changed = replace(name, kind=kind, score=min(name.score, _CHANGED))
    return as_person(body, changed) if kind == "PERSON" else changed


def _wordings(document: Document, names: Sequence[Name], knowledge: Knowledge) -> dict[str, _Wording]:
    body = document.body
    full = [parts for name in names if name.kind == "PERSON" for parts in _parts_of_full(name.text(body))]
    borne, surnames, givens = (
        {part for parts in full for part in parts},
        {part for parts in full for part in parts[1:][_SURNAMES:]},
        {parts[0] for parts in full},
    )
    found: dict[str, _Wording] = {}
    for place, name in enumerate(names):
        text = name.text(body)
        key = normalised(text)
        surname, given = (key in parts and name.kind != "PERSON" for parts in (surnames, givens - surnames))
        alone = (key in borne and not surname and not given) or (text in _listed() and not given)
        if alone or country_of(text) or name.kind not in _MAY_BE:
            continue
        wording = found.setdefault(key, _Wording([], defaultdict(float), set()))
        wording.places.append(place)
        wording.weight[name.kind] += _odds(name.score)
        wording.signs.update(signs_of(document.tokens, name))
        wording.signs.update(_in_its_line(document, name))
        wording.signs.update(_by_form(document, name, text))
        wording.signs.update(_made_or_seat(document.tokens, name))
        if surname:
            wording.signs.add(("article", "surname"))
            wording.signs.update([("article", "shouted_surname")] if text.isupper() and len(text) > 1 else ())
            wording.signs.update(_leads_body(document.tokens, name))
        elif given:
            wording.signs.add(("article", "given_name"))
        elif text.endswith("ers") and any(one.entry.kind == "GPE" for one in knowledge.find(text.removesuffix("ers"))):
            wording.signs.add(("article", "people_by_form"))
        elif text in countries_of_seats():
            wording.signs.add(("article", "capital"))
    _settle_best(found)
    _look_up_lone(document, names, found, knowledge)
    return found


def _leads_body(tokens: Tokens, name: Name) -> Iterator[Sign]:
    """*the Maranto government*: what is led by who bears the surname."""
    behind = tokens.token_at(name.end - 1) + 1
    if behind < len(tokens) and tokens.lower[behind] in words_of("led_noun"):
        yield "article", "leads_body"


def _settle_best(wordings: Mapping[str, _Wording]) -> None:
    """What the annotator takes each wording for, over all its places."""
    for wording in wordings.values():
        wording.weight = defaultdict(
            float, {kind: weight / sqrt(len(wording.places)) for kind, weight in wording.weight.items()}
        )
        wording.best = max(sorted(wording.weight), key=wording.weight.__getitem__)


def _look_up_lone(
    document: Document, names: Sequence[Name], wordings: Mapping[str, _Wording], knowledge: Knowledge
) -> None:
    """What is said and known of names of one word that nobody introduces."""
    lands = {country.code for name in names if (country := country_of(name.text(document.body)))}
    for key, wording in wordings.items():
        first = names[wording.places[0]]
        if " " not in key and not wording.signs & _INTRODUCED:
            wording.signs.update(lone_signs(document.tokens, first, wording.best, knowledge, lands))


def _weigh_joined(document: Document, names: Sequence[Name], wordings: Mapping[str, _Wording]) -> None:
    """*Shares of Alibaba and Meituan*: what stands beside a firm is sooner one than a person whom nobody introduces."""
    if not any(("article", "alone") in wording.signs for wording in wordings.values()):
        return
    keys = {place: key for key, wording in wordings.items() for place in wording.places}
    pairs = list(joined(document.tokens, names, keys))
    for one, other in (*pairs, *(pair[::-1] for pair in pairs)):
        firm, lone = wordings[one], wordings[other]
        sure = _heaviest(firm) == "ORG" and firm.weight["ORG"] >= _SURE
        if sure and lone.best == "PERSON" and ("article", "alone") in lone.signs:
            lone.signs.add(("article", "beside_org"))
            lone.weight["ORG"] += _weight_of("beside_org", "ORG")


def _weight_of(word: str, kind: EntityKind) -> float:
    return sum(weight for one, weight in _evidence().get(("article", word), ()) if one == kind)


def _parts_of_full(text: str) -> Iterator[Sequence[str]]:
    parts = parts_of(text)
    if len(parts) > 1:
        yield parts


def _by_form(document: Document, name: Name, text: str) -> Iterator[Sign]:
    """*EANGUS* in a sentence that has small letters is no person, nor is *Barton & Hale*."""
    if " & " in text:
        yield "article", "ampersand"
    words = text.casefold().split()
    if len(words) > 1 and words[-1].rstrip(".") in words_of("company_noun"):
        yield "article", "company_head"
    elif len(words) == _FULL and name.kind == "ORG" and _may_be_person(words):
        yield "article", "given_first"
    if name.kind != "PERSON" or not text.isupper() or not text.isalpha() or len(text) < _SHORTEST_ACRONYM:
        return
    tokens = document.tokens
    line = tokens.sentence_tokens(tokens.sentence_at(name.start))
    if 2 * sum(tokens.words[token].isupper() for token in line) < len(line):
        yield "article", "acronym"
        if _LONG_ACRONYM <= len(text) <= _LONGEST_ACRONYM:
            yield "article", "long_acronym"


def _made_or_seat(tokens: Tokens, name: Name) -> Iterator[Sign]:
    """*a Toyota Hilux*; *the Wernau-based firm*."""
    if tokens.body.startswith(_SEATED, name.end):
        yield "article", "seat"
    if name.kind == "ORG" and is_model(tokens, name):
        yield "article", "model"


def _may_be_person(words: Sequence[str]) -> bool:
    """*Mia Toll*: a given name, and no word behind it that heads other names; *Christian Democrat* is none."""
    heads = ("head", words[1]) in _evidence() or words[1] in words_of("common_body_word")
    return words[0] in gender_of_given_name() and not heads and words[1].title() not in peoples()


def _odds(score: float) -> float:
    kept = min(max(score, _LEAST), _MOST)
    return log(kept / (1 - kept))


def _in_its_line(document: Document, name: Name) -> Iterator[Sign]:
    """What a dateline, a byline or a title before it says."""
    body = document.body
    if name.title[0] < name.title[1]:
        yield "article", "titled"
    low = max(name.start - _LONGEST_DATELINE, 0)
    line = body.rfind("\n", low, name.start) + 1
    if not line and low:
        return
    if body[name.start - 1 : name.start] == "(" and _is_short_in_bracket(body, line, name):
        yield "article", "short_for_organisation"
    if body[name.start - 1 : name.start] == "(" and _DATELINE.match(body, name.end):
        yield "article", "agency_in_dateline"
    if _BYLINE.match(body, line) and body[line : name.start].endswith(", "):
        yield "article", "byline"


def _is_short_in_bracket(body: str, line: int, name: Name) -> bool:
    """*World Ring Stardom (Stardom)*: the last word of several with capitals, said again in brackets behind them."""
    before = body[max(line, 0) : name.start - 1].split()[-_FULL:]
    again = len(before) == _FULL and before[1] == name.text(body) and before[0][:1].isupper()
    return again and body[name.end : name.end + 1] == ")"


def _weigh_the_rest(document: Document, wordings: Mapping[str, _Wording], knowledge: Knowledge) -> None:
    """What the other names of the article, who published it, and what the world knows by that name, say."""
    publisher = normalised(document.article.publisher or "").split()
    for key, wording in wordings.items():
        words = key.split()
        if publisher and publisher[-len(words) :] == words:
            wording.signs.add(("article", "publisher"))
        known = knowledge.find(key) if " " in key else ()
        if len({one.entry.kind for one in known}) == 1 and max(one.entry.prominence for one in known) >= _WELL_KNOWN:
            wording.signs.add(("article", f"known_{known[0].entry.kind}".lower()))
    _weigh_peoples(wordings)
    for key, wording in wordings.items():
        for sign in sorted(wording.signs):
            for kind, weight in _evidence().get(sign, ()):
                wording.weight[kind] += weight
        given = "PERSON" in wording.weight and " " in key and gender_of_given_name().get(key.split()[0])
        if given and not any(word.startswith("known_") for _, word in wording.signs):
            wording.weight["PERSON"] += _KNOWN
    _weigh_short_forms(wordings)


def _weigh_peoples(wordings: Mapping[str, _Wording]) -> None:
    """*Ruritanian* and *Ruritania* speak for each other, *Ruritanian parliament* for the country alone."""
    peoples: dict[str, list[str]] = defaultdict(list)
    for key in wordings:
        for people in peoples_of(key) if " " not in key else ():
            peoples[people].append(key)
    for key, wording in wordings.items():
        people, _, rest = key.partition(" ")
        for place in peoples.get(people.removesuffix("s"), ())[:_MOST_ALIKE]:
            wordings[place].signs.add(("article", "has_people"))
            if not rest:
                wording.signs.add(("article", "people_of"))


def _weigh_short_forms(wordings: Mapping[str, _Wording]) -> None:
    """*the Oster* behind *the Oster valley*, *Beechwood* behind *Beechwood Roads*: a short form follows the whole."""
    for key, wording in wordings.items():
        words = key.split()
        short = wordings.get(words[0]) if len(words) > 1 and words[-1] not in words_of("founded_noun") else None
        sign = _SHORT_FOR.get((_heaviest(wording), short.best)) if short else None
        for kind, weight in _evidence().get(("article", sign), ()) if sign else ():
            if short:
                short.weight[kind] += weight


def _heaviest(wording: _Wording) -> EntityKind:
    return max(sorted(wording.weight), key=wording.weight.__getitem__)


def _decided(key: str, wording: _Wording, knowledge: Knowledge) -> EntityKind | None:
    """The kind of a wording; None where it is left as it is."""
    may_be = _MAY_BE[wording.best]
    weight = {kind: one for kind, one in wording.weight.items() if kind in may_be or kind == wording.best}
    kind = max(sorted(weight), key=weight.__getitem__)
    if kind == wording.best or weight[kind] < max(weight[wording.best] + _LEAD, _ENOUGH):
        return None
    known = {one.entry.kind for one in knowledge.find(key)}
    borne = {("article", "surname"), ("article", "given_name")} & wording.signs
    against = _KNOWN if wording.best in known and kind not in known and not borne else 0.0
    return kind if weight[kind] >= weight[wording.best] + _LEAD + against else None


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """Names of which the seeds tell the kind."""
    return frozenset(_listed_kinds())


@lru_cache(maxsize=1)
def _listed_kinds() -> dict[str, EntityKind]:
    return {row.form: row.kind for row in KnownName.rows()}


@lru_cache(maxsize=1)
def _evidence() -> dict[Sign, Sequence[tuple[EntityKind, float]]]:
    found: dict[Sign, list[tuple[EntityKind, float]]] = defaultdict(list)
    for row in KindEvidence.rows():
        found[row.signal, row.word].append((row.kind, row.weight))
    return dict(found)
