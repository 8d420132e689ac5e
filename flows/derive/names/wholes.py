"""Names that go on beyond what the annotator found: ships, bodies of states, contests and seasons of a year."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from flows.derive.names.find import Name
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.listed import us_states
from seeds.people import title_words
from seeds.rows import KindEvidence
from seeds.word_classes import words_of

_MENDED = 0.6
"""Confidence in a name that was cut short: that of the others that are mended."""
_LOOK_BACK = 24
"""Characters before a name in which a state or the letters of a ship stand: *District of Columbia* is the longest."""
_SHIP = r"(?:USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|RMS|INS|KRI|BRP|MV|M/V|MS|MT|RV|R/V|SS)"
_OF_SHIP = re.compile(rf"\b{_SHIP} \Z")
_AT_SHIP = re.compile(rf"{_SHIP} (?=[A-Z])")
_SHIP_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|[A-Z]\.|of|the(?= [A-Z])|II|III)){0,3}(?<! of)(?<! the)")
_GOES_ON = re.compile(r"(?: (?:hurricane|typhoon|cyclone))? season\b| by-elections?\b| special election\b| primary\b")
_OF_YEAR = re.compile(r"(?:19|20)\d\d (?:[A-Z][\w’'-]+ ){1,4}(?:by-elections?|special election|primary)\b")
_STATE_BODY = re.compile(
    r"State (?:Police|Patrol|Troopers|University|Senate|House|Legislature|Capitol|Board|Department)\b"
)
_COUNTY = re.compile(
    r"(?<![\w-])(?:[A-Z][\w.’'-]+ ){1,2}County (?:Sheriff|District Attorney|Prosecutor|Coroner)['’]s "  # as written
    r"(?:Office|Department)"
)
_STATE = re.compile(rf"(?:{'|'.join(us_states())}) (?:State (?:Police|Patrol)|Highway Patrol)\b")
_WHOLE_ACT = re.compile(
    r"(?<=[Tt]he )[A-Z][\w’'-]+ (?:(?!Act\b)(?:[A-Z][\w’'-]+|for|of|and|the|to|in) ){0,7}Act\b(?: of (?:19|20)\d\d)?"
)
_SITE = re.compile(
    r"(?<![\w’'-])(?!(?:The|An?|At|In|On|From|Near|Outside|International|National|Regional|American) )"  # as written
    r"(?:[A-Z][\w’'-]+ ){1,5}"
    r"(?:Airport|Cemetery|Jail|Memorial|Monument|Penitentiary|Prison|Stadium|Theat(?:re|er))\b(?![’'-]| [A-Z])"
)
_ROAD = re.compile(r"(?:Highway|Interstate|Route) \d{1,3}\b(?!-)")
_LANDFORMS = ("valley", "river", "basin", "peninsula", "plateau", "desert", "delta", "strait")
_LAND = re.compile(
    r"(?<=[Tt]he )(?!(?:North|South|East|West|Northern|Southern|Eastern|Western|Upper|Lower) [a-z])"  # as written
    rf"[A-Z][\w’'-]+ (?:{'|'.join(_LANDFORMS)})\b"
)
_MUSEUM = re.compile(r"(?<=[Tt]he )Museum of (?:[A-Z][\w’'-]+ )?[A-Z][\w’'-]+(?![\w’'-])(?! [A-Z])")
_PORT = re.compile(r"(?:(?<= in )|(?<= of )|(?<= at )|(?<= to )|(?<= from )|(?<= near ))Port [A-Z][a-zé]+(?! [A-Z])")
_STATE_OF_OFFICE = re.compile(
    rf"\b(?:{'|'.join(us_states())})(?= (?:State (?:Representative|Senator)|(?:Rep|Sen|Gov)\.|Governor) [A-Z])"
)
_CAPITAL = re.compile(r"Washington, D\.C\.")
_PASSED_OVER: tuple[tuple[str, tuple[re.Pattern[str], EntityKind]], ...] = (
    (" County ", (_COUNTY, "ORG")),
    (" State P", (_STATE, "ORG")),
    (" Patrol", (_STATE, "ORG")),
    (" Act", (_WHOLE_ACT, "LAW")),
    (", D.C.", (_CAPITAL, "GPE")),
    ("Museum of ", (_MUSEUM, "ORG")),
    (" Port ", (_PORT, "GPE")),
    *((f" {word}", (_LAND, "LOC")) for word in _LANDFORMS),
    *((office, (_STATE_OF_OFFICE, "GPE")) for office in (" State ", " Rep.", " Sen.", " Gov")),
    *((word, (_ROAD, "FAC")) for word in ("Highway ", "Interstate ", "Route ")),
    *((word, (_SITE, "FAC")) for word in (" Airport", " Cemetery", " Jail", " Memorial", " Monument")),
    *((word, (_SITE, "FAC")) for word in (" Penitentiary", " Prison", " Stadium", " Theat")),
    *((letters, (re.compile(rf"{letters}{_SHIP_NAME.pattern}"), "PRODUCT")) for letters in ("USS ", "HMS ", "MV ")),
)
_MATTER = re.compile(r" on (?:the )?[A-Z][\w’'-]+(?:(?:,? and|,)? (?!on\b)[A-Z][\w’'-]+){0,5}")
_MATTERS = re.compile(r"(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?){0,4},? and [A-Z][a-z]+(?: [A-Z][a-z]+)?")
_FIELDS = re.compile(r"(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?){1,4},? and(?: the)? [A-Z][a-z]+(?: [A-Z][a-z]+)?")
_DAY = re.compile(r"(?: (?:in|of|for|and|the|[A-Z][\w’'-]+)){0,4} (?:Day|Week|Month)\b")
_ACT = re.compile(r"(?: (?!Act\b)(?:[A-Z][\w’'-]+|of|and|for|the|to|in|on|from)){1,9}(?<= )Act\b(?: of (?:19|20)\d\d)?")
_OF_ITS_YEAR = re.compile(r" of (?:19|20)\d\d\b")
_ATTORNEYS = ("Attorney's Office", "Attorney’s Office")  # as written
_DISTRICT_OFFICE = re.compile(r" for the (?:[A-Z][a-z]+ern |Middle |Central )?District of [A-Z][a-z]+(?: [A-Z][a-z]+)?")
_MAY_BE_ACT = frozenset({"ORG", "EVENT", "WORK_OF_ART", "GPE", "LOC", "FAC", "PRODUCT"})
_COMMITTEES = ("Committee", "Subcommittee")
_CHAMBER = re.compile(r"\b(?:Senate|House)(?: [A-Z]\w+,?){1,6} and \Z")
_LONGEST_CHAMBER = 80
"""Characters of the fields of a committee before its last one."""
_MAY_BE_LAND = frozenset({"PERSON", "ORG", "GPE", "LOC"})
_MAY_BE_SHIP = frozenset({"ORG", "PERSON", "GPE", "FAC", "LOC", "PRODUCT"})


def with_passed_over(body: str, names: Sequence[Name]) -> Sequence[Name]:
    """The names, with county offices, bodies of states and ships that the annotator passed over altogether."""
    forms = [form for needle, form in _PASSED_OVER if needle in body]
    found = dict.fromkeys((*match.span(), kind) for form, kind in dict.fromkeys(forms) for match in form.finditer(body))
    if not found:
        return names
    taken = {at for name in names for at in range(name.start, name.end)}
    new = [
        Name(start, end, kind, _MENDED, (start, start))
        for start, end, kind in found
        if taken.isdisjoint(range(start, end))
    ]
    return sorted([*names, *new], key=lambda name: (name.start, name.end)) if new else names


def attorneys(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*U.S. Attorney's Office* goes on with *for the District of Arizona*."""
    del following
    found = _DISTRICT_OFFICE.match(tokens.body, name.end) if name.kind == "ORG" else None
    if found is None or not tokens.body.endswith(_ATTORNEYS, name.start, name.end):
        return None
    return replace(name, end=found.end())


def ship(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Ronald Reagan* of *the USS Ronald Reagan* is no president."""
    del following
    body = tokens.body
    if name.kind not in _MAY_BE_SHIP:
        return None
    before = _OF_SHIP.search(body, max(name.start - _LOOK_BACK, 0), name.start)
    start = before.start() if before else name.start
    letters = _AT_SHIP.match(body, start)
    called = _SHIP_NAME.match(body, letters.end()) if letters else None
    if called is None or called.end() < name.end - 1:
        return None
    return replace(
        name, start=start, end=called.end(), kind="PRODUCT", score=min(name.score, _MENDED), title=(start, start)
    )


def landform(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Oster* of *the Oster valley*, which is the valley."""
    del following
    found = _LAND.match(tokens.body, name.start)
    if found is None or name.end >= found.end() or name.kind not in _MAY_BE_LAND:
        return None
    if name.text(tokens.body) in us_states():
        return None  # *the Nevada desert*
    start = name.start
    return replace(name, end=found.end(), kind="LOC", score=min(name.score, _MENDED), title=(start, start))


def body_of_state(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*State Police* of *Massachusetts State Police*, whose first word the annotator passed over."""
    del following
    body = tokens.body
    if name.kind != "ORG" or not _STATE_BODY.match(body, name.start):
        return None
    before = body[max(name.start - _LOOK_BACK, 0) : name.start - 1].split("\n")[-1]
    found = next((one for one in _states() if before.endswith(one)), None) if body[name.start - 1] == " " else None
    start = name.start - len(found) - 1 if found else 0
    return replace(name, start=start, score=min(name.score, _MENDED), title=(start, start)) if found else None


@lru_cache(maxsize=1)
def _states() -> tuple[str, ...]:
    return tuple(sorted(us_states(), key=lambda one: (-len(one), one)))


def committee(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Transportation Committee* of *the Senate Commerce, Science, and Transportation Committee*."""
    del following
    body = tokens.body
    if (
        name.kind != "ORG"
        or not body.endswith(_COMMITTEES, name.start, name.end)
        or not body.endswith("and ", 0, name.start)
    ):
        return None
    before = _CHAMBER.search(body, max(name.start - _LONGEST_CHAMBER, 0), name.start)
    start = before.start() if before else 0
    return replace(name, start=start, score=min(name.score, _MENDED), title=(start, start)) if before else None


def department(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Department of Agriculture* goes on with *, Fisheries and Forestry*: all are its fields."""
    del following
    opening = name.text(tokens.body).partition(" ")[0].casefold()
    found = (
        _FIELDS.match(tokens.body, name.end) if name.kind == "ORG" and opening in words_of("portfolio_noun") else None
    )
    fields = found[0].replace(",", " ").casefold().split() if found else []
    whole = found and words_of("common_body_word").issuperset(fields)
    return replace(name, end=found.end(), score=min(name.score, _MENDED)) if found and whole else None


def day_of(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*National Women and Girls* of *National Women and Girls in Sports Day*."""
    del following
    found = _DAY.match(tokens.body, name.end) if name.kind in {"ORG", "EVENT", "NORP"} else None
    if found is None or not name.text(tokens.body).startswith(("National ", "World ", "International ", "Global ")):
        return None
    return replace(name, end=found.end(), kind="EVENT", score=min(name.score, _MENDED))


def act(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Newborn Screening* of *the Newborn Screening Saves Lives Act*, *Fair Rents Act* of that *of 2019*."""
    del following
    if name.kind == "LAW" or tokens.body.endswith((" Act", " Law"), name.start, name.end):
        found = _OF_ITS_YEAR.match(tokens.body, name.end)
        is_law = name.kind == "LAW" or name.kind not in _MAY_BE_ACT or " " not in name.text(tokens.body)
        if found is None and is_law:
            return None
        return replace(name, end=found.end() if found else name.end, kind=name.kind if is_law else "LAW")
    found = _ACT.match(tokens.body, name.end) if name.kind in {"ORG", "EVENT", "WORK_OF_ART"} else None
    if found is None or not tokens.body.endswith(("the ", "The "), max(name.start - 4, 0), name.start):
        return None
    return replace(name, end=found.end(), kind="LAW", score=min(name.score, _MENDED))


def pacific(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Indo* of *Indo-Pacific*, *Middle* of *Middle Eastern*."""
    del following
    if name.text(tokens.body) == "Middle" and tokens.body.startswith(" Eastern", name.end):
        return replace(name, end=name.end + len(" Eastern"), kind="NORP", title=(name.start, name.start))
    if name.text(tokens.body) not in {"Indo", "Asia"} or not tokens.body.startswith("-Pacific", name.end):
        return None
    return replace(name, end=name.end + len("-Pacific"), kind="LOC", title=(name.start, name.start))


def committee_on(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*House Subcommittee* goes on with *on Harbour Safety*, *Subcommittee on Trade* with *, Ports, and Fees*."""
    text = name.text(tokens.body)
    if name.kind != "ORG" or "ommittee" not in text:
        return None
    found = (_MATTER if text.endswith(_COMMITTEES) else _MATTERS).match(tokens.body, name.end)
    if found is None or ("ommittee on " not in text and not text.endswith(_COMMITTEES)):
        return None
    others = any(one.start < found.end() and one.kind in {"PERSON", "GPE"} for one in following)
    return None if others else replace(name, end=found.end(), score=min(name.score, _MENDED))


def compound(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Pittsburgh Workforce* of *the Pittsburgh Workforce Hub*: by the tree the name is but the first part of it."""
    inside = tokens.within((name.start, name.end))
    if name.kind != "ORG" or len(inside) <= 1 or not tokens.has_syntax or inside.stop + 1 >= len(tokens):
        return None
    head = inside.stop
    taken = any(one.start <= tokens.starts[head] < one.end for one in following)
    if (
        taken
        or not _is_first_part(tokens, inside)
        or tokens.words[head + 1][:1].isupper()
        or tokens.once(_in_headline, tokens.sentence[head])
    ):
        return None
    return replace(name, end=tokens.ends[head], score=min(name.score, _MENDED))


def _is_first_part(tokens: Tokens, inside: range) -> bool:
    """Whether the noun behind governs a name's last word, and neither is the head of a body nor what bodies pass."""
    last, head = inside.stop - 1, inside.stop
    word = tokens.words[head]
    plain = word.istitle() and word.isalpha() and tokens.upos[head] in {"PROPN", "NOUN"}
    other = tokens.lower[head] in title_words() or tokens.lower[head] in words_of("lone_noun")
    part = (
        tokens.heads[last] == head
        and tokens.deprel[last] == "compound"
        and tokens.starts[head] == tokens.ends[last] + 1
    )
    return part and plain and not other and tokens.lower[last] not in _heads_of_bodies()


@lru_cache(maxsize=1)
def _heads_of_bodies() -> frozenset[str]:
    heads = frozenset(row.word for row in KindEvidence.rows() if row.signal == "head" and row.kind == "ORG")
    return heads | words_of("body_noun") | words_of("company_noun") | words_of("institution_noun")


def _in_headline(tokens: Tokens, sentence: int) -> bool:
    """Whether most words of a sentence have capitals."""
    words = [tokens.words[one] for one in tokens.sentence_tokens(sentence) if tokens.words[one].isalpha()]
    return sum(word[0].islower() for word in words) < len(words) / 2


def contest(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*2020 Harn* of *2020 Harn by-election*, *2019 Atlantic hurricane* of its season: an event goes on to its noun."""
    del following
    found = _GOES_ON.match(tokens.body, name.end) or _OF_YEAR.match(tokens.body, name.start)
    found = found if name.kind == "EVENT" else None
    return replace(name, end=found.end(), score=min(name.score, _MENDED)) if found else None
