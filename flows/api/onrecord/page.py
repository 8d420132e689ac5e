"""An extraction in a notebook: each article's page in a frame of its own, which its text can't leave."""

from itertools import islice
from typing import Final

from markupsafe import Markup

from flows.pages.article.page import render_article
from flows.pages.article.rows import ArticleRows
from onrecord.extraction import Extraction

SHOWN: Final = 3
"""Articles that are shown; a notebook keeps what it shows."""
_FRAME: Final = Markup(
    '<iframe srcdoc="{page}" sandbox="allow-scripts" title="{title}" loading="lazy" '
    'style="width:100%;height:36rem;border:1px solid #8888;border-radius:4px;background:#fff"></iframe>'
)


def framed(extraction: Extraction) -> Markup:
    """HTML of the first articles with their marks, self-contained and escaped; it loads nothing from anywhere."""
    frames = [_frame(page_of(one)) for one in islice(extraction, SHOWN)]
    return Markup("\n").join([*frames, _rest(extraction)])


def page_of(one: Extraction) -> str:
    """The page of the one article of an extraction, as `onrecord show` writes it."""
    (article,) = one.articles
    references = {entity.entity_id: entity.external_id for entity in one.entities if entity.external_id}
    rows = ArticleRows(
        article,
        "none",
        one.paragraphs,
        one.entities,
        one.mentions,
        one.quotes,
        one.quote_parts,
        one.figures,
        one.dates,
        references,
    )
    return render_article(rows)


def _frame(page: str) -> Markup:
    return _FRAME.format(page=page, title="Article with its quotes, names, figures and dates marked")


def _rest(extraction: Extraction) -> Markup:
    more = len(extraction) - SHOWN
    told = [f"and {more:,} more articles"] if more > 0 else []
    told += [f"{len(extraction.refused):,} records refused"] if extraction.refused else []
    return Markup("<p>{}</p>").format("; ".join(told)) if told else Markup("")
