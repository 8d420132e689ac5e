"""Names that the annotator cut short: *Port* of *Port Maren*, *Basin* of *Basin Monitoring Mission*.

Also what is no name at all: *Foreign* of *Foreign Minister*, *Federal* of *the Federal government*.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.common_nouns import is_common
from flows.derive.names.cuts import (
    before_district,
    body_of_town,
    defined_in_small,
    in_headlines,
    is_field,
    mission,
    region,
    with_article,
    with_cuts,
)
from flows.derive.names.find import Name
from flows.derive.names.models import model
from flows.derive.names.partners import before_legal_form, behind_class, partners, with_legal_form
from flows.derive.names.trims import (
    district,
    is_any,
    lone_nouns,
    of_party,
    of_two,
    outpost,
    people_of_party,
    towns_apart,
    without_adjective,
    without_letters,
    without_office,
)
from flows.derive.names.wholes import (
    act,
    attorneys,
    body_of_state,
    committee,
    committee_on,
    compound,
    contest,
    day_of,
    department,
    landform,
    pacific,
    ship,
    with_passed_over,
)
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.people import country_of, peoples, title_words
from seeds.rows import KindEvidence, NameWord
from seeds.word_classes import words_of

_LINK = re.compile(r"(?: (?:of|and|for|the))+\Z")
_DISTRICT = re.compile(r"(?:[A-Z][a-z]+ )?District of (?:the )?")
_NICKNAME = re.compile(r""" (["“‘'(])(?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*)?["”’')] (?=[A-Z])""")  # as written
_OFFICE = re.compile(r"['’]s? (?:Office|Department)\b")  # as written
_GENERAL = re.compile(
    r" (?:(?:Attorney|Auditor|Inspector|Solicitor) General|District Attorney)['’]s Office\b"
)  # as written
_HOLDERS = frozenset(
    {"Sheriff", "Attorney", "Coroner", "Prosecutor", "Governor", "Mayor", "Clerk", "General", "Marshal"}
)
"""Whose office bears their title: *the Harn County Sheriff's Office*."""
_INITIALS = re.compile(r"(?:[A-Z]\.[ ]?){1,3}")
_LONGEST = 4
"""Words by which a name may have been cut short."""
_MENDED = 0.6
"""Confidence in a name that was cut short."""
_LONG = 2
"""Blanks of a name that others may be the beginning of."""
_GOES_ON = frozenset({"ORG", "PERSON"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MAY_BE_STORM = frozenset({"PERSON", "ORG", *_PLACES})
_MAY_GO_ON = frozenset({"PERSON", "ORG", "NORP", *_PLACES})


def in_full(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names in their full extent, ascending and free of overlap; titles and adjectives left out."""
    found: list[Name] = []
    things = defined_in_small(tokens.body, names)
    names = [name for name in names if not things or name.text(tokens.body) not in things]
    names = with_passed_over(tokens.body, in_headlines(tokens, with_cuts(tokens, names)))
    names = _as_elsewhere(tokens, names)
    for place, name in enumerate(names):
        if found and name.start < found[-1].end:
            continue
        following = names[place + 1 : place + 1 + _LONGEST]
        whole = next((one for reading in _READINGS if (one := reading(tokens, name, following))), None)
        if found and whole and whole.start < found[-1].end:
            found.pop()
        if whole or not _is_no_name(tokens, name):
            found.append(whole or name)
    return lone_nouns(tokens.body, towns_apart(tokens.body, without_letters(tokens.body, found)))


def _as_elsewhere(tokens: Tokens, names: Sequence[Name]) -> Sequence[Name]:
    """The names; one that is the beginning of a longer one of the article, whose other words stand behind, goes on."""
    body = tokens.body
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        text = name.text(body)
        if name.kind in _GOES_ON and text.count(" ") >= _LONG and "\n" not in text:
            longer[text.partition(" ")[0]].add(text)
    if not longer:
        return names
    return [_longest_here(body, name, longer.get(name.text(body).partition(" ")[0], ())) for name in names]


def _longest_here(body: str, name: Name, longer: Collection[str]) -> Name:
    short = name.text(body)
    whole = [text for text in longer if text.startswith(f"{short} ") and body.startswith(text, name.start)]
    if name.kind not in _GOES_ON or not whole:
        return name
    return _until(name, name.start + max(map(len, whole)), name.kind)


def _coordinated(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Office of Management* goes on with *and Budget*: by the tree both are its matters, and neither is a name."""
    cut = name.text(tokens.body).endswith(" and")
    end = name.end - len(" and") * cut
    inside = tokens.within((name.start, end))
    of = any(tokens.lower[token] in words_of("name_link") for token in inside)
    if name.kind != "ORG" or not of or not tokens.body.startswith(" and ", end):
        return None
    token = tokens.token_at(end + len(" and "))
    joined = tokens.deprel[token] == "conj" and tokens.heads[token] in inside[0 if cut else 1 :]
    taken = any(one.start <= tokens.starts[token] < one.end for one in following)
    matter = tokens.lower[token] in words_of("common_body_word") or tokens.upos[token] == "NOUN"
    capital = tokens.words[token][:1].isupper() and _ends_there(tokens, token)
    return _until(name, tokens.ends[token], "ORG") if joined and matter and capital and not taken else None


def _office(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Harn County Sheriff* of *Harn County Sheriff's Office*, *Texas* of *Texas Attorney General's Office*."""
    del following
    behind = _GENERAL.match(tokens.body, name.end) if name.kind in {"ORG", "GPE"} else None
    if behind is not None:
        return _until(name, behind.end(), "ORG")
    if name.kind not in {"ORG", "GPE", "PERSON"} or name.text(tokens.body).rpartition(" ")[2] not in _HOLDERS:
        return None
    found = _OFFICE.match(tokens.body, name.end)
    return _until(name, found.end(), "ORG") if found else None


def _behind_initials(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*J.P.* of *J.P. Morgan*: initials alone are nobody's name."""
    initials = name.kind == "PERSON" and _INITIALS.fullmatch(name.text(tokens.body))
    behind = next(iter(_behind(tokens, name)), None) if initials else None
    if behind is None or not tokens.words[behind].isalpha():
        return None
    taken = any(one.start <= tokens.starts[behind] < one.end for one in following)
    return None if taken else replace(name, end=tokens.ends[behind], score=min(name.score, _MENDED))


def _goes_on_flat(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Lee Hsien* of *Lee Hsien Loong*: the next capitalised word is a part of the person's name by the tree."""
    inside = tokens.within((name.start, name.end))
    if name.kind != "PERSON" or not inside or not tokens.has_syntax:
        return None
    behind = next(iter(_behind(tokens, name)), None)
    if behind is None or tokens.upos[behind] != "PROPN" or tokens.lower[behind] in title_words():
        return None
    flat = tokens.deprel[behind] in {"flat", "flat:name"} and tokens.heads[behind] in inside
    taken = any(one.start <= tokens.starts[behind] < one.end for one in following)
    plain = tokens.words[behind].isalpha() and not tokens.words[behind].isupper()
    if not flat or not plain or taken:
        return None
    return replace(name, end=tokens.ends[behind], score=min(name.score, _MENDED))


def _is_no_name(tokens: Tokens, name: Name) -> bool:
    common = name.text(tokens.body).casefold() in words_of("common_term") or name.text(tokens.body).isdecimal()
    common = common or is_field(tokens, name) or is_common(tokens, name) or is_any(tokens, name)
    common = common or _is_small_noun(tokens, name)
    common = common or (name.text(tokens.body) == "Vice" and tokens.body.startswith(" President", name.end))
    return common or _is_half_a_title(tokens, name) or _is_title_alone(tokens, name) or _is_adjective(tokens, name)


def _is_small_noun(tokens: Tokens, name: Name) -> bool:
    """*importers* of *the importers' association*: a noun without a capital."""
    inside = tokens.within((name.start, name.end))
    if len(inside) != 1 or not tokens.words[inside.start].islower():
        return False
    return tokens.upos[inside.start] == "NOUN" or tokens.body.startswith(("' ", "’ "), name.end)  # as written


def _linked(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Eastern District of* goes with the place behind it; of *Senate of the* the last words are none of its own."""
    body = tokens.body
    rest = next((one for one in following if one.start > name.start), None)
    text = name.text(body)
    link = _LINK.search(text)
    if rest and rest.kind in _PLACES and text == "Port of" and rest.start == name.end + 1:
        return _until(name, rest.end, "FAC")
    if rest and rest.kind in _PLACES and _DISTRICT.fullmatch(body, name.start, rest.start):
        return _until(name, rest.end, "GPE")
    return _until(name, name.start + link.start(), name.kind) if link else None


def _is_half_a_title(tokens: Tokens, name: Name) -> bool:
    """*Foreign Minister Lind*, *the Foreign Minister*."""
    text = name.text(tokens.body)
    word = text.casefold()
    may_be = name.kind in {"NORP", "GPE", "ORG"} and word in title_words()
    if not may_be or country_of(word) or word in _bodies() or text in peoples():
        return False
    behind = next(iter(_behind(tokens, name)), None)
    return behind is not None and tokens.lower[behind] in title_words()


def _is_title_alone(tokens: Tokens, name: Name) -> bool:
    """*the Treasurer, Jane Roe*: an office that was taken for a body or place; *the Navy* is one."""
    word = name.text(tokens.body).casefold()
    entry = title_words().get(word)
    office = entry is not None and entry.kind != "modifier"
    return name.kind in {"ORG", "GPE", "NORP"} and office and word not in _bodies() and country_of(word) is None


def _is_adjective(tokens: Tokens, name: Name) -> bool:
    """*the Federal government*: an adjective that was taken for a body or a people."""
    inside, text = tokens.within((name.start, name.end)), name.text(tokens.body)
    if len(inside) != 1 or tokens.upos[inside.start] != "ADJ" or text.isupper():
        return False
    common = name.kind == "NORP" and text.casefold() in words_of("common_body_word") and text not in peoples()
    behind = inside.stop if inside.stop < len(tokens) else inside.start
    return (common or name.kind == "ORG") and tokens.upos[behind] == "NOUN" and tokens.words[behind].islower()


def _nicknamed(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Glenn "GT" Thompson*: a person's name goes on behind the nickname in its middle."""
    nickname = _NICKNAME.match(tokens.body, name.end) if name.kind == "PERSON" else None
    if nickname is None or (nickname.group(1) == "(" and " " in name.text(tokens.body)):
        return None
    rest = next((one for one in following if one.end > nickname.start()), None)
    if rest is not None and rest.kind == "PERSON" and rest.end < nickname.end():
        rest = next((one for one in following if one.end > nickname.end()), None)
    if rest is None or rest.kind not in {"PERSON", "ORG"} or not nickname.start() < rest.start <= nickname.end():
        return None
    return replace(name, end=rest.end, score=min(name.score, _MENDED))


def _storm(tokens: Tokens, name: Name, _: Sequence[Name]) -> Name | None:
    """*Hurricane Petra*: what a storm is called goes with the word for it, and is no person or place."""
    inside = tokens.within((name.start, name.end))
    word = inside.start if len(inside) > 1 else inside.start - 1
    if name.kind not in _MAY_BE_STORM or not 1 <= len(inside) <= 2 or word < 0:  # noqa: PLR2004
        return None
    apart = tokens.ends[word] + 1 != tokens.starts[word + 1]
    if apart or tokens.lower[word] not in words_of("storm_noun") or not tokens.words[word][:1].isupper():
        return None
    start = tokens.starts[word]
    return replace(name, start=start, kind="EVENT", score=min(name.score, _MENDED), title=(start, start))


def _opened(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Port* and its like name nothing by themselves: the capitalised word behind is the rest of the name."""
    if name.kind not in _PLACES or name.text(tokens.body).casefold() not in words_of("place_opening"):
        return None
    if tokens.body.startswith(" of ", name.end):  # *Port of Seaforth*
        place = next((one for one in following if one.start == name.end + len(" of ")), None)
        return _until(name, place.end, "FAC") if place and place.kind in _PLACES else None
    behind = next(iter(_behind(tokens, name)), None)
    if behind is None:
        return None
    rest = next((one for one in following if one.start == tokens.starts[behind] and one.kind != "NORP"), None)
    return _until(name, rest.end if rest else tokens.ends[behind], name.kind)


def _headed(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """A name goes on to the capitalised noun of bodies or laws that is its head, if no person's name is in between.

    A people's and a body's name side by side stay two: *the German* and *Foreign Ministry*; a *Canadian Company* of a
    headline has no name.
    """
    if name.kind not in _MAY_GO_ON:
        return None
    others = {one.start for one in following if one.kind == "PERSON" or name.kind == "NORP"}
    for token in _behind(tokens, name):
        if tokens.starts[token] in others or tokens.upos[token] not in {"PROPN", "NOUN", "ADJ"}:
            return None
        kind = _heads().get(tokens.lower[token])
        right_behind = tokens.starts[token] == name.end + 1
        if kind and _ends_there(tokens, token) and not (right_behind and _is_people(tokens, name)):
            return _until(name, tokens.ends[token], kind)
    return None


def _is_people(tokens: Tokens, name: Name) -> bool:
    text = name.text(tokens.body)
    return name.kind == "NORP" and (text in peoples() or country_of(text) is not None)


def _ends_there(tokens: Tokens, token: int) -> bool:
    """Whether no capitalised word but a title stands behind, so that the noun is the last of the name.

    *Domestic Policy Council Director Susan Rice*.
    """
    if token + 1 >= len(tokens) or tokens.lower[token + 1] in title_words():
        return True
    return not (tokens.words[token + 1][:1].isupper() and tokens.upos[token + 1] in {"PROPN", "NOUN"})


def _until(name: Name, end: int, kind: EntityKind) -> Name:
    return replace(name, end=end, kind=kind, score=min(name.score, _MENDED), title=(name.start, name.start))


def _behind(tokens: Tokens, name: Name) -> Iterator[int]:
    """The capitalised words right behind a name, one blank before each."""
    end = name.end
    for token in range(
        tokens.token_at(name.end - 1) + 1, min(tokens.token_at(name.end - 1) + 1 + _LONGEST, len(tokens))
    ):
        together = tokens.body[end : tokens.starts[token]] == " " and tokens.words[token][:1].isupper()
        if not together:
            return
        yield token
        end = tokens.ends[token]


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    """Words that are bodies' names by themselves as well: *Navy Captain Roe*."""
    return frozenset(row.word for row in NameWord.rows() if row.kind == "ORG")


@lru_cache(maxsize=1)
def _heads() -> dict[str, EntityKind]:
    """Nouns that head the names of bodies or laws as nothing else (*mission*, *amendment*), and of which."""
    return {
        row.word: row.kind
        for row in KindEvidence.rows()
        if row.signal == "head" and row.kind in _HEADED and row.weight >= _SURE
    }


_READINGS = (
    *(
        partners,
        with_legal_form,
        before_legal_form,
        behind_class,
        mission,
        body_of_town,
        region,
        before_district,
        with_article,
        ship,
        attorneys,
        landform,
        body_of_state,
        contest,
        committee,
        committee_on,
        district,
        outpost,
        people_of_party,
        model,
        of_party,
        of_two,
        department,
        day_of,
        act,
        pacific,
        without_office,
        without_adjective,
        compound,
    ),
    *(_coordinated, _linked, _opened, _headed, _nicknamed, _storm, _office, _behind_initials, _goes_on_flat),
)
_HEADED = frozenset({"ORG", "LAW", "FAC"})
_SURE = 4.0
"""Weight from which a head is that of one kind alone."""
