"""A page's tree, whole: what stands deeper than the parser goes by itself is read all the same.

Old programs open an element for each paragraph and close none, so the hundredth paragraph stands a hundred deep; the
parser leaves out all that is more than 256 deep. Such a page is parsed anew with room for more, and one deeper than
that without the tags that only wrap.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.readers.html.guesses import trafilatura

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.html import HtmlElement, HTMLParser

_DEEPEST = 400
"""Elements within each other up to which all that reads a tree gets along: Python ends at a thousand calls."""
_NEAR_LIMIT = 250
"""Elements around one from which a tree may be cut: the parser keeps 255."""
_KEPT = "html|head|body|title|meta|link|script|style|base|p|h[1-6]|br|hr|time"
_WRAPPING = re.compile(rf"</?(?!(?:{_KEPT})\b)[a-z][^<>]*>", re.IGNORECASE)
_NESTING = re.compile(
    r"</?(?!(?:html|head|body|title|meta|link|script|style|base|p|br|hr)\b)[a-z][^<>]*>", re.IGNORECASE
)
"""Headings and dates too: what is left stands in none of its kind, for parsers close a paragraph before the next."""


def tree_of(page: str) -> "HtmlElement | None":
    """The tree of a page; None where there is none."""
    tree: HtmlElement | None = trafilatura().load_html(page)
    if tree is None or not _reaches_limit()(tree):
        return tree
    for taken in (None, _WRAPPING, _NESTING):
        deep, cut = _parsed(page if taken is None else taken.sub(" ", page))
        if not cut and _depth(deep) <= _DEEPEST:
            break
    return deep


def _parsed(page: str) -> tuple["HtmlElement", bool]:
    """The tree that the parser makes with room for 2,048 elements within each other, and whether it is cut still."""
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415  # trafilatura brings it, when it is asked

    parser = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = document_fromstring(page.encode("utf-8", "surrogatepass"), parser=parser)
    return tree, _is_cut(parser)


@lru_cache(maxsize=1)
def _reaches_limit() -> "XPath":
    """Whether a tree is as deep as the library's parser goes: told by the tree, for threads share that parser's log."""
    from lxml.etree import XPath  # noqa: PLC0415  # as above

    return XPath(f"boolean(descendant-or-self::*[count(ancestor::*) > {_NEAR_LIMIT}])")


def _is_cut(parser: "HTMLParser") -> bool:
    """Whether a parser's last page was deeper than it goes."""
    return any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _depth(tree: "HtmlElement") -> int:
    """How many elements stand within each other at most."""
    from lxml.etree import iterwalk  # noqa: PLC0415  # as above

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(depth, deepest)
    return deepest
