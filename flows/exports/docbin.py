"""spaCy's DocBin: a Doc an article over the body as stored, with names as `ents` and span groups; no model is needed.

Span groups: `names`, `quotes` (label: kind; id: quote_id), `speakers` (label: name; id: quote_id), `figures`, `dates`.
A span that cuts a token is widened to whole tokens. `doc.user_data` has article_id, url, headline and the day.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from flows.pages.article.rows import ArticleRows
from schemas.errors import SettingsError

ATTRIBUTES: Final = ("ENT_IOB", "ENT_TYPE", "SPACY", "ORTH")


def write_docbin(path: Path, articles: Iterable[ArticleRows]) -> int:
    """Write the articles; return how many. They are in memory until the file is written, as spaCy has it.

    Raises:
        SettingsError: spaCy is not installed.
    """
    try:
        spacy, tokens = import_module("spacy"), import_module("spacy.tokens")
    except ImportError:
        raise SettingsError("export docbin: spaCy is not installed; install the extra `spacy`") from None
    blank = spacy.blank("en")
    bin_ = tokens.DocBin(attrs=ATTRIBUTES, store_user_data=True)
    for rows in articles:
        bin_.add(_doc(blank, rows))
    path.write_bytes(bin_.to_bytes())
    return len(bin_)


def _doc(blank: Any, rows: ArticleRows) -> Any:  # noqa: ANN401  # of an extra
    doc = blank.make_doc(rows.article.body)
    kinds = {one.quote_id: one.kind for one in rows.quotes}
    for group, spans in (
        ("names", [(one.start_char, one.end_char, one.kind, one.mention_id) for one in _names(rows)]),
        ("quotes", [(one.start_char, one.end_char, kinds[one.quote_id], one.quote_id) for one in rows.parts]),
        ("speakers", list(_speakers(rows))),
        ("figures", [(one.start_char, one.end_char, one.kind, one.figure_id) for one in rows.figures]),
        ("dates", [(one.start_char, one.end_char, one.timex_type, one.date_id) for one in rows.dates]),
    ):
        made = (doc.char_span(a, b, label=label, span_id=key, alignment_mode="expand") for a, b, label, key in spans)
        doc.spans[group] = [span for span in made if span is not None]
    doc.ents = import_module("spacy.util").filter_spans(doc.spans["names"])
    article = rows.article
    doc.user_data |= {"article_id": article.article_id, "url": article.url, "headline": article.headline}
    doc.user_data["published_date"] = article.published_date.isoformat() if article.published_date else None
    return doc


def _names(rows: ArticleRows) -> Iterator[Any]:
    return (one for one in rows.mentions if one.mention_type == "name")


def _speakers(rows: ArticleRows) -> Iterator[tuple[int, int, str, str]]:
    for one in rows.quotes:
        if one.speaker_start is not None and one.speaker_end is not None:
            yield one.speaker_start, one.speaker_end, one.speaker_name or "", one.quote_id
