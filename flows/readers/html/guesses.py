"""trafilatura, and what it guesses of a page's date where the page itself says nothing."""

import logging
from copy import deepcopy
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def guessed_date(tree: "HtmlElement") -> str | None:
    """Return the day that trafilatura takes for that of publication (by htmldate); None where it finds none.

    Its guesses of authors are not asked for: on 133 pages three of five were wrong.
    """
    try:
        found = trafilatura().extract_metadata(deepcopy(tree))
    except (ValueError, TypeError, AttributeError, RecursionError):  # its own slips on odd pages
        return None
    return None if found is None else found.date


@lru_cache(maxsize=1)
def trafilatura() -> ModuleType:
    """The library, imported when the first page is read: it takes a third of a second."""
    import trafilatura as library  # noqa: PLC0415  # as said

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they warn of becomes a record's error
    return library
