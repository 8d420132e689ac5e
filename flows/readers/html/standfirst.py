"""The lines between a page's heading and its text that tell what it is about: a standfirst, points in short.

One scored decision by `seeds/reference/standfirst_weights.csv`: how long a line is, how it is made and named, whether
it says who wrote the text and when, or leads elsewhere.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from flows.readers.html.bylines import people
from flows.readers.html.heading import folded, heading_of, leaves_behind
from flows.readers.html.marking import is_called_caption, read
from flows.readers.html.seen import text_in
from seeds.prompts import PROMPT, prompt_weight
from seeds.rows import SectionCue, StandfirstWeight

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENOUGH = 1.7
"""Weight from which a line is a standfirst: a paragraph or heading of enough words has it, a mere `<div>` that stands
elsewhere than the heading has it if it is a sentence."""
_SURE = 3.0
"""Weight of a paragraph that is also named for a standfirst: it is taken from among many lines, others are not."""
_MOST_LINES = 12
"""Lines behind a heading that are looked at, as for what stands beside it (`beside_heading`)."""
_MOST_TAKEN = 4
"""Lines of a standfirst: one, or a few points in short."""
_WORDS = range(6, 46)
_FEWEST_NAMED = 4
"""Words of a line that is named for a standfirst, or of a point in short."""
_AUTHOR_WORDS = 9
"""Words of a line that may name the authors: *Ann Lee and Bo Roe, health correspondents*."""
_HEADINGS = frozenset({"h2", "h3", "h4"})
_MADE = {**dict.fromkeys(_HEADINGS, "heading_tag"), "p": "paragraph", "li": "item"}
_NAMED = re.compile(
    r"(?<![a-z])(?:dek|deck|standfirst|stand-first|sub-?title|sub-?head(?:line)?|summary|lede?|lead|excerpt|synopsis"
    r"|intro|abstract|tagline|teaser|key-?points|highlights|bullets)(?![a-z])"
)
_END = re.compile(r"[.!?…][\"'”’)]*\Z")
_WORD = re.compile(r"[^\W\d]+|\d+")
_DIGITS = re.compile(r"\d")


def standfirst_of(tree: "HtmlElement", headline: str | None, text: Collection[str], byline: Sequence[str]) -> list[str]:
    """The lines of the standfirst in order; none where nothing tells.

    Args:
        tree: the page, its blocks marked.
        headline: the article's.
        text: what the first lines of the text are known by (`folded`).
        byline: who wrote it.
    """
    heading = heading_of(tree, headline)
    if heading is None:
        return []
    taken: list[str] = []
    sure: list[str] = []
    for element, line, told in islice(_behind(heading), _MOST_LINES):
        weight = _weight(element, line, told, heading, byline)
        if weight >= _ENOUGH:
            taken.append(line)
        if weight >= _SURE:
            sure.append(line)
        if folded(line) in text and element.tag not in _HEADINGS:
            break
    return taken if len(taken) <= _MOST_TAKEN else sure[:1]


def _behind(heading: "HtmlElement") -> Iterator[tuple["HtmlElement", str, str]]:
    for element in leaves_behind(heading):
        line, told = read(text_in(element))
        if line:
            yield element, line, told


def _weight(element: "HtmlElement", line: str, told: str, heading: "HtmlElement", byline: Sequence[str]) -> float:
    weights = _weights()
    return sum(weights[feature] for feature in _features(element, line, told, heading, byline))


def _features(
    element: "HtmlElement", line: str, told: str, heading: "HtmlElement", byline: Sequence[str]
) -> Iterator[str]:
    """What the line is made as, and how long; then what it says and where it stands."""
    named = any(_NAMED.search(_names(one)) for one in (element, *islice(element.iterancestors(), 2)))
    yield _length(line, _FEWEST_NAMED if named or element.tag == "li" else _WORDS.start)
    yield _MADE.get(element.tag, "other_tag")
    checks = {
        "named": named,
        "same_parent": element.getparent() is heading.getparent(),
        "ends_as_sentence": _END.search(line) is not None,
        "linked": next(element.iter("a"), None) is not None or any(one.tag == "a" for one in element.iterancestors()),
        "set_apart": _is_told_apart(line, told) or _is_apart(element) or is_called_caption(element),
        "label": line.endswith(":"),
        "beside_picture": _is_beside_picture(element, heading),
        "one_of_many": element.tag in _HEADINGS and _is_one_of_many(element, heading),
        "names_author": _names_author(line, byline),
        "says_when": _says_when(line),
    }
    yield from (feature for feature, holds in checks.items() if holds)


def _length(line: str, fewest: int) -> str:
    words = len(line.split())
    return "words" if fewest <= words < _WORDS.stop else "fewer_words" if words < fewest else "many_words"


def _is_told_apart(line: str, told: str) -> bool:
    return told not in ("", "text", "headline") or prompt_weight(line) >= PROMPT


def _names_author(line: str, byline: Sequence[str]) -> bool:
    short = len(line.split()) <= _AUTHOR_WORDS
    return (short and bool(people([line]))) or any(_surname(name) in line for name in byline)


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1] if name.split() else name


def _is_apart(element: "HtmlElement") -> bool:
    return any(one.tag in ("nav", "aside", "figure", "footer", "form", "button") for one in element.iterancestors())


def _is_beside_picture(element: "HtmlElement", heading: "HtmlElement") -> bool:
    """Whether the box around a line has a picture and not the heading: the line is its caption."""
    for around in islice(element.iterancestors(), 2):
        if around.tag in ("body", "html") or any(one is around for one in heading.iterancestors()):
            return False
        if next(around.iter("img", "picture", "figure", "video"), None) is not None:
            return True
    return False


def _is_one_of_many(element: "HtmlElement", heading: "HtmlElement") -> bool:
    """Whether further headings of the same make stand behind: those of the text's parts."""
    made = element.tag, element.get("class")
    alike = (one for one in heading.xpath(f"following::{element.tag}") if (one.tag, one.get("class")) == made)
    return next(islice(alike, 1, None), None) is not None


def _says_when(line: str) -> bool:
    """Whether half of a line's words are those of dates."""
    words = _WORD.findall(line.casefold())
    dated = [word for word in words if word[0].isdigit() or word in _date_words()]
    return _DIGITS.search(line) is not None and 2 * len(dated) >= len(words)


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    return frozenset(row.cue for row in SectionCue.rows() if (row.section, row.match) == ("dateline", "word"))


def _names(element: "HtmlElement") -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower().replace("_", "-")


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row.feature: row.weight for row in StandfirstWeight.rows()}
