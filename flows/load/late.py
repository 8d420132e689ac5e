"""Old versions that come again: a feed that keeps every version of an article is read anew each time.

A record is late if it is word for word an earlier revision of its article and says itself, by `updated_at`, that it
is older than the current one. It changes nothing. Without `updated_at` on both, a text that returns is news like any
other.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb

_CHAINS = """
WITH newest AS (
    SELECT article_id, max(updated_at) AS updated_at
    FROM (SELECT article_id, updated_at FROM incoming UNION ALL SELECT article_id, updated_at FROM stored)
    GROUP BY article_id
),
suspect AS (
    SELECT DISTINCT article_id
    FROM incoming JOIN newest USING (article_id)
    WHERE incoming.updated_at < newest.updated_at
)
SELECT article_id, -1 AS seq, content_hash, epoch_us(updated_at) FROM stored SEMI JOIN suspect USING (article_id)
UNION ALL
SELECT article_id, seq, content_hash, epoch_us(updated_at) FROM incoming SEMI JOIN suspect USING (article_id)
ORDER BY article_id, seq
"""
"""The versions of the articles of which an older one comes behind a newer: the stored one first, then the input's."""

_SEEN = "SELECT DISTINCT content_hash FROM news.article_revisions WHERE article_id = ?"


class _Version(NamedTuple):
    article_id: str
    seq: int
    content_hash: str
    updated_us: int | None


def drop_late(con: duckdb.DuckDBPyConnection, *, has_news: bool) -> int:
    """Delete the late records from the table `incoming` and return how many they were."""
    versions = [_Version(*row) for row in con.execute(_CHAINS).fetchall()]
    late: list[int] = []
    for article_id, chain in groupby(versions, key=itemgetter(0)):
        seen = {row[0] for row in con.execute(_SEEN, [article_id]).fetchall()} if has_news else set()
        late += _late(chain, seen)
    if late:
        con.execute("DELETE FROM incoming WHERE seq IN (SELECT unnest(?))", [late])
    return len(late)


def _late(chain: Iterable[_Version], seen: set[str]) -> Iterator[int]:
    """The place of each late version of an article, as if each came in a load of its own."""
    current: _Version | None = None
    for version in chain:
        if current and version.content_hash == current.content_hash:
            continue
        if current and version.content_hash in seen and _older(version, current):
            yield version.seq
            continue
        current = version
        seen.add(version.content_hash)


def _older(version: _Version, current: _Version) -> bool:
    if version.updated_us is None or current.updated_us is None:
        return False
    return version.updated_us < current.updated_us
