"""Erasure: mark articles so that the commit leaves them out of every table."""

from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.load.plan import Plan
from flows.load.request import Attempt, job_of
from flows.load.resolve import Resolution
from schemas.errors import InputError
from schemas.ids import hash_id
from schemas.ledger import Erasure
from warehouse.disk.duck import fetch
from warehouse.store.read import connect
from warehouse.store.store import Store

_STORED = """
SELECT article_id, published_month, true AS erased
FROM articles
WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY article_id
"""


def plan_erasure(store: Store, article_ids: Sequence[str]) -> Plan:
    """Return the plan of an erasure.

    Raises:
        InputError: an article is not in the store.
    """
    missing = set(article_ids) - set(_stored(store, article_ids).column("article_id").to_pylist())
    if missing:
        raise InputError(f"article {min(missing)!r}: is not stored in {store.root}; look its id up in articles")
    return Plan((), f"{len(article_ids)} articles to erase", hash_id("erase", *sorted(article_ids)))


def stage_erasure(attempt: Attempt, *, article_ids: Sequence[str], reason: str) -> Resolution:
    """Write which rows leave the store, and the erasures that say so."""
    job = job_of(attempt)
    pq.write_table(_stored(attempt.store, article_ids), job.staging / "replaced.parquet")
    load_id = attempt.load.load_id
    now = datetime.now(UTC)
    attempt.store.ledger.add_erasures(
        [
            Erasure(
                erasure_id=hash_id("erasures", article_id, load_id),
                article_id=article_id,
                load_id=load_id,
                reason=reason,
                erased_at=now,
            )
            for article_id in sorted(set(article_ids))
        ]
    )
    return Resolution()


def _stored(store: Store, article_ids: Sequence[str]) -> pa.Table:
    try:
        with connect(store) as con:
            return fetch(con, _STORED, {"ids": list(article_ids)})
    except duckdb.Error as error:
        raise InputError(f"{store.root}: the current snapshot can't be read; see `onrecord maintain`") from error
