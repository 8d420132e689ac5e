"""Who claims a figure: the speaker of the quote that holds it, and outside of quotes whoever puts or counts it."""

import json
from datetime import date
from pathlib import Path

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import Derived, derive
from schemas.rows import ArticleEntity, Figure, Quote, QuotePart
from tests.eval.documents import article_of

_FOLDER = Path(__file__).parent
_TEXTS = [
    json.loads(line)["text"]
    for name in ("quotes", "figures")
    for line in (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
_NAMED = [
    ("The carrier, Nordmark Lines, said 310 flights were cancelled.", "Nordmark Lines"),
    ("The referee, former judge Ina Holt, said that 40 players had signed.", "Ina Holt"),
    ("Mayor Edda Brook put the death toll at 42.", "Edda Brook"),
    ("The pilots' chief, Jon Marsh, had put the number at about 600 in May.", "Jon Marsh"),
    ("That is more than the 900 that Foreign Minister Ilse Vane named on Monday.", "Ilse Vane"),
    ("The mill has 900 workers.", None),
    ("Edda Brook put 42 chairs in the hall.", None),
]


def derived(text: str) -> Derived:
    """All rows of a text."""
    return derive(article_of(text, date(2026, 7, 10)), annotator_for())


def quotes_around(figure: Figure, parts: list[QuotePart]) -> set[str]:
    """The quotes with a part around a figure and no part of another within it."""
    around = [part for part in parts if part.start_char <= figure.start_char and figure.end_char <= part.end_char]
    return {
        part.quote_id
        for part in around
        if not any(part.start_char <= one.start_char and one.end_char < part.end_char for one in around)
    }


def test_the_speaker_of_the_quote_around_a_figure_claims_it() -> None:
    """In every passage of ours, each figure in a part of a quote has that quote's speaker as claimant."""
    figures = 0
    for text in _TEXTS:
        rows = derived(text).rows
        quotes = {row.quote_id: row for row in rows["quotes"] if isinstance(row, Quote)}
        parts = [row for row in rows["quote_parts"] if isinstance(row, QuotePart)]
        for figure in rows["figures"]:
            assert isinstance(figure, Figure)
            around = quotes_around(figure, parts)
            assert (figure.quote_id in around) if around else figure.quote_id is None, text
            if figure.quote_id is not None:
                figures += 1
                assert figure.claimant_entity_id == quotes[figure.quote_id].speaker_entity_id, text
    assert figures  # else nothing was looked at


@pytest.mark.parametrize(("text", "name"), _NAMED)
def test_claimants_by_name(text: str, name: str | None) -> None:
    """A name set off by commas, the subject of a verb of telling, the subject of a clause on the number; else none."""
    rows = derived(text).rows
    names = {row.entity_id: row.name for row in rows["article_entities"] if isinstance(row, ArticleEntity)}
    (figure,) = (row for row in rows["figures"] if isinstance(row, Figure))
    assert names.get(figure.claimant_entity_id or "") == name
