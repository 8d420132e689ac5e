"""trafilatura, and what it guesses of a page's date where the page itself says nothing."""

import logging
from collections.abc import Collection
from copy import deepcopy
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def guessed_date(tree: "HtmlElement", others: Collection[str] = ()) -> str | None:
    """The day that trafilatura takes for that of publication (by htmldate); None where it finds none.

    A day of `others`, such as that of an update, is none; nor is one within a quotation, such as an embedded post's;
    nor is the first of January, which it makes of a copyright's year. Its guesses of authors are not asked for: on 133
    pages three of five were wrong.
    """
    try:
        found = trafilatura().extract_metadata(_without_quotations(tree))
    except (ValueError, TypeError, AttributeError, RecursionError):  # its own slips on odd pages
        return None
    day: str | None = None if found is None else found.date
    return None if day is None or day in others or day.endswith("-01-01") else day


def _without_quotations(tree: "HtmlElement") -> "HtmlElement":
    copy = deepcopy(tree)
    for quotation in list(copy.iter("blockquote")):
        if quotation.getparent() is not None:
            quotation.drop_tree()
    return copy


@lru_cache(maxsize=1)
def trafilatura() -> ModuleType:
    """The library, imported when the first page is read: it takes a third of a second."""
    import trafilatura as library  # noqa: PLC0415  # as said

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they warn of becomes a record's error
    return library
