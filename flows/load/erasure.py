"""Erasure: mark articles so that the commit leaves them out of every table, and forget what was refused of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.load.erased_rejects import rejects_of
from flows.load.plan import Plan
from flows.load.request import Attempt, job_of
from flows.load.resolve import Resolution
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


def plan_erasure(store: Store, article_ids: Sequence[str], reject_ids: Sequence[str] = ()) -> Plan:
    """Return the plan of an erasure of articles and of the payloads of rejects.

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
