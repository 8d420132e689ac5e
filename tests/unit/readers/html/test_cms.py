"""Whole pages as the world's systems make them: blogs, agencies, governments, tables of 2002, live pages, walls.

Each file begins with what a reader finds in its fields; ⟦ ⟧ stand around what belongs to the text, ⟪ ⟫ around what may
be taken or left (headings, tables, a release's lines about its sender). Outlets, people and events are invented.
"""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from flows.derive.sections import split_paragraphs
from flows.validate.article import ValidationSettings, to_article
from flows.validate.dates import parse_published
from schemas.article import Article
from tests.unit.readers.reading import read, write

PAGES = sorted((Path(__file__).parent / "cms").glob("*.html"))
EACH = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


def told(path: Path) -> tuple[dict[str, Any], str]:
    """What is right in a page, and the page."""
    first, _, page = path.read_text("utf-8").partition("\n")
    return json.loads(first.removeprefix("<!--").removesuffix("-->")), page


def marked(page: str, marks: str) -> list[str]:
    """What stands between two marks, without tags."""
    found = re.findall(f"{marks[0]}(.*?){marks[1]}", page, re.DOTALL)
    return [plain(unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br\s*/?>", " ", one)))) for one in found]


def plain(text: str) -> str:
    """A text without marks, case and blanks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def article_of(tmp_path: Path, page: str) -> Article:
    """The article of a page, whose marks are taken away."""
    (record,) = read(write(tmp_path / "page.html", re.sub("[⟦⟧⟪⟫]", "", page)))
    assert record.raw is not None, record.error
    return to_article(record.raw, ValidationSettings())


@EACH
def test_fields(tmp_path: Path, path: Path) -> None:
    """Headline, byline and date; a field that the file gives as null is not known to be right yet."""
    right, page = told(path)
    article = article_of(tmp_path, page)
    assert plain(article.headline or "") == plain(right["headline"])
    assert article.lang == "en"
    if right["byline"] is not None:
        assert [plain(name) for name in article.byline] == [plain(name) for name in right["byline"]]
    if wanted := parse_published(right.get("published_at")):
        assert article.published_at is not None
        exact = wanted.precision in ("minute", "second")
        assert article.published_at == wanted.at if exact else article.published_at.date() == wanted.at.date()


@EACH
def test_text(tmp_path: Path, path: Path) -> None:
    """Each paragraph of the article is body, and nothing else is but what the file says is left."""
    right, page = told(path)
    article = article_of(tmp_path, page)
    body = [
        plain(article.body[row.start_char : row.end_char]) for row in split_paragraphs(article) if row.section == "body"
    ]
    wanted, may = marked(page, "⟦⟧"), marked(page, "⟪⟫")
    assert [text for text in wanted if text not in body] == []
    left = [plain(one) for one in right.get("left", ())]
    others = [text for text in body if text not in wanted and not _is_of(text, may)]
    assert [text for text in others if not text.startswith(tuple(left))] == []


def _is_of(text: str, parts: list[str]) -> bool:
    """Whether a text is one of some, or a row of them."""
    for part in sorted(parts, key=len, reverse=True):
        text = f" {text} ".replace(f" {part} ", " ", 1).strip()
    return not text


def test_a_page_is_read_alike_whatever_came_before(tmp_path: Path) -> None:
    """What was read and thrown away before leaves no trace: the same page has the same text and sections, each time."""
    _, page = told(next(path for path in PAGES if path.stem == "oldtable"))
    found = set()
    for path in PAGES * 3:
        article_of(tmp_path, told(path)[1])
        article = article_of(tmp_path, page)
        found.add((article.body, tuple(paragraph.section for paragraph in split_paragraphs(article))))
    assert len(found) == 1
