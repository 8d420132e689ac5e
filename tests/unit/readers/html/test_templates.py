"""Pages in the manner of many templates give their fields, all of their text, and furniture in sections of its own."""

from pathlib import Path

import pytest

from flows.derive.sections import split_paragraphs
from flows.validate.article import ValidationSettings, to_article
from flows.validate.dates import parse_published
from schemas.article import Article
from tests.unit.readers.html.templates import PROSE, Body, Head, pages, render
from tests.unit.readers.reading import read, write

PAGES = list(pages())
EACH = pytest.mark.parametrize(("head", "body"), PAGES, ids=[f"{head.name} + {body.name}" for head, body in PAGES])


def article_of(tmp_path: Path, head: Head, body: Body) -> Article:
    """The article of a page."""
    (record,) = read(write(tmp_path / "page.html", render(head, body)))
    assert record.raw is not None, record.error
    return to_article(record.raw, ValidationSettings())


def test_there_are_enough_pages() -> None:
    """More than a hundred pages, no two alike, and every body meets a head."""
    assert len({render(head, body) for head, body in PAGES}) == len(PAGES) >= 120


@EACH
def test_fields(tmp_path: Path, head: Head, body: Body) -> None:
    """Headline, byline, date, publisher and access are what a reader of the page would say."""
    article = article_of(tmp_path, head, body)
    wanted = parse_published(head.published_at)
    assert (article.headline, article.byline) == (head.headline, head.byline)
    assert article.published_at == (wanted.at if wanted else None)
    assert (article.publisher, article.accessible_for_free) == (head.publisher, head.access)


@EACH
def test_sections(tmp_path: Path, head: Head, body: Body) -> None:
    """Each paragraph of the article is body; what is no part of it is in its section, or left out."""
    article = article_of(tmp_path, head, body)
    sections = {article.body[row.start_char : row.end_char]: row.section for row in split_paragraphs(article)}
    assert [text for text in PROSE if sections.get(text) != "body"] == []
    for opening in body.also:
        assert [section for text, section in sections.items() if opening in text] == ["body"], opening
    for opening, section in body.apart.items():
        found = {told for text, told in sections.items() if text.lstrip("-• ").startswith(opening)}
        assert found <= {section}, opening
