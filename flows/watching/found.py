"""What the rules find in a snapshot, as rows of `alerts`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb

from flows.watching.queries import QUERIES
from flows.watching.rules import Rule, WatchList, WordsRule
from flows.watching.words import changed_words
from schemas.ids import hash_id
from schemas.ledger import Alert


def alerts_of(con: duckdb.DuckDBPyConnection, watched: WatchList, load_id: str, *, every: bool = False) -> list[Alert]:
    """What the rules find among the articles of a load, or with `every` among all; each once, sorted.

    Raises:
        duckdb.Error: the database can't answer, such as for want of memory.
    """
    now = datetime.now(UTC)
    found: dict[str, Alert] = {}
    for rule in watched.rules:
        for article_id, subject_id, other_id, key in _found(con, rule, None if every else load_id):
            alert = Alert(
                alert_id=hash_id("alerts", rule.name, rule.watch, *key),
                load_id=load_id,
                rule=rule.name,
                watch=rule.watch,
                article_id=article_id,
                subject_id=subject_id,
                other_id=other_id,
                raised_at=now,
                written_at=None,
                sent_at=None,
            )
            found.setdefault(alert.alert_id, alert)
    return sorted(found.values(), key=lambda alert: (alert.rule, alert.alert_id))


def _found(con: duckdb.DuckDBPyConnection, rule: Rule, load_id: str | None) -> Iterator[tuple[Any, ...]]:
    bound: dict[str, object] = {"load_id": load_id, "confidence": rule.confidence}
    if isinstance(rule, WordsRule):
        for one in changed_words(con, bound | {"who": list(rule.who)}):
            yield one.article_id, one.quote_id, one.before, [one.quote_id]
        return
    statement, fields = QUERIES[type(rule)]
    bound |= {name: _value(getattr(rule, name)) for name in fields}
    yield from con.execute(statement, bound).fetchall()


def _value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def told_of(con: duckdb.DuckDBPyConnection, alerts: Sequence[Alert]) -> list[dict[str, object]]:
    """Alerts as those are told who watch: ids, and what the snapshot has of article, name, words and figures."""
    articles = _by_id(con, _ARTICLES, [alert.article_id for alert in alerts])
    subjects = [alert.subject_id for alert in alerts] + [alert.other_id for alert in alerts if alert.other_id]
    words = _by_id(con, _WORDS, subjects)
    return [_told(alert, articles.get(alert.article_id, {}), words) for alert in alerts]


_ARTICLES = """
SELECT article_id AS id, headline, publisher, published_date::VARCHAR AS published, url FROM articles
WHERE list_contains($ids::VARCHAR[], article_id)
"""
_WORDS = """
SELECT quote_id AS id, coalesce(speaker, speaker_text) AS name, words FROM who_said_what
WHERE list_contains($ids::VARCHAR[], quote_id)
UNION ALL
SELECT f.figure_id, coalesce(f.counted, f.measure),
    substring(a.body, f.sentence_start + 1, least(f.sentence_end - f.sentence_start, 1000))
FROM figures AS f JOIN articles AS a USING (article_id) WHERE list_contains($ids::VARCHAR[], f.figure_id)
UNION ALL
SELECT canonical_id, name, NULL FROM entities WHERE list_contains($ids::VARCHAR[], canonical_id)
"""


def _by_id(con: duckdb.DuckDBPyConnection, query: str, ids: Sequence[str]) -> dict[str, dict[str, object]]:
    found = con.execute(query, {"ids": list(ids)})
    names = [column[0] for column in found.description or ()]
    return {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in found.fetchall()}


def _told(alert: Alert, article: Mapping[str, object], words: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    subject, other = words.get(alert.subject_id, {}), words.get(alert.other_id or "", {})
    ids = alert.model_dump(mode="json", exclude={"written_at", "sent_at"})
    told = {"name": subject.get("name"), "words": subject.get("words"), "words_before": other.get("words")}
    return ids | dict(article) | told
