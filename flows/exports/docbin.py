"""spaCy's DocBin: a Doc an article over the body as stored, with names as `ents` and span groups; no model is needed.

spaCy holds a whole DocBin in memory, so it is a folder of them, as `spacy train` and `Corpus` read one.

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
PART_CHARS: Final = 3_000_000
"""Characters of a file, some thousand articles."""


def write_docbins(folder: Path, articles: Iterable[ArticleRows]) -> int:
    """Write the articles, in order, as `00000.spacy`, `00001.spacy` …; return how many articles.

    A file's articles are in memory until it is written, and no others: it ends with the article that takes it to
    `PART_CHARS` characters.

    Raises:
        SettingsError: spaCy is not installed.
    """
    try:
        spacy, tokens = import_module("spacy"), import_module("spacy.tokens")
    except ImportError:
        raise SettingsError("export docbin: spaCy is not installed; install the extra `spacy`") from None
    blank = spacy.blank("en")
    count = 0
    for number, part in enumerate(_parts(articles)):
        with blank.memory_zone():  # the words of a part are forgotten with it
            bin_ = tokens.DocBin(attrs=ATTRIBUTES, store_user_data=True)
            for rows in part:
                bin_.add(_doc(blank, rows))
            (folder / f"{number:05}.spacy").write_bytes(bin_.to_bytes())
            count += len(bin_)
    return count


def _parts(articles: Iterable[ArticleRows]) -> Iterator[Iterator[ArticleRows]]:
    """Runs of articles, one behind the other: each must be read to its end before the next is asked for."""
    left = iter(articles)
    for first in left:
        yield _part(first, left)


def _part(first: ArticleRows, left: Iterator[ArticleRows]) -> Iterator[ArticleRows]:
    chars = len(first.article.body)
    yield first
    while chars < PART_CHARS and (rows := next(left, None)) is not None:
        chars += len(rows.article.body)
        yield rows


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
