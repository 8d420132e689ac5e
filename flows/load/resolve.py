"""Resolve: compare what was parsed with what is stored, and say what is new, in which revision.

One SQL statement over ids and hashes, no text: its cost follows the load. Records count as if each had
been loaded on its own, in the order of the input, so one load or many give the same tables.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from flows.load.collisions import refuse_collisions
from flows.load.erased import refuse_erased
from flows.load.job import Job
from flows.load.late import drop_late
from flows.load.staged import RESOLVED_SCHEMA
from warehouse.disk.duck import duck_settings, fetch
from warehouse.store.read import attach_news

_STORED = """
CREATE TEMP TABLE stored AS
SELECT article_id, content_hash, dup_group_id, revision, published_month, updated_at
FROM news.articles
WHERE article_id IN (SELECT article_id FROM incoming) OR dup_group_id IN (SELECT dup_group_id FROM incoming)
"""

_NOTHING_STORED = """
CREATE TEMP TABLE stored (
    article_id VARCHAR, content_hash VARCHAR, dup_group_id VARCHAR, revision INTEGER, published_month VARCHAR,
    updated_at TIMESTAMPTZ
)
"""

_INCOMING = """
CREATE TEMP TABLE incoming AS
SELECT seq, article_id, content_hash, dup_group_id, updated_at, parse_filename(filename) AS file
FROM read_parquet(?, filename = true)
"""

_CHANGES = """
CREATE TEMP TABLE changes AS
WITH chained AS (
    SELECT
        i.*,
        coalesce(s.revision, 0) AS stored_revision,
        coalesce(lag(i.content_hash) OVER same_article, s.content_hash) AS previous_content,
        coalesce(lag(i.dup_group_id) OVER same_article, s.dup_group_id) AS previous_body,
        first_value(i.article_id) OVER (PARTITION BY i.dup_group_id ORDER BY i.seq) AS first_with_body
    FROM incoming AS i
    LEFT JOIN stored AS s ON s.article_id = i.article_id
    WINDOW same_article AS (PARTITION BY i.article_id ORDER BY i.seq)
),
judged AS (
    SELECT
        *,
        content_hash IS DISTINCT FROM previous_content AS is_change,
        first_with_body <> article_id OR EXISTS (
            FROM stored AS s WHERE s.dup_group_id = chained.dup_group_id AND s.article_id <> chained.article_id
        ) AS body_is_known
    FROM chained
)
SELECT
    seq,
    file,
    article_id,
    is_change,
    is_change AND body_is_known AS is_duplicate,
    CASE
        WHEN previous_content IS NULL THEN 'new'
        WHEN previous_body IS DISTINCT FROM dup_group_id THEN 'text'
        ELSE 'metadata'
    END AS change_kind,
    CAST(
        stored_revision + count(*) FILTER (WHERE is_change) OVER (PARTITION BY article_id ORDER BY seq) AS INTEGER
    ) AS revision,
    seq = max(seq) FILTER (WHERE is_change) OVER (PARTITION BY article_id) AS is_current
FROM judged
"""

_REPLACED = """
SELECT article_id, published_month, false AS erased
FROM stored
WHERE article_id IN (SELECT article_id FROM changes WHERE is_change)
ORDER BY article_id
"""

_RESOLVED = """
SELECT seq, article_id, revision, change_kind, is_current
FROM changes
WHERE is_change AND file = $file
ORDER BY seq
"""


@dataclass(frozen=True, slots=True)
class Resolution:
    """How the valid records of a load compare with what is stored."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    duplicate: int = 0
    rejected: int = 0
    """Records that passed by themselves, but have the id of another article."""
    files: tuple[str, ...] = ()
    """Parsed files that hold something new."""
    erased: int = 0
    """Those of the rejected that were erased before; they do not come back, and no limit counts them."""


def resolve(job: Job) -> Resolution:
    """Write which articles of each parsed file are new, and which stored ones they replace.

    Fills `job.resolved` and writes `replaced.parquet` into the staging folder.
    """
    if not any(job.parsed.glob("*.parquet")):
        return Resolution()
    with duckdb.connect(config=duck_settings(job.settings.memory_mb).config(job.staging / "scratch")) as con:
        con.execute(_INCOMING, [sorted(map(str, job.parsed.glob("*.parquet")))])
        _load_stored(con, job.news_duckdb)
        refused = refuse_erased(con, job, has_news=job.news_duckdb is not None)
        late = drop_late(con, has_news=job.news_duckdb is not None)
        collided = refuse_collisions(con, job, has_news=job.news_duckdb is not None)
        con.execute(_CHANGES)
        pq.write_table(fetch(con, _REPLACED), job.staging / "replaced.parquet")
        new, revised, unchanged, duplicate = _counts(con)
        files = _write_resolved(con, job.resolved)
        return Resolution(new, revised, unchanged + late, duplicate, collided + refused, files, refused)


def _load_stored(con: duckdb.DuckDBPyConnection, news: Path | None) -> None:
    if news is None:
        con.execute(_NOTHING_STORED)
        return
    attach_news(con, news)
    con.execute(_STORED)


def _counts(con: duckdb.DuckDBPyConnection) -> tuple[int, int, int, int]:
    counts = con.execute(
        """SELECT count(*) FILTER (WHERE is_change AND NOT is_duplicate AND change_kind = 'new'),
                  count(*) FILTER (WHERE is_change AND NOT is_duplicate AND change_kind <> 'new'),
                  count(*) FILTER (WHERE NOT is_change),
                  count(*) FILTER (WHERE is_duplicate)
           FROM changes"""
    ).fetchone()
    assert counts is not None
    return counts


def _write_resolved(con: duckdb.DuckDBPyConnection, folder: Path) -> tuple[str, ...]:
    files = con.execute("SELECT DISTINCT file FROM changes WHERE is_change ORDER BY file").fetchall()
    for (name,) in files:
        table = fetch(con, _RESOLVED, {"file": name}).cast(RESOLVED_SCHEMA)
        pq.write_table(table, folder / name)
    return tuple(name for (name,) in files)
