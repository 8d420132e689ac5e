"""The names of a document: as the annotator found them, else by capitals and gazetteers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import cast

from flows.derive.text.annotation import NAME_KINDS, Annotation, Span
from flows.derive.text.document import Document
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import EntityKind
from seeds.people import country_of, title_words
from seeds.rows import KnownName, NameWord, SectionCue, UsState
from seeds.word_classes import words_of

_CAPITALISED = re.compile(
    r"(?:\b(?:al|el|de|d|von|van|bin)[-’' ])?\b[A-ZÀ-ÞŁŚŠŽİ][^\W_]*(?:[.&’'-][^\W_]+)*(?:(?<=\b[A-Z])\.)?"
)
_GAP = re.compile(r" (?:of |and the |of the |for |de |la |del |von |van |der |bin |al-)?\Z")
_POSSESSIVE = re.compile(r"['’][sS]?\Z")
_DETERMINER = re.compile(r"(?:the|a|an|this|that|his|her|their|our|its)\s+", re.IGNORECASE)
_SURNAME = re.compile(r"[-‑]([A-Z][\w’']*[a-z])(?![\w-]|\.[A-Z]| [A-Z])(?<!['’]s)")
_SYLLABLE = re.compile(r"-([a-z]{1,5})\b(?!-)")
_WORD = re.compile(r"[^\s,]+")
_WEEKDAY = re.compile(r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
"""A weekday behind a name, which is no part of it: *Somalia Friday*."""
_OFFICE_OF = re.compile(r"\b(\w+) of \Z")
_MEMBER = re.compile(
    r"\((?:(?:[RDI]|Rep|Dem|Ind)\.?[-–—](?P<state>[A-Z]{2})(?=[-–—) ,])"  # as written
    r"|(?P<state_of_district>[A-Z]{2})-(?:\d{1,2}|AL|At[- ]Large)\))"
)
_FULL = 2
"""Words of a given name and a surname."""
_ASSISTANT = re.compile(
    r"(?:\b(?:Acting|Deputy|Special|Senior|Former|Principal) ){0,3}\b"
    r"(?:Assistant|Advis[eo]r|Counsel|Counselor|Aide|Secretary) to the \Z"  # as written
)
"""Whose office is that of somebody's help: *Assistant to the President Ann Roe* is no president."""
_LONGEST_ASSISTANT = 60
_LAND = frozenset({"U.S.", "US", "U.S"})
_OF_JUDGES = frozenset({"District", "Circuit", "State", "Federal", "Magistrate"})
"""Words of offices that the annotator takes for the end of a name: *U.S. Circuit Judge*, *Utah State Senator*."""
_LONGEST_OFFICE = 24  # characters of *Under Secretary of*
_BESIDE_OFFICES = frozenset({"modifier", "honorific"})
"""Kinds of title words that are no office: *State*, *Mr.*."""
_OWNED = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_CASED_SCORE = 0.6
"""Score of a name that capitals and lists alone tell: better than even, below what a network is sure of. Assumed."""
_REPEATED = 0.9
"""How much less an acronym is trusted where it was passed over than where it was found: assumed."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: `title` is the span of the title words before it, empty if there are none."""

    start: int
    end: int
    kind: EntityKind
    score: float
    title: Span

    def text(self, body: str) -> str:
        """The name as written."""
        return body[self.start : self.end]


@lru_cache(maxsize=1)
def _name_words() -> dict[str, EntityKind]:
    return {row.word: row.kind for row in NameWord.rows() if row.kind != "opener"}


@lru_cache(maxsize=1)
def _possessives() -> dict[str, EntityKind]:
    """Names that end as possessives do: *McDonald's*."""
    return {row.form: row.kind for row in KnownName.rows() if row.form.endswith("'s")}


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return frozenset(row.word for row in NameWord.rows() if row.kind == "opener")


@lru_cache(maxsize=1)
def _calendar_words() -> frozenset[str]:
    rows = SectionCue.rows()
    return frozenset(row.cue for row in rows if (row.section, row.match) == ("dateline", "word"))


def find_names(document: Document) -> list[Name]:
    """All names in the order of the text, title, determiner and possessive 's left outside."""
    annotation = document.annotation
    annotated = annotation.has_syntax or len(annotation.name_starts)
    spans = _annotated(annotation) if annotated else _names_by_case(document)
    found = (_trimmed(document.body, start, end, kind, score) for start, end, kind, score in spans)
    names = [name for name in found if name is not None]
    names = _with_possessives(document, names)
    names += _repeated_acronyms(document, names)
    names = _with_states_of_members(document.body, names)
    return _titles_apart(document.body, sorted(names, key=lambda name: (name.start, name.end)))


def _titles_apart(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; *House* of *White House Press Secretary Ann Roe* belongs to the name before, not to the title."""
    found = list(names[:1])
    for before, name in pairwise(names):
        start, end = name.title
        begin = before.end + len(body[before.end : end]) - len(body[before.end : end].lstrip())
        shared = before.start < start < before.end <= end and body[start : before.end] not in _OF_JUDGES
        found.append(replace(name, title=(min(begin, end), end)) if shared else name)
    return found


def _with_possessives(document: Document, names: Sequence[Name]) -> list[Name]:
    """The names, those whole that end as possessives do: *at McDonald's*.

    *Christie's campaign* is that of Chris Christie, if he is named, and *Wendy's mother* has a daughter.
    """
    body, known = document.body, _possessives()
    whole = [body[name.start : name.end + len("'s")].replace("’", "'") for name in names]
    if known.keys().isdisjoint(whole):
        return list(names)
    people = (name.text(body).split() for name in names if name.kind == "PERSON")
    borne = {words[-1] for words in people if len(words) > 1}
    return [
        Name(name.start, name.end + len("'s"), known[text], name.score, (name.start, name.start))
        if text in known and name.text(body) not in borne and not _is_owner(document.tokens, name)
        else name
        for name, text in zip(names, whole, strict=True)
    ]


def _is_owner(tokens: Tokens, name: Name) -> bool:
    """Whether something that a person may have stands behind a person's possessive."""
    behind = tokens.within((name.end + len("'s"), len(tokens.body)))
    return name.kind == "PERSON" and bool(behind) and tokens.upos[behind[0]] in _OWNED


def _repeated_acronyms(document: Document, names: Sequence[Name]) -> Iterator[Name]:
    """Acronyms that are names in half of their places or more and were passed over here."""
    body, tokens = document.body, document.tokens
    known = {name.text(body): name for name in names if _is_acronym(name.text(body)) and name.kind in {"ORG", "GPE"}}
    taken = {start for name in names for start in range(name.start, name.end)} if known else set()
    places = [place for place in zip(tokens.starts, tokens.ends, tokens.words, strict=True) if place[2] in known]
    passed = Counter(word for start, _, word in places if start not in taken)
    seen = Counter(word for _, _, word in places)
    for start, end, word in places:
        like = known[word]
        if start not in taken and 2 * passed[word] <= seen[word]:
            yield Name(start, end, like.kind, like.score * _REPEATED, (start, start))


def _with_states_of_members(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; the states of *Senator Roe (R-FL) and Rep. Poe (SC-04)* are places, and none is passed over."""
    spans = (match.span(match.lastgroup or 0) for match in _MEMBER.finditer(body))
    states = {span for span in spans if body[slice(*span)] in _state_codes()}
    if not states:
        return list(names)
    kept = [replace(name, kind="GPE") if (name.start, name.end) in states else name for name in names]
    taken = {start for name in names for start in range(name.start, name.end)}
    new = (span for span in sorted(states) if taken.isdisjoint(range(*span)))
    return kept + [Name(start, end, "GPE", _REPEATED, (start, start)) for start, end in new]


@lru_cache(maxsize=1)
def _state_codes() -> frozenset[str]:
    return frozenset(row.code for row in UsState.rows())


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isalpha() and text.isupper()


def _annotated(annotation: Annotation) -> Iterator[tuple[int, int, EntityKind, float]]:
    columns = (annotation.name_starts, annotation.name_ends, annotation.name_kind, annotation.name_score)
    for start, end, kind, score in zip(*(column.tolist() for column in columns), strict=True):
        yield start, end, cast("EntityKind", NAME_KINDS[kind]), score


def _trimmed(body: str, start: int, end: int, kind: EntityKind, score: float) -> Name | None:
    """The name without determiner and possessive, its title set apart; None if nothing is left."""
    determiner = _DETERMINER.match(body, start, end)
    if determiner and kind != "WORK_OF_ART":
        start = determiner.end()
    day = _WEEKDAY.search(body, start, end) if kind in {"PERSON", "GPE", "LOC"} else None
    end = day.start() if day else end
    possessive = _POSSESSIVE.search(body, start, end)
    if possessive and body[start : possessive.start()].strip():
        end = possessive.start()
    title = start, start
    if kind == "PERSON":
        end = _before_letters(body, start, _with_syllable(body, end))
        start = _behind_title(body, start, end)
        title = _title_before(body, start)
        end = _with_surname(body, start, end, titled=title[0] < title[1])
    if not any(char.isalnum() for char in body[start:end]) or body[end - 1] in "$€£¥":
        return None  # *US$* is money
    return Name(start, end, kind, score, title)


def as_person(body: str, name: Name) -> Name:
    """A name taken for a person's: title words before and within it are set apart."""
    start = _behind_title(body, name.start, name.end)
    return replace(name, kind="PERSON", start=start, title=_title_before(body, start))


def _with_syllable(body: str, end: int) -> int:
    """Where a name ends that goes on behind a hyphen in lower case (*Moon Jae-in*), as compounds (*Roe-led*) do not."""
    match = _SYLLABLE.match(body, end)
    return match.end() if match and match.group(1) not in words_of("hyphen_suffix") else end


def _before_letters(body: str, start: int, end: int) -> int:
    """Where a name ends before the letters of an honour, a degree or a seat: *Ruth Hargreave KC*, *Sarah Plum MP*."""
    words = list(_WORD.finditer(body, start, end))
    while len(words) > _FULL and words[-1].group().replace(".", "") in words_of("postnominal"):
        words.pop()
    return words[-1].end() if words and body[words[-1].end() : end].strip() else end


def _with_surname(body: str, start: int, end: int, *, titled: bool) -> int:
    """Where a name ends whose second surname stands behind a hyphen (*Ana Duarte-Lima*).

    Two people of one matter (*Roe-Poe*) have neither given name nor title, or both have (*Ann Roe-Tom Poe talks*).
    """
    match = _SURNAME.match(body, end)
    whole = match and (titled or " " in body[start:end]) and match.group(1).lower() not in words_of("hyphen_suffix")
    return match.end() if match and whole else end


def _is_title(word: str) -> bool:
    return word.casefold().replace("’", "'") in title_words()


def _behind_title(body: str, start: int, end: int) -> int:
    """Where the name proper begins; a name of title words alone is kept whole."""
    words = list(_WORD.finditer(body, start, end))
    for word in words[:-1]:
        if not _is_title(word.group()):
            return word.start()
    return words[-1].start() if words and not _is_title(words[-1].group()) else start


def _title_before(body: str, name_start: int) -> Span:
    """The title right before a name, no honorific behind an office among it; empty if there is none."""
    words = _title_words_before(body, name_start)
    start = words[0].start() if words else name_start
    kinds = {_title_kind(word) for word in words}
    office = _OFFICE_OF.search(body, max(0, start - _LONGEST_OFFICE), start) if kinds <= _BESIDE_OFFICES else None
    if words and office is not None and _is_office(office.group(1)):  # *Secretary of State*
        start, kinds = office.start(1), kinds | {"office"}
    if kinds <= {"modifier"}:
        return name_start, name_start
    assistant = _ASSISTANT.search(body, max(0, start - _LONGEST_ASSISTANT), start)
    start = assistant.start() if assistant else start
    ends = [word.end() for word in words if _title_kind(word) != "honorific" or word.group() == "Justice"]
    return start, ends[-1] if ends and not kinds <= _BESIDE_OFFICES else name_start


def _title_kind(word: re.Match[str]) -> str:
    return "modifier" if word.group() in _LAND else title_words()[word.group().casefold()].kind


def _is_office(word: str) -> bool:
    entry = title_words().get(word.casefold())
    return entry is not None and entry.kind == "office"


def _is_office_of_country(word: str, office: str) -> bool:
    """*U.S.* of *Assistant U.S. Attorney Ann Roe*, whose office is none without it."""
    return office.casefold() in words_of("office_of_country") and word in _LAND


def _title_words_before(body: str, name_start: int) -> list[re.Match[str]]:
    """The title words right before a name, in their order."""
    low = max(0, name_start - 80)
    line = max(body.rfind("\n", low, name_start) + 1, low)
    start, found = name_start, list[re.Match[str]]()
    for word in reversed(list(_WORD.finditer(body, line, name_start))):
        between = body[word.end() : start]
        of_country = bool(found) and _is_office_of_country(word.group(), found[-1].group())
        told = of_country or word.group().casefold() in title_words()
        if between.strip() or not told or "\n" in between:
            break
        found.append(word)
        start = word.start()
    return found[::-1]


def _names_by_case(document: Document) -> Iterator[tuple[int, int, EntityKind, float]]:
    """Runs of capitalised words; a word that opens a sentence counts if it is a name elsewhere or is known."""
    body = document.body
    spans = [piece for run in _name_runs(document) for piece in _split_at_title(body, *run)]
    kinds = [_kind_by_form(body, start, end) for start, end in spans]
    people = {body[start:end].split()[-1] for (start, end), kind in zip(spans, kinds, strict=True) if kind == "PERSON"}
    for (start, end), kind in zip(spans, kinds, strict=True):
        if kind:
            surname = kind == "ORG" and _POSSESSIVE.sub("", body[start:end]) in people
            yield start, end, "PERSON" if surname else kind, _CASED_SCORE


def _name_runs(document: Document) -> Iterator[Span]:
    body = document.body
    firsts = _sentence_openers(document, document.tokens)
    runs = [run for row in document.paragraphs for run in _runs(body, row.start_char, row.end_char)]
    inner = {word for start, end in runs if start not in firsts for word in body[start:end].split()}
    for start, end in runs:
        begin = _past_opener(body, start, end, inner) if start in firsts else start
        determiner = _DETERMINER.match(body, begin, end)
        if begin < end:
            yield determiner.end() if determiner else begin, end


def _split_at_title(body: str, start: int, end: int) -> Iterator[Span]:
    """A run with title words inside (*Iraqi Prime Minister Roe*) is a name before them and a name behind them."""
    words = list(_WORD.finditer(body, start, end))
    titles = [index for index, word in enumerate(words[:-1]) if _is_title(word.group())]
    calendar = [index for index, word in enumerate(words) if index and word.group().casefold() in _calendar_words()]
    if calendar:
        yield from _split_at_title(body, start, words[calendar[0] - 1].end())
        return
    if not titles or title_words()[words[titles[-1]].group().casefold()].kind == "modifier":
        yield start, end
        return
    if titles[0] > 0:
        yield start, words[titles[0] - 1].end()
    yield words[titles[-1] + 1].start(), end


def _sentence_openers(document: Document, tokens: Tokens) -> set[int]:
    """Offsets of words that a capital is due to anyway."""
    found: set[int] = set()
    for first in tokens.sentence_first:
        token = first
        while token + 1 < len(tokens) and not tokens.words[token][0].isalnum():
            token += 1
        found.add(tokens.starts[token])
    for match in re.finditer(r"[“\"‘:—]\s?(?=\w)", document.body):
        found.add(match.end())
    return found


def _runs(body: str, start: int, end: int) -> Iterator[Span]:
    run: Span | None = None
    for match in _CAPITALISED.finditer(body, start, end):
        if run and _GAP.match(body, run[1], match.start()) and body[run[1] - 1] != "'":
            run = (run[0], match.end())
            continue
        if run:
            yield run
        run = match.span()
    if run:
        yield run


def _past_opener(body: str, start: int, end: int, inner: set[str]) -> int:
    """Where the name in a run that opens a sentence begins; `end` if there is none."""
    words = list(_WORD.finditer(body, start, end))
    first = _POSSESSIVE.sub("", words[0].group())
    known = first in inner or country_of(first) or country_of(_POSSESSIVE.sub("", body[start:end])) or _is_title(first)
    if known or (len(words) > 1 and first.lower() not in _openers()):
        return start
    return words[1].start() if len(words) > 1 and words[1].group()[0].isupper() else end


def _kind_by_form(body: str, start: int, end: int) -> EntityKind | None:
    """What a capitalised run names, by gazetteers and form; None for calendar words, pronouns and single letters."""
    name = _POSSESSIVE.sub("", body[start:end])
    words = name.casefold().split()
    country = country_of(name)
    if country:
        return "NORP" if country.form_kind == "demonym" else "GPE"
    if len(name) == 1 or all(word.strip(".") in _calendar_words() for word in words):
        return None
    kinds = _name_words()
    if words[-1] in kinds:
        return kinds[words[-1]]
    if words[0] in kinds or name.isupper() or " of " in name:
        return "ORG"
    return "PERSON" if len(words) > 1 or _title_before(body, start)[0] < start else "ORG"
