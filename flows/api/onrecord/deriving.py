"""`extract`: articles in, typed rows out, without Prefect and without a warehouse."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive_guarded
from flows.derive.text.annotation import Annotator
from flows.installation import ARTICLE_CPU_S
from flows.readers.guard import tried
from flows.readers.mapping import raw_article
from flows.validate.article import ValidationSettings, to_article
from onrecord.extraction import Extraction, Refused
from schemas.article import Article, StoredArticle
from schemas.errors import InputError, RecordError, SettingsError

Given = str | Article | Mapping[str, object]
"""An article as a caller has it: its text, a valid `Article`, or a record as in JSON lines."""
Day = datetime | date | str


def extract(
    articles: Given | Iterable[Given], *, published_at: Day | None = None, annotator: str | None = None
) -> Extraction:
    """Derive the rows of one article or of many.

    Args:
        articles: a text, an `Article` (of another extraction or a store), a record as JSON lines have it (`text`, and
            if known `id`, `headline`, `published_at` …), or an iterable of these. All rows are held in memory: of a
            long stream take one at a time.
        published_at: when those were published that do not say it themselves; without it relative dates such as
            *yesterday* stay unresolved.
        annotator: `default`, the shipped model; `simple`, rules alone; or `spacy:PIPELINE`.

    Returns:
        The rows. The same text gives the same rows and ids as `onrecord extract` and `load` with the default source.

    Raises:
        RecordError: the one article that was given can't pass; of an iterable it is in `Extraction.refused` instead.
        SettingsError: there is no such annotator.
        InputError: what was given is neither an article nor an iterable.
    """
    chosen = _annotator(annotator)
    if isinstance(articles, str | Article | Mapping):
        return _extraction([_article(articles, published_at)], chosen)
    if not isinstance(articles, Iterable):
        raise InputError(f"extract: {type(articles).__name__} is no article; give a text, a record or an Article")
    passed, refused = _sorted_out(articles, published_at)
    distinct, repeated = _distinct(passed)
    extraction = _extraction(distinct, chosen)
    extraction.refused, extraction.repeated = refused, repeated
    return extraction


def _annotator(spec: str | None) -> Annotator:
    try:
        return annotator_for(spec or "default", threads=1)
    except ValueError as error:
        raise SettingsError(str(error)) from None


def _article(given: Given, published_at: Day | None) -> Article:
    if isinstance(given, Article):
        return given
    if not isinstance(given, str | Mapping):
        raise RecordError("not_an_object", "", f"{type(given).__name__} is no article; give a text or a record")
    raw = raw_article({"text": given} if isinstance(given, str) else given, {})
    if published_at is not None and raw.published_at is None:
        raw = raw.model_copy(update={"published_at": published_at})
    return to_article(raw, ValidationSettings())


def _sorted_out(articles: Iterable[Given], published_at: Day | None) -> tuple[dict[int, Article], tuple[Refused, ...]]:
    passed, refused = {}, []
    for index, given in enumerate(articles):
        article, error = tried(partial(_article, given, published_at))
        if article is not None:
            passed[index] = article
        elif error is not None:
            refused.append(Refused(index, error.code, error.path, str(error)))
    return passed, tuple(refused)


def _distinct(articles: Mapping[int, Article]) -> tuple[list[Article], tuple[int, ...]]:
    """Each article once, and where the others stood: the same id twice would give two rows of one key."""
    found: dict[str, Article] = {}
    repeated = []
    for index, article in articles.items():
        if found.setdefault(article.article_id, article) is not article:
            repeated.append(index)
    return list(found.values()), tuple(repeated)


def _extraction(articles: Iterable[Article], annotator: Annotator) -> Extraction:
    extraction = Extraction()
    for article in articles:
        extraction.add(_stored(article), derive_guarded(article, annotator, cpu_seconds=ARTICLE_CPU_S).rows)
    return extraction


def _stored(article: Article) -> StoredArticle:
    if isinstance(article, StoredArticle):
        return article
    return StoredArticle.model_validate(article.model_dump() | {"revision": 1})
