"""Restage: the stored articles become parsed files again, so that their rows can be derived anew."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.load.job import Job
from flows.load.resolve import Resolution
from flows.load.staged import COMPRESSION, PARSED_SCHEMA, RESOLVED_SCHEMA
from warehouse.disk.duck import fetch
from warehouse.store.read import attach_news

ARTICLES_AT_ONCE = 1_000
"""Articles of one parsed file, the unit of work of the step that follows."""

_ARTICLES = "SELECT * EXCLUDE (load_id) FROM news.articles"
"""In whatever order: the commit sorts, and to sort whole articles here would take their size in memory."""

_REPLACED = "SELECT article_id, published_month, false AS erased FROM news.articles"

_ONLY = " SEMI JOIN chosen USING (article_id)"
"""Behind these, where not all are meant."""


def restage(job: Job, only: Sequence[str] | None = None) -> Resolution:
    """Write every stored article into `job.parsed`, in its present revision, and mark all rows as replaced.

    With `only` it is these articles.
    """
    chosen = "" if only is None else _ONLY
    if job.news_duckdb is None:
        return Resolution()
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        attach_news(con, job.news_duckdb)
        con.register("chosen", pa.table({"article_id": pa.array(only or (), pa.string())}))
        pq.write_table(fetch(con, f"{_REPLACED}{chosen} ORDER BY article_id"), job.staging / "replaced.parquet")
        batches: pa.RecordBatchReader = con.sql(_ARTICLES + chosen).to_arrow_reader(ARTICLES_AT_ONCE)
        names = tuple(_write(job, number, pa.Table.from_batches([batch])) for number, batch in enumerate(batches))
    return Resolution(files=names)


def _write(job: Job, number: int, articles: pa.Table) -> str:
    name = f"{number:06d}-0000.parquet"
    first = number * ARTICLES_AT_ONCE
    articles = articles.append_column("seq", pa.array(range(first, first + articles.num_rows), pa.int64()))
    pq.write_table(articles.select(PARSED_SCHEMA.names).cast(PARSED_SCHEMA), job.parsed / name, compression=COMPRESSION)
    verdicts = articles.select(["seq", "article_id", "revision"])
    verdicts = verdicts.append_column("change_kind", pa.nulls(articles.num_rows, pa.string()))
    verdicts = verdicts.append_column("is_current", pa.array([True] * articles.num_rows))
    pq.write_table(verdicts.cast(RESOLVED_SCHEMA), job.resolved / name)
    return name
