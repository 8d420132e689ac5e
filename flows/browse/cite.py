"""A quote with where it stands, to be pasted: a newsroom's line, a note, a reference, or Markdown.

What was said indirectly gets no quotation marks: those are the outlet's words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flows.pages.html.text import http_url, plain


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote and its article, as far as they are known."""

    words: str
    kind: str
    speaker: str | None
    role: str
    outlet: str | None
    day: date | None
    headline: str | None
    url: str | None
    byline: Sequence[str] = ()

    @property
    def said(self) -> str:
        """The words: between quotation marks where they are the speaker's own."""
        words = plain(self.words)
        return f"“{words}”" if self.kind == "direct" else f"{words} [{self._how}]"

    @property
    def _how(self) -> str:
        return "in part in the speaker’s words" if self.kind == "mixed" else "paraphrased"

    @property
    def who(self) -> str:
        """The speaker, and what they are."""
        return ", ".join(plain(part) for part in (self.speaker or "speaker unknown", self.role) if part)

    @property
    def address(self) -> str:
        """The article's address on the web; empty without one."""
        return http_url(self.url) or ""

    @property
    def authors(self) -> str:
        """Who wrote the article, as its byline says, else the outlet."""
        return " and ".join(plain(name) for name in self.byline) or self.source

    @property
    def source(self) -> str:
        """The outlet."""
        return plain(self.outlet or "outlet unknown")

    @property
    def title(self) -> str:
        """The article's headline."""
        return plain(self.headline or "untitled article")


def cite(quote: Cited, style: str) -> str:
    """The quote with its citation in one of STYLES, on one line (Markdown: on three)."""
    return STYLES[style](quote)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _plain(quote: Cited) -> str:
    day = f"{quote.day.day} {quote.day:%B %Y}" if quote.day else "undated"
    return f"{quote.said} – {quote.who}. {_joined(quote.source, day, quote.address)}"


def _chicago(quote: Cited) -> str:
    """A note as in the Chicago Manual of Style, 17th edition, 14.191 and 14.260."""
    day = f"{quote.day:%B} {quote.day.day}, {quote.day.year}" if quote.day else "n.d."
    authors = f"{quote.authors}, " if quote.byline else ""
    told = _joined(f"“{quote.title},” {quote.source}", day, quote.address)
    return f"{quote.said} {quote.who}, quoted in {authors}{told}."


def _apa(quote: Cited) -> str:
    """A reference as in the Publication Manual of the APA, 7th edition, 8.6 and 10.1."""
    day = f"{quote.day.year}, {quote.day:%B} {quote.day.day}" if quote.day else "n.d."
    source = f"{quote.source}. " if quote.byline else ""
    named = f"({plain(quote.speaker or 'speaker unknown')}, as cited in {quote.authors}, {day[:4]})"
    return f"{quote.said} {named}. {quote.authors}. ({day}). {quote.title}. {source}{quote.address}".rstrip()


def _markdown(quote: Cited) -> str:
    day = f"{quote.day.day} {quote.day:%B %Y}" if quote.day else "undated"
    title = _escaped(quote.title)
    linked = f"[{title}](<{quote.address}>)" if quote.address else title
    return f"> {_escaped(quote.said)}\n>\n> – {_escaped(quote.who)}: {linked}, {_escaped(quote.source)}, {day}"


_SPECIAL: Final = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>#|!~"})


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


STYLES: Final[Mapping[str, Callable[[Cited], str]]] = {
    "plain": _plain,
    "chicago": _chicago,
    "apa": _apa,
    "markdown": _markdown,
}
"""Each style, by the name that an address has for it."""
