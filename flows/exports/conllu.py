"""CoNLL-U: a document an article, a sentence a block, with names and quotes in MISC; no syntax, as none is stored.

Tokens are Unicode words and single marks. Offsets in MISC are code points into the body, end exclusive (`start_char`,
`end_char`, as Stanza has them); `NER` is BIOES, `Quote` and `Speaker` are B or I with the quote's id.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from flows.pages.article.rows import ArticleRows

_TOKEN: Final = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")
_END: Final = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")


_Span = tuple[int, int, str]


class _Token(NamedTuple):
    start: int
    end: int


def document(rows: ArticleRows) -> str:
    """The article as CoNLL-U; blocks that hold no word are left out."""
    body, marks = rows.article.body, _marks(rows)
    lines = [f"# newdoc id = {rows.article.article_id}"]
    for number, (start, end) in enumerate(_sentences(rows), 1):
        tokens = [_Token(start + one.start(), start + one.end()) for one in _TOKEN.finditer(body[start:end])]
        if tokens:
            lines += [
                f"# sent_id = {rows.article.article_id}-{number}",
                f"# text = {' '.join(body[start:end].split())}",
            ]
            lines += [*_lines(body, tokens, marks), ""]
    return "\n".join([*lines, ""])


def _sentences(rows: ArticleRows) -> Iterator[tuple[int, int]]:
    """Pieces of the paragraphs that end with a mark; a name is never cut."""
    body, held = rows.article.body, _Spans([(one.start_char, one.end_char, "") for one in rows.mentions])
    for paragraph in rows.paragraphs:
        start = paragraph.start_char
        for end in _ends(body, paragraph.start_char, paragraph.end_char):
            if start < end and not any(first < end < last for first, last, _ in held.touching(end - 1, end + 1)):
                yield start, end
                start = end
        if start < paragraph.end_char:
            yield start, paragraph.end_char


def _ends(body: str, start: int, end: int) -> Iterator[int]:
    return (start + found.end() for found in _END.finditer(body[start:end]))


class _Spans:
    """Spans of a text, asked for by place, from its beginning to its end: each is looked at while it may be touched."""

    def __init__(self, spans: Sequence[_Span]) -> None:
        self._coming = sorted(spans, reverse=True)
        self._open: list[_Span] = []

    def touching(self, start: int, end: int) -> Sequence[_Span]:
        """The spans that share a character with a place; none may lie before the place that was asked for last."""
        while self._coming and self._coming[-1][0] < end:
            self._open.append(self._coming.pop())
        self._open = [one for one in self._open if one[1] > start]
        return self._open


def _marks(rows: ArticleRows) -> Mapping[str, _Spans]:
    names = [(one.start_char, one.end_char, one.kind) for one in rows.mentions if one.mention_type == "name"]
    quotes = [(one.start_char, one.end_char, one.quote_id[:8]) for one in rows.parts]
    speakers = [
        (one.speaker_start, one.speaker_end, one.quote_id[:8])
        for one in rows.quotes
        if one.speaker_start is not None and one.speaker_end is not None
    ]
    return {"NER": _Spans(names), "Quote": _Spans(quotes), "Speaker": _Spans(speakers)}


def _lines(body: str, tokens: Sequence[_Token], marks: Mapping[str, _Spans]) -> Iterator[str]:
    for number, token in enumerate(tokens, 1):
        after = tokens[number].start if number < len(tokens) else None
        misc = [f"start_char={token.start}", f"end_char={token.end}"]
        misc += ["SpaceAfter=No"] if after == token.end else []
        misc += [f"{name}={tag}" for name, spans in marks.items() if (tag := _tag(token, spans, bioes=name == "NER"))]
        yield "\t".join((str(number), body[token.start : token.end], *"_" * 7, "|".join(sorted(misc, key=str.lower))))


def _tag(token: _Token, spans: _Spans, *, bioes: bool) -> str | None:
    """The tag of a token in the shortest span that touches it; BIOES for names, B and I for the rest."""
    touching = spans.touching(token.start, token.end)
    if not touching:
        return "O" if bioes else None
    start, end, label = min(touching, key=lambda one: (one[1] - one[0], one))
    first, last = token.start <= start, token.end >= end
    if bioes:
        return f"{'S' if first and last else 'B' if first else 'E' if last else 'I'}-{label}"
    return f"{'B' if first else 'I'}-{label}"
