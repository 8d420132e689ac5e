"""Erasure: mark articles so that the commit leaves them out of every table, and forget what was refused of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.fetched import Gone
from flows.load.erased_rejects import holder_of, rejects_of
from flows.load.plan import Plan
from flows.load.request import Attempt, job_of
from flows.load.resolve import Resolution
from flows.validate.urls import canonical_url
from schemas.errors import InputError
from schemas.ids import hash_id
from schemas.ledger import Erasure, Reject
from warehouse.disk.duck import fetch
from warehouse.store.read import connect
from warehouse.store.store import Store

_STORED = """
SELECT article_id, published_month, true AS erased
FROM articles
WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY article_id
"""

_BODIES = "SELECT body FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))"

_SEEN = """
SELECT url, canonical_url, NULL AS body FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
UNION ALL
SELECT NULL, NULL, body FROM article_revisions WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
"""

_NOTED = """
SELECT 1 FROM duckdb_columns()
WHERE table_name = 'article_revisions' AND column_name = 'record_index' AND $ids IS NOT NULL
"""

_PLACES = """
SELECT DISTINCT input_uri, record_index, article_id IN (SELECT unnest($ids::VARCHAR[])) AS erased
FROM (
    SELECT article_id, input_uri, record_index FROM articles
    UNION ALL
    SELECT article_id, input_uri, record_index FROM article_revisions
)
WHERE input_uri IS NOT NULL AND record_index IS NOT NULL
"""


def plan_erasure(store: Store, article_ids: Sequence[str], reject_ids: Sequence[str] = ()) -> Plan:
    """The plan of an erasure of articles and of the payloads of rejects.

    Raises:
        InputError: an article is not in the store, or a reject not in its ledger.
    """
    missing = set(article_ids) - set(_stored(store, _STORED, article_ids).column("article_id").to_pylist())
    if missing:
        raise InputError(f"article {min(missing)!r}: is not stored in {store.root}; look its id up in articles")
    unknown = set(reject_ids) - {reject.reject_id for reject in _rejects(store)} if reject_ids else set()
    if unknown:
        raise InputError(f"reject {min(unknown)!r}: there is none of that id; see `onrecord rejects --all`")
    named = [f"{len(ids)} {what} to erase" for ids, what in ((article_ids, "articles"), (reject_ids, "rejects")) if ids]
    return Plan((), ", ".join(named), hash_id("erase", *sorted(article_ids), *sorted(reject_ids)))


def stage_erasure(
    attempt: Attempt, *, article_ids: Sequence[str], reason: str, reject_ids: Sequence[str] = ()
) -> Resolution:
    """Write which rows leave the store, forget the payloads that hold their text, and record the erasures.

    The payloads are gone from the ledger's file when this returns, whatever becomes of the load; news.duckdb follows
    with its commit.
    """
    job, store = job_of(attempt), attempt.store
    pq.write_table(_stored(store, _STORED, article_ids), job.staging / "replaced.parquet")
    bodies = _stored(store, _BODIES, article_ids).column("body").to_pylist() if article_ids else []
    forgotten = {*reject_ids, *rejects_of(_rejects(store), article_ids, bodies)}
    store.ledger.erase_payloads(sorted(forgotten))
    load_id = attempt.load.load_id
    erasures = [_erasure(load_id, reason, article_id=one) for one in sorted(set(article_ids))]
    erasures += [_erasure(load_id, reason, reject_id=one) for one in sorted(forgotten)]
    store.ledger.add_erasures(erasures)
    return Resolution()


def sources_of(store: Store, article_ids: Sequence[str]) -> list[str]:
    """The files that brought articles and their revisions, as `input_uri` names them, sorted."""
    rows = _places(store, article_ids) if article_ids else []
    return sorted({row["input_uri"] for row in rows if row["erased"]})


def _places(store: Store, article_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The records that articles came from; none where the store was made before they were noted."""
    noted = _stored(store, _NOTED, ()).num_rows
    return _stored(store, _PLACES, article_ids).to_pylist() if noted else []


def gone_of(store: Store, article_ids: Sequence[str]) -> Gone:
    """What tells the pages of articles that are about to be erased."""
    seen = _stored(store, _SEEN, article_ids).to_pylist()
    places = _places(store, article_ids)
    urls = [row[name] for row in seen for name in ("url", "canonical_url") if row[name]]
    by_kind = [
        frozenset((row["input_uri"], row["record_index"]) for row in places if row["erased"] is erased)
        for erased in (True, False)
    ]
    return Gone(
        addresses=frozenset(address for url in urls if (address := canonical_url(url))),
        places=by_kind[0],
        kept=by_kind[1] - by_kind[0],
        holds=holder_of(row["body"] for row in seen if row["body"]),
    )


def _erasure(load_id: str, reason: str, *, article_id: str | None = None, reject_id: str | None = None) -> Erasure:
    return Erasure(
        erasure_id=hash_id("erasures", article_id or reject_id, load_id),
        article_id=article_id,
        load_id=load_id,
        reason=reason,
        erased_at=datetime.now(UTC),
        reject_id=reject_id,
    )


def _rejects(store: Store) -> Iterator[Reject]:
    for batch in store.ledger.rejects().to_batches(max_chunksize=100):
        yield from (Reject.model_validate(row) for row in batch.to_pylist())


def _stored(store: Store, query: str, article_ids: Sequence[str]) -> pa.Table:
    try:
        with connect(store) as con:
            return fetch(con, query, {"ids": list(article_ids)})
    except duckdb.Error as error:
        raise InputError(f"{store.root}: the current snapshot can't be read; see `onrecord verify`") from error
