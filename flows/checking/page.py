"""A checked draft as a page: its text with the findings marked by severity, and what each was compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from flows.checking.finding import ALL_SEVERITIES, Finding
from flows.pages.article.spans import Opened, Span, Token, cut, spread
from flows.pages.html.environment import render
from flows.pages.html.text import shown

_STYLES: Final = ("theme.css", "check.css")


class Checked(NamedTuple):
    """A draft with what there is to say of it."""

    name: str
    body: str
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number on the page, from 1 over all drafts in the order of their texts."""

    number: int
    finding: Finding

    @property
    def severity(self) -> str:
        """Its severity, which is its class as well."""
        return self.finding.severity


class ShownDraft(NamedTuple):
    """A draft as the template has it."""

    name: str
    paragraphs: Sequence[Markup]
    findings: Sequence[Numbered]


def check_page(drafts: Sequence[Checked]) -> str:
    """The page of some drafts; it needs no network, runs no script, and holds what it shows alone."""
    numbers = count(1)
    drawn = [_shown(draft, numbers) for draft in drafts]
    severities = [one.severity for draft in drawn for one in draft.findings]
    counts = [(name, severities.count(name)) for name in reversed(ALL_SEVERITIES) if name in severities]
    title = f"Checked: {drafts[0].name}" if len(drafts) == 1 else f"{len(drafts):,} drafts checked"
    return render("check.html.j2", {"title": title, "drafts": drawn, "counts": counts}, styles=_STYLES)


def _shown(draft: Checked, numbers: Iterator[int]) -> ShownDraft:
    findings = [Numbered(next(numbers), one) for one in draft.findings]
    spans = [Span(one.finding.start_char, one.finding.end_char, 0, one) for one in findings]
    blocks = list(_blocks(draft.body))
    texts = zip(blocks, spread(spans, blocks), strict=True)
    paragraphs = [_marked(cut(draft.body, start, end, within)) for (start, end), within in texts]
    return ShownDraft(draft.name, paragraphs, findings)


def _blocks(body: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that hold more than spaces."""
    start = 0
    for line in body.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _marked(tokens: Iterator[Token[Numbered]]) -> Markup:
    """A text with its marks as HTML, all that comes from the draft escaped; each mark leads to its finding."""
    return Markup("".join(_elements(tokens)))  # noqa: S704  # made of the pieces below, each safe by itself


def _elements(tokens: Iterator[Token[Numbered]]) -> Iterator[str]:
    for token in tokens:
        if isinstance(token, str):
            yield escape(shown(token))
        elif isinstance(token, Opened):
            anchor = f' id="m{token.mark.number}"' if token.first else ""
            yield f'<mark class="{token.mark.severity}"{anchor}>'
        else:
            yield f"{_reference(token.mark) if token.last else ''}</mark>"


def _reference(one: Numbered) -> str:
    label = f"Finding {one.number}, {one.severity}"
    return f'<a class="ref" href="#f{one.number}" aria-label="{label}">{one.number}</a>'
