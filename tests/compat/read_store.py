"""Reads a published store with whatever is installed here; prints versions and what was found, as JSON.

It runs in the environment of requirements.lock too, so it imports nothing of onrecord.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds

Found = dict[str, object]


def with_duckdb(current: Path) -> Found:
    """Count with SQL in news.duckdb: tables, a view over several of them, and comments."""
    with duckdb.connect(str(current / "news.duckdb"), read_only=True) as connection:

        def one(query: str) -> object:
            (row,) = connection.execute(query).fetchall()
            return row[0]

        return {
            "articles": one("SELECT count(*) FROM articles"),
            "months": one("SELECT list(DISTINCT published_month ORDER BY published_month) FROM articles"),
            "words": one("SELECT min(words) FROM who_said_what"),
            "first": one("SELECT CAST(min(published_at) AS VARCHAR) FROM articles"),
            "comment": one("SELECT comment FROM duckdb_tables() WHERE table_name = 'quotes'"),
            "view_comments": one("SELECT count(*) FROM duckdb_views() WHERE NOT internal AND comment IS NULL"),
        }


def with_duckdb_parquet(current: Path) -> Found:
    """Count with SQL over the Parquet files."""
    files = str(current / "articles" / "*" / "*.parquet")
    with duckdb.connect() as connection:
        (row,) = connection.execute(
            "SELECT count(*), list(DISTINCT published_month ORDER BY published_month) FROM "
            "read_parquet(?, hive_partitioning = true, hive_types_autocast = false)",
            [files],
        ).fetchall()
    return {"articles": row[0], "months": row[1]}


def with_pandas(current: Path) -> Found:
    """Read the folders of two tables with pandas."""
    articles = pd.read_parquet(current / "articles")
    quotes = pd.read_parquet(current / "quotes")
    return {
        "articles": len(articles),
        "months": sorted(set(articles["published_month"].astype(str))),
        "words": str(quotes["text"].min()),
        "first": str(articles["published_at"].min()),
    }


def with_polars(current: Path) -> Found:
    """Read the folders of two tables with Polars."""
    articles = pl.read_parquet(current / "articles")
    quotes = pl.scan_parquet(current / "quotes").select("text").collect()
    return {
        "articles": articles.height,
        "months": sorted(set(articles["published_month"].cast(pl.String))),
        "words": str(quotes["text"].min()),
        "first": str(articles["published_at"].min()),
    }


def with_pyarrow(current: Path) -> Found:
    """Read a table as a partitioned dataset, with the descriptions of its fields."""
    partitioning = ds.partitioning(pa.schema([("published_month", pa.string())]), flavor="hive")
    articles = ds.dataset(current / "articles", partitioning=partitioning)
    metadata = articles.schema.field("body").metadata or {}
    return {
        "articles": articles.count_rows(),
        "months": sorted(set(articles.to_table(columns=["published_month"]).column(0).to_pylist())),
        "description": metadata[b"description"].decode(),
    }


READERS: dict[str, Callable[[Path], Found]] = {
    "duckdb": with_duckdb,
    "duckdb on Parquet": with_duckdb_parquet,
    "pandas": with_pandas,
    "polars": with_polars,
    "pyarrow": with_pyarrow,
}


def versions() -> dict[str, str]:
    """The versions of the readers."""
    return {module.__name__: module.__version__ for module in (duckdb, pd, pl, pa)}


def read_all(current: Path) -> dict[str, Found]:
    """What every reader finds in a snapshot."""
    return {name: reader(current) for name, reader in READERS.items()}


if __name__ == "__main__":
    print(json.dumps({"versions": versions(), "found": read_all(Path(sys.argv[1]))}))  # noqa: T201 - it is the interface
