"""What stands beside a page's heading as mere text: *By Ann Lee*, *Published: 8:30 GMT, 12 March 2026*."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from flows.readers.html.bylines import names_role
from flows.readers.html.heading import heading_of, leaves_behind
from flows.readers.html.moments import moment
from flows.readers.html.seen import is_longer, lines_in, text_in
from seeds.people import given_names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_LINES = 12
"""Lines behind a heading that are looked at: a page puts summary, authors, date and shares there, then the text."""
_LONGEST = 120
_PROSE_WORDS = 25
"""A line of so many words is the text, and what stands behind it is no longer beside the heading."""
_BY = re.compile(
    r"(?:(?:(?:written|words|story|reported|report|text|submitted|posted|analysis|review) )?by:?"
    r"|(?:words|story|report|text|interview|reporter|author|correspondent|analysis):) (?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
_DATED_BY = re.compile(r"(?=.*\d).*?\bby (?=(?-i:[A-Z]))(.+)", re.IGNORECASE)
"""*Published on 17 April 2026 by Ann Lee*."""
_REPORTING = ("(Reporting by ", "Reporting by ", "(Writing by ", "(Report by ")
_EDITING = re.compile(r"[;)]|\. |\b(?:[Ee]diting|[Ww]riting|[Aa]dditional reporting) by\b")
_LONGEST_CREDITS = 400
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: (?:[a-z]{1,3} )?[A-Z][\w'’-]+){1,2}")
_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted|submitted|date)(?: by [^\d]{3,60}? on\b| on| at)?\s*:?\s+(?=.*\d)", re.IGNORECASE
)
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\s*[|•·]\s*|\s+[-–—]\s+(?=(?:published|posted|updated)\b)|\s+(?:last )?(?:updated|modified)\b.*", re.IGNORECASE
)


def signed(tree: "HtmlElement", headline: str | None) -> Iterator[str]:
    """The first line beside the heading that says by whom the article is; else a name alone beside a date."""
    lines = [part for line in _lines(tree, headline) for part in _NEXT.split(line) if part]
    yield from islice((line for line in lines if _BY.match(line)), 1)
    yield from islice((told[1] for line in lines if _PUBLISHED.match(line) and (told := _DATED_BY.match(line))), 1)
    beside = ((line, other) for line, other in pairwise(lines) if _is_name(line))
    yield from islice((line for line, other in beside if moment(other) or names_role(other)), 1)


def reported(tree: "HtmlElement") -> Iterator[str]:
    """Whom a line of an agency's names: *(Reporting by Ann Lee in Rosten; editing by Bo Roe)*."""
    for paragraph in tree.iter("p"):
        if (paragraph.text or "").lstrip().startswith(_REPORTING) and not is_longer(paragraph, _LONGEST_CREDITS):
            yield _EDITING.split(text_in(paragraph).strip("() ").partition(" by ")[2])[0]
            return


def _is_name(line: str) -> bool:
    return _NAME.fullmatch(line) is not None and line.split(maxsplit=1)[0].casefold() in given_names()


def dated(tree: "HtmlElement", headline: str | None) -> Iterator[str]:
    """What lines beside the heading say of when the article was published."""
    lines = list(_lines(tree, headline))
    for line in lines:
        if told := _PUBLISHED.match(line):
            yield _NEXT.split(line[told.end() :])[0]
    yield from (part for line in lines for part in _NEXT.split(line) if part and not _CHANGED.match(part))


def _lines(tree: "HtmlElement", headline: str | None) -> Iterator[str]:
    """Short lines behind the page's heading, up to its text."""
    heading = heading_of(tree, headline)
    if heading is None:
        return
    behind = (line for element in leaves_behind(heading) for line in lines_in(element) if line)
    for line in islice(behind, _MOST_LINES):
        if len(line.split()) >= _PROSE_WORDS:
            return
        if len(line) <= _LONGEST:
            yield line
