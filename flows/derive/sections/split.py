"""Which part of an article each paragraph is, by general rules over its form, its place and cue words.

The cue words are in `seeds/reference/section_cues.csv`. What no rule claims is body. Lines to other stories
are told from the text by their form (a title, not a sentence) and their company (a run of them), and only in
texts that otherwise are written in sentences, so that poems, lists and transcripts stay whole.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple, get_args

from flows.derive.sections.blocks import blocks
from flows.derive.sections.prompts import mark_prompts
from flows.derive.sections.tail import mark_head, mark_tail
from flows.derive.text.annotation import Span
from schemas.article import Article
from schemas.rows import Paragraph
from schemas.vocabulary import Section
from seeds.rows import SectionCue, SectionMatch
from seeds.word_classes import words_of

_STOPS = frozenset(".!?…")
_CLOSING = "\"'”’»)]*"
_FULL_STOP = re.compile(r"""(?:[.…]|[.!?…,]["”’»]+|[!?]["')\]])["'”’»)\]*]*\Z""")
_ITEM = re.compile(r"(?:[-*•‣–—>]|\(?\d{1,3}[.)]|[a-z][.)])\s")
_LABELLED = re.compile(r"\A[‘“'\"]?[^.:]{3,60}[’”'\"]?:(?=[^\s\d/])")
_SPEAKER_LABEL = re.compile(r"\A(?:[A-Z][A-Z.' ’-]*|[QA]|[A-Z]\w+(?: [A-Z]\w+)?):\s")
_DATELINE = re.compile(
    r"\A[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?: ?\((?:[A-Z][\w ]{1,20})\))?"
    r"(?:, \w{3,9}\.? \d{1,2})?"
    r" ?(?:[-–—_]{1,2}|:)?\Z"
)
_CREDITED = re.compile(
    r"\((?:(?=[^()]* [^()]*\))[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)* ?/ ?[A-Z][\w.'’ -]+"
    r"|(?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture)(?: [Cc]redit)?(?: [Bb]y |: ?)[^()]{3,60})\)\.?\Z"
)
"""A credit behind a caption: *(Ann Lee/The Courier)*, *(Image credit: The Courier)*."""
_ADDRESS = re.compile(r"\(?(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+)\Z")
_AGENCIES = re.compile(r"\((?:[A-Z]{2,}|[Ww]ith|and|[Aa]gencies)(?:[ ,/&]+(?:[A-Z]{2,}|with|and|agencies))*\)")
"""Whose the words are: *(AFP)*, *(NORTH WIRE with AFP)*."""
_CODED = re.compile(r"[A-Za-z0-9+/]{8,}={1,2}")
"""What a page's program left over, in Base64."""
_STAMP = re.compile(r"\d:\d\d(?=.*[A-Za-z]{3})|[A-Za-z]{3}.*\d:\d\d")
_SOURCE = re.compile(r"SOURCE:? (?-i:[A-Z0-9])[^.!?]{1,80}\.?\Z")
"""Who sent a release: *SOURCE Kestrel Foods*."""
_MAIL = re.compile(r"(?<=\w)[\s,|]+[\w.+-]+@[\w-]+\.[\w.-]+\Z")
"""An address behind a writer's name."""
_OF_ITSELF = re.compile(
    r"\W*(?:(?:an|the|a) (?:[a-z]{2,12} )?(?:version|draft) of "
    r"(?:this|the|our)|this) (?:article|story|text|piece|post|report|page|column|feature|interview|headline|caption)"
    r"(?: (?:was|has|had|have|been|first|originally|also|since|on [\w ,]{1,30})){1,4}"
    r" (?P<done>correct|updat|amend|chang|edit|clarif|revis|publish|appear|ran\b|adapt|translat|produc|written|made)"
)
_MENDED = ("correct", "updat", "amend", "chang", "clarif", "revis")
"""What a text says of itself: *This article first appeared in …*; what was mended in it: *This text was amended …*."""
_LABELLED_MEND = re.compile(
    r"\W*(?:correction|clarification|update|amendment|editor'?s'? note)s?(?P<when>(?:[^!?:]|:(?=\d)){1,50}?)[:–—](?=\s)"
)
"""What was mended, under a label that says when: *Correction, May 7:*, *Update (3 March 2026):*."""
_HELPED = re.compile(
    r"[—–-]? ?(?:[A-Z][\w.'’,& -]{4,80}? contributed(?: [a-z]+){0,2} (?:reporting|research|photography|translation)"
    r"|[A-Z][\w.'’-]+(?:,? (?:[A-Z][\w.'’-]+|and|&)){1,12} contributed)\.?\Z"
)
"""Who else wrote it: *Nadia Ferro contributed data reporting.*, *—Nadia Ferro contributed.*"""
_LISTED = re.compile(r",| and | & |\|")
_LASTS = re.compile(r"[\s.,|•·–—-]*\b\d{1,2}[ -]min(?:ute)?s?(?: read)?\W*\Z", re.IGNORECASE)
"""How long it takes to read, behind who wrote it: *Ann Lee, health editor. 4-minute read*."""
_GOES_ON = re.compile(r"\W*(?:(?:the|this|our) )?(?:story|article|text|report|piece) (?:continues|goes on|resumes)\b")
_LINE_OF_TEXT = re.compile(r"[^\n]*\S[^\n]*")
_SECTIONS: Mapping[str, Section] = {section: section for section in get_args(Section)}
_BESIDE = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+(?=(?:[Pp]ublished|[Pp]osted|[Uu]pdated)\b)|(?<=[\dMm.]) (?=[Bb]y [A-Z])")
"""What parts a line of names from one of dates."""
_PUBLISHED = re.compile(r"\W*(?:first |last )?(?:published|posted|updated)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_ENDS = "([{\"'“‘”’)]} \t.,:;!?*#=|-–—_•"
_LONGEST_CUED = 450
"""Characters of a block that cue words alone settle; a longer one is of the story, whatever it mentions. Assumed."""
_LONGEST_LINE = 200
"""Characters of a headline or of a line that leads elsewhere: assumed, some thirty words."""
_SENTENCE_SHARE = 0.6
"""Share of an article's letters in blocks that end as sentences: below, it is a list, and lines are no furniture."""
_FRONT = 6
"""Blocks in front in which headline, byline and dateline stand: title, subtitle, author, agency, place, day."""
_FEWEST_WORDS = 4
"""Words of the shortest sentence, and long words from which title case shows: assumed."""
_MANY_BLANKS = 20
"""Blanks from which a block has `_FEWEST_WORDS` however they are doubled: asked first, for it is quick."""
_START = 2
"""Letters by which cues that begin a block are looked up; only © is shorter."""
_OPENING_SIZES = range(1, 7)
"""Letters by which it is asked whether any cue begins a block."""
_LONG_WORD = 4
"""Letters from which a title writes a word with a capital: *With*, but *the*, *for*."""
_MOST_TITLE_WORDS = 20
"""Words of a headline that ends in a stop: assumed."""
_FEWEST_TEASER_WORDS = 5
"""Words of another story's title, at least: fewer are a heading within the text. Assumed."""
_MOST_TEASER_WORDS = 30
"""Words of another story's title, at most: assumed."""
_MOST_BYLINE_WORDS = 14
"""Words of a byline: two or three authors and their paper."""
_LONGEST_BYLINE = 120
"""Characters of a byline: `_MOST_BYLINE_WORDS` of eight letters each."""
_LONGEST_DATELINE = 80
"""Characters of a line that is a dateline alone: place, country, day and agency."""
_LONGEST_COUNT = 40
"""Characters of a line that counts what stands beside a story: assumed."""
_SIGNED = ("posted by ", "written by ", "story by ", "reported by ", "words by ", "text by ")
_NAME_WORDS = range(2, 6)
"""Words of a name in a byline: *Jane Roe* to *Ana Maria de la Cruz*."""
_NAME_JOINERS = words_of("byline_joiner")


@lru_cache(maxsize=64)
def _cues(section: Section, match: SectionMatch) -> tuple[str, ...]:
    return tuple(row.cue for row in SectionCue.rows() if (row.section, row.match) == (section, match))


@lru_cache(maxsize=64)
def _joint_cues(section: Section) -> tuple[tuple[str, list[str]], ...]:
    parts = (cue.split(" + ") for cue in _cues(section, "together"))
    return tuple((first, others) for first, *others in parts)


@lru_cache(maxsize=64)
def _cue_set(section: Section, match: SectionMatch) -> frozenset[str]:
    return frozenset(_cues(section, match))


def split_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Every non-blank block of the body, in order, with its section; white space at its ends left outside."""
    spans = blocks(article.body)
    texts = [article.body[start:end] for start, end in spans]
    sections = sections_of(texts, _hints(article, spans), article.byline)
    rows = zip(spans, sections, strict=True)
    return tuple(
        Paragraph(article_id=article.article_id, paragraph=index, start_char=start, end_char=end, section=section)
        for index, ((start, end), section) in enumerate(rows)
    )


def sections_of(texts: Sequence[str], hints: Sequence[str] | None = None, byline: Sequence[str] = ()) -> list[Section]:
    """The section of each block of an article.

    Args:
        texts: all its blocks, in order.
        hints: what the format says of each.
        byline: the people who wrote it.
    """
    cued = _cued(texts)
    sections = list(cued)
    if hints:
        sections = [_hinted(section, hint) for section, hint in zip(sections, hints, strict=True)]
    if _in_sentences(texts):
        mark_prompts(texts, sections)
        _mark_authors(texts, sections, byline)
        _mark_front(texts, sections)
        _mark_last_moments(texts, sections)
        mark_head(texts, sections)
        mark_tail(texts, sections, byline)
        _mark_links(texts, sections)
    if hints:
        sections = [_kept(*each) for each in zip(sections, hints, cued, strict=True)]
    return sections


def _hints(article: Article, spans: Sequence[Span]) -> list[str] | None:
    """What the format says of each block: of its first line."""
    if article.section_hints is None:
        return None
    starts = [match.start() for match in _LINE_OF_TEXT.finditer(article.body)]
    return [article.section_hints[bisect_right(starts, start) - 1] for start, _ in spans]


def _hinted(section: Section, hint: str) -> Section:
    """What words say goes before what markup says, for a page's classes name its design."""
    return _SECTIONS.get(hint, section) if section == "body" else section


def _kept(section: Section, hint: str, cued: Section) -> Section:
    """Prose that links nowhere is no headline and no line to another story, whatever its form and place."""
    return cued if hint == "text" and section in ("headline", "related") else section


def _plain(text: str) -> str:
    return text.replace("’", "'").casefold()


class _Cued(NamedTuple):
    """The cues that may stand anywhere in a block, or together, and do stand somewhere in the article."""

    anywhere: tuple[str, ...]
    together: tuple[tuple[str, list[str]], ...]


_CUED: Final[tuple[Section, ...]] = ("correction", "boilerplate", "caption", "related")
"""The sections that cue words alone tell; the first that does."""


def _cued(texts: Sequence[str]) -> list[Section]:
    """The section that cue words in each block alone give it; `body` if none does.

    Cues that may stand anywhere are looked for in the whole article first: most are in none of its blocks.
    """
    plains = ["" if len(text) > _LONGEST_CUED else _plain(text) for text in texts]
    whole = "\n".join(plains)
    met = {
        section: _Cued(
            tuple(cue for cue in _cues(section, "anywhere") if cue in whole),
            tuple(joint for joint in _joint_cues(section) if joint[0] in whole),
        )
        for section in _CUED
    }
    met = {section: cued for section, cued in met.items() if cued.anywhere or cued.together}
    return [_cued_alone(text, plain, met) if plain else "body" for text, plain in zip(texts, plains, strict=True)]


def _cued_alone(text: str, folded: str, met: Mapping[Section, _Cued]) -> Section:
    plain = folded.strip("([*_ \t•–—")
    whole = folded.strip(_ENDS) or folded.strip()
    if itself := _of_itself(plain):
        return itself
    if _is_labelled_mend(plain):
        return "correction"
    known, starts = whole in _wholes(), _may_start(plain)
    for section in _CUED if met or known or starts else ():
        if (known and whole in _cue_set(section, "whole")) or (section in met and _holds(plain, met[section])):
            return section
        if starts and _starts(plain, section) and (section != "related" or _may_be_link(text, plain)):
            return section
    if _ends(plain) or (text.endswith((")", ").")) and _CREDITED.search(text)):
        return "caption"
    return "boilerplate" if _is_count(plain) or _is_bare(text) or _is_help(text, plain) else "body"


def _is_help(text: str, plain: str) -> bool:
    return "contributed" in plain and _HELPED.match(text) is not None


def _of_itself(plain: str) -> Section | None:
    """What a block says of the article that it stands in."""
    if plain[:1] not in "atos" or not plain:
        return None
    if told := _OF_ITSELF.match(plain):
        return "correction" if told["done"] in _MENDED or "changed" in plain else "boilerplate"
    return "boilerplate" if _GOES_ON.match(plain) else None


def _is_labelled_mend(plain: str) -> bool:
    """Whether a block begins with a label for what was mended and nothing but when: a day, an hour."""
    if plain[:1] not in "acue" or not (told := _LABELLED_MEND.match(plain)):
        return False
    words = _WORD.findall(told["when"])
    return bool(words) and all(word[0].isdigit() or word in _cue_set("dateline", "word") for word in words)


def _is_bare(text: str) -> bool:
    """A line of an address, of who sent a release, or of nothing but marks."""
    if _ADDRESS.match(text) or _SOURCE.match(text) or _AGENCIES.fullmatch(text) or _CODED.fullmatch(text):
        return True
    return not any(map(str.isalnum, text))


def _is_count(plain: str) -> bool:
    """A line of a number and what is counted beside a story: *12 comments*."""
    if len(plain) > _LONGEST_COUNT:
        return False
    words = _WORD.findall(plain)
    counted = _cue_set("boilerplate", "word")
    return any(map(str.isdigit, words)) and all(word.isdigit() or word in counted for word in words)


def _holds(plain: str, met: _Cued) -> bool:
    """Whether a cue stands anywhere in the block, or all of some do."""
    if any(cue in plain for cue in met.anywhere):
        return True
    return any(first in plain and all(cue in plain for cue in others) for first, others in met.together)


@lru_cache(maxsize=8)
def _starting(section: Section) -> dict[str, list[str]]:
    """Cues that begin a block by their first letters."""
    cues: dict[str, list[str]] = {}
    for cue in _cues(section, "start"):
        cues.setdefault(cue[:_START], []).append(cue)
    return cues


def _may_start(plain: str) -> bool:
    """Whether a block begins as some cue does: asked first, for most begin as none."""
    openings = _openings()
    return any(plain[:size] in openings for size in _OPENING_SIZES)


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """The first letters of all cues that begin a block; short ones whole."""
    return frozenset(cue[: _OPENING_SIZES.stop - 1] for section in _CUED for cue in _cues(section, "start"))


@lru_cache(maxsize=1)
def _wholes() -> frozenset[str]:
    """All cues that are a whole block."""
    return frozenset(cue for section in _CUED for cue in _cues(section, "whole"))


def _starts(plain: str, section: Section) -> bool:
    cues = _starting(section)
    for cue in (*cues.get(plain[:_START], ()), *cues.get(plain[:1], ())):
        if plain.startswith(cue) and not (cue[-1].isalnum() and plain[len(cue) : len(cue) + 1].isalnum()):
            return True
    return False


def _ends(plain: str) -> bool:
    """Whether a credit ends the block; a full stop right behind its words makes it a sentence."""
    if plain.endswith(".") and not plain.endswith((").", "].")):
        return False
    return plain.rstrip(" .)]").endswith(_credits())


@lru_cache(maxsize=1)
def _credits() -> tuple[str, ...]:
    return tuple(cue.rstrip(" .)]") for cue in _cues("caption", "end"))


def _may_be_link(text: str, plain: str) -> bool:
    """A cue to another story holds for a short line that has a colon or bar behind the cue, or is no sentence."""
    return len(text) <= _LONGEST_LINE and (":" in plain[:25] or "|" in plain[:25] or not _ends_sentence(text))


def _in_sentences(texts: Sequence[str]) -> bool:
    """Whether most of the text stands in blocks that end as sentences do."""
    total = sum(map(len, texts))
    return len(texts) > 1 and sum(len(text) for text in texts if _is_prose(text)) >= _SENTENCE_SHARE * total


def _ends_sentence(text: str) -> bool:
    """Whether a stop ends a text, but for closing marks; without looking at all of it."""
    return text.rstrip(_CLOSING)[-1:] in _STOPS


def _stops(text: str) -> bool:
    """Whether a full stop ends a text, its closing marks with it; only its end is looked at."""
    return _FULL_STOP.search(text, max(0, len(text.rstrip(_CLOSING)) - 2)) is not None


def _is_prose(text: str) -> bool:
    """A block that ends as a sentence and is long enough to be one."""
    return _ends_sentence(text) and (text.count(" ") >= _MANY_BLANKS or len(text.split()) >= _FEWEST_WORDS)


def _mark_authors(texts: Sequence[str], sections: list[Section], byline: Sequence[str]) -> None:
    """A line of nothing but the names of who wrote it, in front or behind everything."""
    named = {_plain(name) for name in byline if " " in name}
    for index in {*range(min(_FRONT, len(texts))), *range(max(len(texts) - 2, 0), len(texts))} if named else ():
        parts = [part.strip(_ENDS) for part in _LISTED.split(_plain(texts[index])) if part.strip(_ENDS)]
        if sections[index] == "body" and parts and named.issuperset(parts):
            sections[index] = "byline"


def _mark_front(texts: Sequence[str], sections: list[Section]) -> None:
    """Headline, byline and dateline, in the blocks before the first paragraph of prose."""
    for index, text in enumerate(texts[:_FRONT]):
        if sections[index] != "body":
            continue
        if _is_byline(text):
            sections[index] = "byline"
        elif _is_dateline(text):
            sections[index] = "dateline"
        elif index + 1 < len(texts) and _is_headline(text, first=index == 0):
            sections[index] = "headline"
        else:
            _mark_behind_standfirst(texts, sections, index + 1)
            break
    for index in range(1, len(texts)):
        is_line = _is_byline if index >= len(texts) - 3 else _is_signed
        if sections[index] == "body" and is_line(texts[index]):
            sections[index] = "byline"


def _mark_behind_standfirst(texts: Sequence[str], sections: list[Section], start: int) -> None:
    """Who wrote it, and when, right behind a first sentence: a date alone there is a heading of a time line."""
    lines = list(
        takewhile(
            lambda index: sections[index] == "byline" or _is_moment(texts[index]) or _is_byline(texts[index]),
            range(start, min(_FRONT, len(texts))),
        )
    )
    if any(not _is_moment(texts[index]) or _PUBLISHED.match(texts[index]) for index in lines):
        for index in lines:
            sections[index] = "dateline" if _is_moment(texts[index]) else "byline"


def _mark_last_moments(texts: Sequence[str], sections: list[Section]) -> None:
    """Dates behind everything: *Updated at 1:23 p.m.*; one that text follows is a heading of a time line.

    A day with a clock time, *21:50 20 January*, is an entry's of a live page, wherever it stands.
    """
    for index, text in enumerate(texts):
        if len(text) <= _LONGEST_DATELINE and _STAMP.search(text) and sections[index] == "body" and _is_moment(text):
            sections[index] = "dateline"
    for index in range(len(texts) - 1, 0, -1):
        if sections[index] == "body" and not _is_moment(texts[index]):
            return
        if sections[index] == "body":
            sections[index] = "dateline"


def _is_byline(text: str) -> bool:
    """A line of who wrote it, alone or beside when: *By Ann Lee | May 3, 2017*, *3 May 2017 by Ann Lee*."""
    if len(text) > _LONGEST_BYLINE:
        return False
    text = _LASTS.sub("", text)
    parts = [part for part in _BESIDE.split(text) if part.strip()]
    named = [part for part in parts if not _is_moment(part)]
    return len(named) == 1 and _names_writer(named[0])


def _names_writer(text: str) -> bool:
    text = _MAIL.sub("", text)
    words = text.strip("—–-_ ").split()
    plain = _plain(text).strip(_ENDS)
    if plain in _cue_set("byline", "whole"):
        return True
    if len(words) > _MOST_BYLINE_WORDS or len(text) > _LONGEST_BYLINE or not words:
        return False
    lead = max((cue for cue in _cues("byline", "start") if plain.startswith(cue + " ")), key=len, default=None)
    if lead:
        behind = words[len(lead.split()) :]
        return all(word[0].isupper() or word.strip(",.") in _NAME_JOINERS or not word[0].isalpha() for word in behind)
    name = text.partition(",")[0].split()
    named = len(name) in _NAME_WORDS and all(word[0].isupper() or word in _NAME_JOINERS for word in name)
    return "," in text and named and plain.endswith(tuple(_cues("byline", "end")))


def _is_signed(text: str) -> bool:
    """A line that says who posted what stands beside it, wherever it is: *Posted by Ann Lee*."""
    if len(text) > _LONGEST_BYLINE or not _plain(text).strip(_ENDS).startswith(_SIGNED):
        return False
    return _is_byline(text) and not _stops(text)


def _is_moment(text: str) -> bool:
    """A line of nothing but a date or time, and the words that go with them."""
    return len(text) <= _LONGEST_DATELINE and any(map(str.isdigit, text)) and _is_dateline(text)


def _is_dateline(text: str) -> bool:
    """A line of nothing but a date, or of nothing but a place (and agency) in capitals."""
    if len(text) > _LONGEST_DATELINE:
        return False
    words = _WORD.findall(_plain(text))
    if words and any(word[0].isdigit() for word in words):
        return all(word[0].isdigit() or word in _cue_set("dateline", "word") for word in words)
    return bool(_DATELINE.match(text)) and text.rstrip()[-1] in ")-–—_:"


def _is_headline(text: str, *, first: bool) -> bool:
    """A line in front that is no sentence; the very first may carry a full stop if it is in title case."""
    words = text.split()
    if len(text) > _LONGEST_LINE or _ITEM.match(text) or _SPEAKER_LABEL.match(text) or text[-1] in ",;:-–—":
        return False
    if not _stops(text):
        return first or text[-1] not in "?!"
    long_words = [word for word in _WORD.findall(text) if len(word) >= _LONG_WORD]
    in_title_case = len(long_words) >= _FEWEST_WORDS and all(
        word[0].isupper() or word[0].isdigit() for word in long_words
    )
    return first and len(words) <= _MOST_TITLE_WORDS and in_title_case


def _is_teaser(text: str) -> bool:
    """A line that reads like another story's title."""
    if len(text) > _LONGEST_LINE or _stops(text):
        return False
    if not _FEWEST_TEASER_WORDS <= len(text.split()) <= _MOST_TEASER_WORDS:
        return False
    if _ITEM.match(text) or _SPEAKER_LABEL.match(text) or text[-1] in ",;:-–—" or not _opens_as_title(text):
        return False
    return sum(map(str.isdigit, text)) <= 0.15 * len(text)


def _opens_as_title(text: str) -> bool:
    """A capital opens it, or a number with capitals to follow (an ingredient has none)."""
    words = text.lstrip("‘“'\"([").split()
    return words[0][0].isupper() or (words[0][0].isdigit() and sum(word[0].isupper() for word in words) > 1)


def _mark_links(texts: Sequence[str], sections: list[Section]) -> None:
    """Runs of lines to other stories, after a cue, at the end, or between paragraphs."""
    _follow_cues(texts, sections)
    for start, end in _teaser_runs(texts, sections):
        at_end = all(section != "body" for section in sections[end:])
        listed = start > 0 and texts[start - 1].rstrip().endswith(":")
        joined = start > 0 and sections[start - 1] == "related"
        strong = any(_LABELLED.match(text) for text in texts[start:end])
        size = end - start
        if joined or (not listed and (strong or size >= (2 if at_end else 3))):
            sections[start:end] = ["related"] * size


def _follow_cues(texts: Sequence[str], sections: list[Section]) -> None:
    """Short lines under a heading such as "Related stories" are links whatever their form."""
    for index in range(1, len(texts)):
        heading = sections[index - 1] == "related" and index > 1
        if heading and sections[index] == "body" and not _is_prose(texts[index]) and len(texts[index]) <= _LONGEST_LINE:
            sections[index] = "related"


def _teaser_runs(texts: Sequence[str], sections: Sequence[Section]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, text in enumerate(texts):
        if index == 0 or sections[index] != "body" or not _is_teaser(text):
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
