"""The derivation of an article with what people annotated of it; what fails there costs the correction alone."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.correcting.gold import Gold, gold_by_article
from flows.correcting.rows import Rows, corrected
from flows.derive.offsets import verify_offsets
from flows.derive.pipeline import Derived
from flows.derive.text.annotation import Annotator
from schemas.article import Article
from schemas.errors import place_in_code
from schemas.ledger import Annotation
from schemas.rows import DeriveFailure
from schemas.tables import BY_NAME

Derive = Callable[[Article, Annotator], Derived]


def write_gold(path: Path, annotations: Sequence[Annotation]) -> None:
    """Write annotations for the workers of a load; none is no file."""
    path.unlink(missing_ok=True)
    if annotations:
        pq.write_table(BY_NAME["annotations"].arrow_table(annotations), path)


def correcting(path: Path, derive: Derive) -> Derive:
    """A derivation that ends with the annotations in a file, if it is there."""
    if not path.exists():
        return derive
    gold = _gold(path, path.stat().st_mtime_ns)
    return lambda article, annotator: _corrected(article, derive(article, annotator), gold.get(article.article_id))


@lru_cache(maxsize=1)
def _gold(path: Path, _written: int) -> Mapping[str, Gold]:
    rows: pa.Table = pq.read_table(path, partitioning=None)
    return gold_by_article(Annotation.model_validate(row) for row in rows.to_pylist())


def _corrected(article: Article, derived: Derived, gold: Gold | None) -> Derived:
    try:
        rows = corrected(article, derived.rows, gold)
        _verify(article, rows)
    except Exception as error:  # noqa: BLE001  # as for every step of the derivation
        return _with_failure(article, derived, error)
    return Derived({name: sorted(members, key=_order(name)) for name, members in rows.items()})


def _verify(article: Article, rows: Rows) -> None:
    verify_offsets(article.body, {name: rows[name] for name in ("mentions", "quote_parts")})


def _order(table: str) -> Callable[[object], tuple[object, ...]]:
    return lambda row: tuple(getattr(row, name) for name in BY_NAME[table].sort)


def _with_failure(article: Article, derived: Derived, error: Exception) -> Derived:
    failure = DeriveFailure(
        article_id=article.article_id,
        step="annotations",
        exception=type(error).__name__,
        place=place_in_code(error),
        extractor_version="annotations",
    )
    return Derived({**derived.rows, "derive_failures": [*derived.rows["derive_failures"], failure]})
