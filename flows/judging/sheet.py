"""The page of a sample: each row in its passage, with its attributes, and the sample without text for the script."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from flows.judging.judged import FORMAT, VERSION, Drawn, Sample
from flows.judging.kinds import KINDS, Told
from flows.pages.article.rows import ArticleRows, fetch_articles
from flows.pages.article.spans import Opened, Span, Token, cut
from flows.pages.html.environment import render
from schemas.errors import StoreError

_REACH: Final = 700
"""Characters of a passage before and behind the marks: a judge needs the sentence and who was named before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a passage and the marks on them: row, speaker, cue; none for the text around."""

    text: str
    marks: str


@dataclass(frozen=True, slots=True)
class Card:
    """A row as a judge sees it: neither its confidence nor its rule, which would lead the judgement."""

    row_id: str
    kind: str
    headline: str | None
    outlet: str
    day: str
    before: bool
    behind: bool
    pieces: tuple[Piece, ...]
    told: Told


def sheet(con: duckdb.DuckDBPyConnection, sample: Sample) -> str:
    """The page, which needs no network and no other file.

    Raises:
        StoreError: a row of the sample is not in the store.
    """
    told, cards = cards_of(con, sample)
    data = {"format": FORMAT, "version": VERSION, "sample": told.model_dump(mode="json")}
    context = {"title": "Are these rows right?", "cards": cards, "data": data, "sample": sample}
    return render("judging.html.j2", context, styles=("theme.css", "judging.css"), scripts=("judging.js",))


def cards_of(con: duckdb.DuckDBPyConnection, sample: Sample) -> tuple[Sample, list[Card]]:
    """The sample with the attributes that its rows have, and each row as a judge sees it.

    Raises:
        StoreError: a row of the sample is not in the store.
    """
    articles = _articles(con, sample)
    cards = [_card(articles[row.article_id], row) for row in sample.rows]
    rows = tuple(
        row.model_copy(update={"has": tuple(name for name, value in card.told.items() if value is not None)})
        for row, card in zip(sample.rows, cards, strict=True)
    )
    return sample.model_copy(update={"rows": rows}), cards


def _articles(con: duckdb.DuckDBPyConnection, sample: Sample) -> dict[str, ArticleRows]:
    wanted = dict.fromkeys(row.article_id for row in sample.rows)
    return {rows.article.article_id: rows for rows in fetch_articles(con, wanted)}


def _card(rows: ArticleRows, drawn: Drawn) -> Card:
    kind = KINDS[drawn.kind]
    row = next((one for one in kind.rows(rows) if getattr(one, kind.key) == drawn.row_id), None)
    if row is None:
        raise StoreError(f"{kind.table}: a drawn row is not among its article's; run `onrecord verify`")
    spans = tuple(_spans(rows, row))
    start, end = _passage(rows, spans)
    article = rows.article
    return Card(
        row_id=drawn.row_id,
        kind=drawn.kind,
        headline=article.headline,
        outlet=drawn.outlet,
        day=str(article.published_date or "no date"),
        before=start > 0,
        behind=end < len(article.body),
        pieces=tuple(_pieces(cut(article.body, start, end, spans))),
        told=kind.told(rows, row),
    )


def _spans(rows: ArticleRows, row: Any) -> Iterator[Span[str]]:  # noqa: ANN401  # a row of any of the kinds
    """The characters of the row; of a quote its parts, its speaker and its cue."""
    parts = [part for part in rows.parts if part.quote_id == getattr(row, "quote_id", None)]
    is_quote = hasattr(row, "n_parts")
    for part in parts if is_quote else [row]:
        yield Span(part.start_char, part.end_char, 0, "row")
    for name in ("speaker", "cue") if is_quote else ():
        start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
        if start is not None and end is not None:
            yield Span(start, end, 1, name)


def _passage(rows: ArticleRows, spans: tuple[Span[str], ...]) -> tuple[int, int]:
    """From the paragraph before the marks to the end of the paragraph of the last, no farther than `_REACH`."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    touched = [index for index, block in enumerate(rows.paragraphs) if block.end_char > first]
    begin = rows.paragraphs[max(touched[0] - 1, 0)].start_char if touched else 0
    ends = [block.end_char for block in rows.paragraphs if block.end_char >= last]
    end = min(ends, default=len(rows.article.body))
    return max(begin, first - _REACH), min(end, last + _REACH)


def _pieces(tokens: Iterator[Token[str]]) -> Iterator[Piece]:
    on: list[str] = []
    for token in tokens:
        if isinstance(token, str):
            yield Piece(token, " ".join(dict.fromkeys(on)))
        elif isinstance(token, Opened):
            on.append(token.mark)
        else:
            on.pop()
