"""Articles with their rows, made by hand: what pages are tried on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from flows.pages.article.rows import ArticleRows
from schemas.article import StoredArticle
from schemas.ids import row_id
from schemas.rows import ArticleEntity, ArticlePlace, Figure, Mention, Paragraph, Quote, QuotePart, Row, TimeExpression
from schemas.vocabulary import Section
from tests.unit.warehouse.making import case

Model = TypeVar("Model", bound=Row)
_CASE = case(1, day=date(2024, 3, 5))
_SAMPLES = {name: rows[0] for name, rows in _CASE.rows.items()}
ARTICLE = _CASE.article.article_id


def article(body: str, **changes: object) -> StoredArticle:
    """An article with this body."""
    return _CASE.article.model_copy(update={"body": body} | changes)


def paragraphs(body: str, section: Section = "body") -> list[Paragraph]:
    """The paragraphs of a body, apart by blank lines, all of one section."""
    found, start = [], 0
    for number, text in enumerate(body.split("\n\n")):
        found.append(
            Paragraph(
                article_id=ARTICLE, paragraph=number, start_char=start, end_char=start + len(text), section=section
            )
        )
        start += len(text) + 2
    return found


def quote(body: str, *words: str, after: int = 0, **changes: Any) -> tuple[Quote, list[QuotePart]]:  # noqa: ANN401  # any column
    """A quote of Ann Lee's whose parts are `words`, found in the body from `after` on."""
    parts = []
    for number, text in enumerate(words):
        start = body.index(text, after)
        after = start + len(text)
        parts.append((number, start, after, text))
    key = row_id("quotes", ARTICLE, *(place for _, start, end, _ in parts for place in (start, end)))
    given = {"quote_id": key, "text": " … ".join(words), "start_char": parts[0][1], "end_char": after}
    nobody = {"speaker_start": None, "speaker_end": None, "cue_start": None, "cue_end": None}
    made = _sample(Quote, "quotes", given | {"n_parts": len(parts)} | nobody | changes)
    return made, [
        QuotePart(quote_id=key, article_id=ARTICLE, part=number, start_char=start, end_char=end, text=text)
        for number, start, end, text in parts
    ]


def mention(body: str, text: str, after: int = 0, **changes: object) -> Mention:
    """A mention of Ann Lee's."""
    return _sample(Mention, "mentions", _place("mentions", body, text, after) | changes)


def figure(body: str, text: str, after: int = 0, **changes: object) -> Figure:
    """A figure."""
    placed = _place("figures", body, text, after)
    return _sample(Figure, "figures", {"figure_id": placed.pop("mention_id")} | placed | changes)


def time_expression(body: str, text: str, after: int = 0, **changes: object) -> TimeExpression:
    """A time expression."""
    placed = _place("dates", body, text, after)
    return _sample(TimeExpression, "dates", {"date_id": placed.pop("mention_id")} | placed | changes)


def ann_lee(**changes: object) -> ArticleEntity:
    """The entity that speaks."""
    return _sample(ArticleEntity, "article_entities", changes)


def paper(  # noqa: PLR0913  # one argument for each table
    body: str,
    *,
    quotes: Sequence[tuple[Quote, list[QuotePart]]] = (),
    mentions: Sequence[Mention] = (),
    figures: Sequence[Figure] = (),
    dates: Sequence[TimeExpression] = (),
    told: Sequence[Paragraph] | None = None,
    references: Mapping[str, str] | None = None,
    places: Sequence[ArticlePlace] = (),
    **changes: object,
) -> ArticleRows:
    """An article with its rows, Ann Lee being its one entity."""
    return ArticleRows(
        article(body, **changes),
        "load",
        paragraphs(body) if told is None else told,
        [ann_lee()],
        mentions,
        [made for made, _ in quotes],
        [part for _, parts in quotes for part in parts],
        figures,
        dates,
        references or {},
        places,
    )


def _place(table: str, body: str, text: str, after: int) -> dict[str, object]:
    start = body.index(text, after)
    end = start + len(text)
    return {"mention_id": row_id(table, ARTICLE, start, end), "text": text, "start_char": start, "end_char": end}


def _sample(model: type[Model], table: str, changes: dict[str, object]) -> Model:
    return model.model_validate(_SAMPLES[table].model_dump() | changes)
