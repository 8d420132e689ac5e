"""The elements of a marked text: the one place that writes HTML without a template, as it is the most of a page."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from flows.pages.article.marks import Mark
from flows.pages.article.reading import Said
from flows.pages.article.spans import Opened, Token
from flows.pages.html.text import plain, shown


def marked(tokens: Iterable[Token[Mark]]) -> Markup:
    """A marked text as HTML, all that comes from the article escaped.

    A mark is a link at its first piece only, and never within another link. A quote's number follows its last piece.
    """
    return Markup("".join(_elements(tokens)))  # noqa: S704  # made of the pieces below, each safe by itself


def _elements(tokens: Iterable[Token[Mark]]) -> Iterator[str]:
    tags: list[str] = []
    for token in tokens:
        if isinstance(token, str):
            yield escape(shown(token))
        elif isinstance(token, Opened):
            tags.append("a" if token.mark.row and token.first and "a" not in tags else "span")
            yield _start(tags[-1], token.mark, first=token.first)
        else:
            if token.last and token.mark.said and token.mark.ends:
                yield _number(token.mark.said)
            yield f"</{tags.pop()}>"


def _start(tag: str, mark: Mark, *, first: bool) -> str:
    """A start tag; a mark has words of our vocabulary, numbers and hexadecimal ids, nothing of an article's."""
    anchored = f' id="{mark.anchor}"' if mark.anchor and first else ""
    linked = f' href="#{mark.row}"' if tag == "a" else ""
    quotes = f' data-q="{mark.quotes}"' if mark.quotes else ""
    entities = f' data-e="{mark.entities}"' if mark.entities else ""
    return f'<{tag} class="{mark.classes}"{anchored}{linked}{quotes}{entities}>'


def _number(said: Said) -> str:
    speaker = escape(plain(said.speaker.name or "speaker not found", 80))
    label = f"Quote {said.number}, {said.row.kind}, {speaker}"
    return f'<a class="ref" href="#n{said.number}" aria-label="{label}">{said.number}</a>'
