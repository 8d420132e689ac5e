"""Blocks of a page that its outlet says for itself, by what they say, how they are made and where they stand.

One scored decision by `seeds/reference/furniture_weights.csv` and the words of `prompt_weights.csv`: a small box of its
own between paragraphs, a button in it, a whole block in italics, the outlet's own name, words to the reader. None is
enough alone; reported speech, the past and quotation marks speak against it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from flows.readers.html.seen import is_longer, lines_in, text_in
from seeds.prompts import speaks_to_somebody, spoken_weight
from seeds.rows import FurnitureWeight

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST_PROSE_WORDS = 15
"""Words of a paragraph that shows where a page's prose stands."""
_FEWEST_WORDS = 3
_MOST_WORDS = 70
"""Words of a block that is asked: longer ones are of the story, whatever they mention."""
_ENOUGH = 2.7
"""Weight from which a block is furniture: boxes of facts with a heading and a name have 2.2, appeals in a box 3."""
_SPEAKING = 0.3
"""Share of a page's prose that says *we* or *you* from which that tells nothing: a column, advice, a firm's news."""
_MOST_OF_PROSE = 0.25
"""Share of a page's prose from which a block is what the page has to say."""
_FEWEST_UNQUOTED = 5
"""Paragraphs from which such a share tells."""
_QUOTED = re.compile(r"[“”\"‘]")
_CLEAN = 0.7
"""Weight below which prose is the text's: a paragraph that says *you* has 0.6."""
_TELLING_BOX = 2.5
"""Weight of a box, its own and of its name, from which it is no standfirst that stands before the text."""
_HOPELESS = -1.5
"""Weight of words and box below which form is not asked: reported speech."""
_LONG = 40
"""Words beyond which a block is more likely the text's."""
_SHARE = 0.3
"""Share of a page's prose from which what holds it is no box, nor is any other of the same make."""
_LONGEST_BOX = 1_500
"""Characters, with blanks and scripts, of a box of a few lines."""
_MOST_ELEMENTS = 150
"""Elements of such a box."""
_MOST_BOX_WORDS = 90
_PASSED = frozenset({"ul", "ol", "blockquote", "tr", "tbody", "table", "span"})
"""What holds parts of a text and is no box by itself."""
_NONE = -9.0
"""Weight of a block that is not asked."""
_SLANTED, _SMALL = ("em", "i", "strong", "b", "a"), ("small", "sub", "sup", "a")
_SMALL_SIZES = frozenset({"1", "-1", "-2"})
"""Sizes of `<font>` below the usual."""
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "summary", "legend")
_FIELDS = ("button", "input", "form", "label", "select", "textarea")
_SAID_BY_BUTTON = range(1, 5)
"""Words of a link that is alone in its block: what a button says."""
_FEWEST_LETTERS = 3
"""Letters of a name by which an outlet or an author is known: *SBC*, *Kez*."""
_RULES = frozenset({"hr"})
_REACHED = re.compile(r"[\w.+-]@[\w-]+\.\w|(?<!\d)\+?\d[\d() -]{5,}\d(?!\d)")
_NAMES = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABEL = re.compile(r"[A-Z][A-Z0-9 '’&-]{3,}(?:[:–—|]| -)")
_END = re.compile(r"[.!?…:][\"'”’)]*\Z")
_ASKED = re.compile(r"[A-Z][^.!?]{3,60}\?\s.*[^?]\Z")
_LINE = re.compile(r"[_*=–—-]{2,}")


class Block(NamedTuple):
    """A block of text and what the markup says of it."""

    element: "HtmlElement"
    text: str
    told: str


class Outlet(NamedTuple):
    """Whose page it is: names of the outlet; words of the names of who wrote the article, and the whole names."""

    names: tuple[str, ...]
    authors: tuple[str, ...]
    byline: tuple[str, ...]


def outlet_of(sites: Sequence[str], byline: Sequence[str]) -> Outlet:
    """Whose page it is: an outlet is also called by the last word of its name, an author by each."""
    names = {short for site in sites for short in _shortened(site)}
    authors = {word for name in byline for word in name.split() if len(word) >= _FEWEST_LETTERS and word[0].isupper()}
    return Outlet(tuple(sorted(names)), tuple(sorted(authors)), tuple(name for name in byline if " " in name))


def _shortened(site: str) -> Iterator[str]:
    name = site.strip().removeprefix("The ").removeprefix("the ")
    if len(name) >= _FEWEST_LETTERS:
        yield name
    words = [word for word in name.split() if word.isalpha() and word.casefold() not in _any_outlet()]
    told = [word for word in words if len(word) >= _FEWEST_LETTERS]
    yield from (word for word in told if word.isupper() or (word is told[-1] and word[0].isupper()))


@lru_cache(maxsize=1)
def _any_outlet() -> frozenset[str]:
    return frozenset(row.words for row in FurnitureWeight.rows() if row.feature == "outlet")


def furniture_of(blocks: Sequence[Block], outlet: Outlet) -> Iterator["HtmlElement"]:
    """The elements of the blocks that an outlet says for itself.

    Args:
        blocks: those that nothing else tells, in order.
        outlet: whose page it is.
    """
    prose = [block for block in blocks if _is_prose(block.text)]
    held = _held(blocks)
    boxes = _Boxes(_spine(prose), held)
    unquoted = [block.text for block in prose if _QUOTED.search(block.text) is None and not boxes.weight(block.element)]
    most = _MOST_OF_PROSE * sum(len(block.text) for block in prose)
    speaks = sum(map(speaks_to_somebody, unquoted)) > _SPEAKING * max(len(unquoted), _FEWEST_UNQUOTED)
    own_voice = _weights()[("form", "speaks throughout")] * speaks
    scores = [_score(block, boxes, outlet) + own_voice for block in blocks]
    text = [at for at, block in enumerate(blocks) if scores[at] < _CLEAN and _is_of_text(block)]
    places = _weights()[("form", "before the text")], _weights()[("form", "behind the text")]
    for at, (block, score) in enumerate(zip(blocks, scores, strict=True)):
        before = bool(text) and at < text[0] and spoken_weight(block.text) < 1
        before = before and boxes.weight(block.element) < _TELLING_BOX
        placed = places[0] * before + places[1] * (bool(text) and at > text[-1])
        if len(block.text) <= most and score + placed >= _ENOUGH:
            yield block.element


def _held(blocks: Sequence[Block]) -> AbstractSet["HtmlElement"]:
    """All that holds a block. While it is kept, no element is made anew under the number of one that is gone."""
    found: set[HtmlElement] = set()
    for block in blocks:
        for above in block.element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _FEWEST_PROSE_WORDS and _END.search(text) is not None


def _is_of_text(block: Block) -> bool:
    return _is_prose(block.text) and not _whole_in(block.element, block.text, _SLANTED)


def _spine(prose: Sequence[Block]) -> frozenset[str]:
    """The makes of what holds the page's prose."""
    held: Counter[str] = Counter()
    for block in prose:
        held[_make(_holder(block.element))] += len(block.text)
    least = _SHARE * sum(held.values())
    return frozenset(make for make, count in held.items() if count >= least)


def _holder(element: "HtmlElement") -> "HtmlElement | None":
    return next((above for above in element.iterancestors() if above.tag not in _PASSED), None)


def _make(element: "HtmlElement | None") -> str:
    """What holders of one make share; one without a name is of its own make."""
    if element is None:
        return ""
    name = f"{element.get('class') or ''}.{element.get('data-component') or ''}"
    return f"{element.tag}.{name}" if name != "." else f"{element.tag}#{id(element)}"


class _Boxes:
    """The small boxes of a page that stand off its prose, and what each has of what furniture has."""

    def __init__(self, spine: frozenset[str], held: AbstractSet["HtmlElement"]) -> None:
        self._spine, self._held = spine, held
        self._of: dict[HtmlElement, HtmlElement | None] = {}
        self._weights: dict[HtmlElement, float] = {}

    def weight(self, element: "HtmlElement") -> float:
        """What the box around a block speaks for; 0 where it stands in none."""
        box = self._around(element)
        if box is None:
            return 0.0
        if box not in self._weights:
            self._weights[box] = sum(_box_features(box))
        return self._weights[box]

    def _around(self, element: "HtmlElement") -> "HtmlElement | None":
        holder = _holder(element)
        if holder is None or not self._spine or _make(holder) in self._spine:
            return None
        if holder not in self._of:
            self._of[holder] = max(takewhile(self._is_box, (holder, *holder.iterancestors())), key=_depth, default=None)
        return self._of[holder]

    def _is_box(self, element: "HtmlElement") -> bool:
        if _make(element) in self._spine or element.tag in ("article", "main", "body", "td"):
            return False
        if next(element.iter("h1"), None) is not None:
            return False
        if next(islice(element.iter(), _MOST_ELEMENTS, None), None) is not None:
            return False
        return not is_longer(element, _LONGEST_BOX) and len(text_in(element).split()) <= _MOST_BOX_WORDS


def _depth(element: "HtmlElement") -> int:
    return -sum(1 for _ in element.iterancestors())


def _box_features(box: "HtmlElement") -> Iterator[float]:
    weights = _weights()
    yield weights[("form", "own box")]
    if next(box.iter(*_FIELDS), None) is not None:
        yield weights[("form", "button in box")]
    elif any(_is_button(link) for link in box.iter("a")):
        yield weights[("form", "link alone in box")]
    if next(box.iter(*_HEADINGS), None) is not None:
        yield weights[("form", "heading in box")]
    yield max((_name_weight(_names(one)) for one in box.iter("*")), default=0.0)


def _is_button(link: "HtmlElement") -> bool:
    said = text_in(link)
    around = link.getparent()
    alone = around is not None and (around.tag in ("div", "section", "aside") or text_in(around) == said)
    return len(said.split()) in _SAID_BY_BUTTON and alone


def _names(element: "HtmlElement") -> str:
    kind = element.tag if "-" in element.tag else ""
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''} {kind}"


@lru_cache(maxsize=4096)
def _name_weight(names: str) -> float:
    words = set(_NAMES.findall(_CAMEL.sub("-", names).lower()))
    return max((_weights().get(("name", word), 0.0) for word in words), default=0.0)


def _score(block: Block, boxes: _Boxes, outlet: Outlet) -> float:
    """How much a block speaks for being furniture, wherever it stands."""
    size = len(block.text.split())
    if not _FEWEST_WORDS <= size <= _MOST_WORDS or block.told not in ("", "text"):
        return _NONE
    weights = _weights()
    boxed = boxes.weight(block.element)
    told = spoken_weight(block.text) + boxed
    if told < _HOPELESS:
        return told
    if boxed > 0 and not _END.search(block.text):
        told += weights[("form", "no sentence in box")]
    return told + sum(weights[("form", name)] for name, holds in _features(block, outlet).items() if holds)


def _features(block: Block, outlet: Outlet) -> Mapping[str, bool]:
    element, text = block.element, block.text
    return {
        "slanted": _whole_in(element, text, _SLANTED),
        "small print": _whole_in(element, text, _SMALL) or _is_in_small(element),
        "names outlet": any(name in text for name in outlet.names),
        "names author": any(name in text for name in outlet.authors),
        "begins with author": text.startswith(outlet.byline),
        "link at end": _ends_in_link(element, text),
        "can be reached": _REACHED.search(text) is not None,
        "label": _LABEL.match(text) is not None,
        "question": _ASKED.match(text) is not None,
        "long": len(text.split()) > _LONG,
        "point of a list": element.tag == "li",
        "behind a rule": _is_behind_rule(element),
        "lines of an address": _is_address(element, text),
    }


def _whole_in(element: "HtmlElement", text: str, tags: tuple[str, ...]) -> bool:
    """Whether all of a block's letters stand in elements of some tags."""
    inner = [part for part in element.iter(*tags) if next(part.iterancestors(*tags), None) is None or part is element]
    return bool(inner) and sum(len(text_in(part)) for part in inner) + len(inner) > len(text)


def _is_in_small(element: "HtmlElement") -> bool:
    around = (element.getparent(), *islice(element.iterchildren(), 1))
    return any(one is not None and (one.tag == "small" or one.get("size") in _SMALL_SIZES) for one in around)


def _ends_in_link(element: "HtmlElement", text: str) -> bool:
    links = list(element.iter("a"))
    return bool(links) and text.rstrip(" .!»›>").endswith(text_in(links[-1]).rstrip(" .!»›>") or text)


def _is_address(element: "HtmlElement", text: str) -> bool:
    """Whether a block is of lines, no sentences, and one of them is a telephone or an address."""
    if _REACHED.search(text) is None or next(element.iter("br"), None) is None:
        return False
    return not any(_END.search(line) and len(line.split()) >= _FEWEST_PROSE_WORDS for line in lines_in(element))


def _is_behind_rule(element: "HtmlElement") -> bool:
    above = element.getprevious()
    return above is not None and (above.tag in _RULES or _LINE.fullmatch(text_in(above)) is not None)


@lru_cache(maxsize=1)
def _weights() -> dict[tuple[str, str], float]:
    return {(row.feature, row.words): row.weight for row in FurnitureWeight.rows()}
