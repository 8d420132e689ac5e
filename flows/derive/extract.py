"""Articles in, rows out: what `onrecord extract` prints for an article."""

from typing import Any

from flows.derive.pipeline import derive_guarded
from flows.derive.text.annotation import Annotator
from schemas.article import Article

_RENAMED = {"article_entities": "entities"}
_PART = ("part", "start_char", "end_char", "text")


def extract_article(article: Article, annotator: Annotator, *, cpu_seconds: float | None = None) -> dict[str, Any]:
    """One article's rows as plain JSON types, by layer; each quote holds its parts, dates are ISO strings.

    `id` is the record's own id, else its article_id. A step that failed, or took more than its CPU seconds, leaves
    its layer empty and a row in `derive_failures`.
    """
    derived = derive_guarded(article, annotator, cpu_seconds=cpu_seconds)
    rows = {name: [row.model_dump(mode="json") for row in rows] for name, rows in derived.rows.items()}
    parts: dict[str, list[dict[str, Any]]] = {}
    for part in rows.pop("quote_parts"):
        parts.setdefault(part["quote_id"], []).append({key: part[key] for key in _PART})
    for quote in rows["quotes"]:
        quote["parts"] = sorted(parts[quote["quote_id"]], key=lambda part: part["part"])
    head = {"id": article.external_id or article.article_id, "article_id": article.article_id}
    return head | {_RENAMED.get(name, name): members for name, members in rows.items()}
