"""The recipes of flows/exports/RECIPES.md, followed: each tool reads what onrecord wrote, by its own code."""

import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner

from flows.cli import main
from schemas.tables import BY_NAME
from tests.flows.loading import ROOT, rows
from tests.recipes.tools import tool
from tests.unit.warehouse.making import cases, run
from tests.waiting import ran
from warehouse.store.store import Store

_IN_R = """
con <- DBI::dbConnect(RSQLite::SQLite(), commandArgs(trailingOnly = TRUE)[1], flags = RSQLite::SQLITE_RO)
parts <- DBI::dbGetQuery(con, "SELECT p.*, body FROM quote_parts p JOIN articles USING (article_id)")
stopifnot(all(substr(parts$body, parts$start_char + 1, parts$end_char) == parts$text))
cat(nrow(parts))
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven articles of several months with rows in every table."""
    folder = tmp_path_factory.mktemp("recipes") / "store"
    run(Store.open(folder), "L1", cases(7))
    return folder


def test_polars_has_the_types(store: Path) -> None:
    """Days, instants with their zone, lists and whole numbers come as what they are; the month from the path."""
    articles = pl.read_parquet(store / "current" / "articles" / "**" / "*.parquet", hive_partitioning=True)
    assert articles.height == 7
    kinds = {name: articles.schema[name] for name in ("published_date", "byline", "word_count", "body")}
    assert kinds == {"published_date": pl.Date, "byline": pl.List(pl.String), "word_count": pl.Int32, "body": pl.String}
    assert articles.schema["published_at"] == pl.Datetime("us", "UTC")
    assert set(articles["published_month"]) == {
        str(row[0]) for row in rows(store, "SELECT published_month FROM articles")
    }


def test_pandas_has_the_types(store: Path) -> None:
    """With Arrow's types a whole number that is unknown stays whole, and a day is a day."""
    quotes = pd.read_parquet(store / "current" / "quotes", dtype_backend="pyarrow")
    articles = pd.read_parquet(store / "current" / "articles", dtype_backend="pyarrow")
    joined = quotes.merge(articles[["article_id", "published_at", "body"]], on="article_id")
    assert len(joined) == len(quotes) == rows(store, "SELECT count(*) FROM quotes")[0][0]
    assert str(quotes["speaker_start"].dtype) == "int32[pyarrow]"
    assert joined["published_at"].dropna().iloc[0] > datetime(1900, 1, 1, tzinfo=UTC)
    assert set(quotes.columns) == {column.name for column in BY_NAME["quotes"].sql_columns}


def test_datasette_shows_the_sqlite_file(store: Path, tmp_path: Path) -> None:
    """Its own server answers with rows, facets and the columns' descriptions; the file stays as it is."""
    news = tmp_path / "news.db"
    done = CliRunner().invoke(main, ["export", "sqlite", "--warehouse", str(store), "--out", str(news)])
    assert done.exit_code == 0, done.output
    question = "/news/who_said_what.json?_facet=kind&_shape=objects"
    page = json.loads(ran([tool("datasette"), "-i", news, "--get", question]).stdout)
    assert page["filtered_table_rows_count"] == rows(store, "SELECT count(*) FROM who_said_what")[0][0]
    assert page["facet_results"]["kind"]["results"]
    notes = json.loads(
        ran([tool("datasette"), "-i", news, "--get", "/news/column_notes.json?_shape=array&_size=max"]).stdout
    )
    assert {note["column_name"] for note in notes if note["table_name"] == "quotes"} >= {"quote_id", "speaker_name"}


def test_r_reads_the_sqlite_file(store: Path, tmp_path: Path) -> None:
    """Where R and RSQLite are installed: rows come, and R's own `substr` finds each part of a quote in its body."""
    r = shutil.which("Rscript")
    if r is None or ran([r, "-e", "stopifnot(requireNamespace('RSQLite'))"]).returncode:
        pytest.skip("R with RSQLite is not installed here")
    news = tmp_path / "news.db"
    assert CliRunner().invoke(main, ["export", "sqlite", "--warehouse", str(store), "--out", str(news)]).exit_code == 0
    done = ran([r, "-e", _IN_R, news])
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == rows(store, "SELECT count(*) FROM quote_parts")[0][0] > 0


def test_dbt_builds_on_the_store(store: Path, tmp_path: Path) -> None:
    """The project beside this test: its tests of sources pass, and its model has what the view says."""
    project = Path(__file__).parent / "dbt"
    made = tmp_path / "models.duckdb"
    told = {
        **os.environ,
        "ONRECORD_STORE": str(store),
        "ONRECORD_DBT": str(made),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "0",
    }
    folders: list[str | Path] = [
        "--project-dir",
        project,
        "--profiles-dir",
        project,
        "--target-path",
        tmp_path / "target",
    ]
    done = ran([tool("dbt"), "--log-path", tmp_path, "build", *folders], env=told)
    assert done.returncode == 0, done.stdout
    assert re.search(r"PASS=8 WARN=0 ERROR=0", done.stdout), done.stdout
    import duckdb  # noqa: PLC0415  # as users look into what dbt made

    with duckdb.connect(str(made), read_only=True) as con:
        counted = con.execute("SELECT sum(quotes) FROM most_quoted_by_month").fetchone()
    assert counted == rows(store, "SELECT count(*) FROM who_said_what WHERE speaker IS NOT NULL")[0]


def test_the_notebook_runs_without_a_browser(tmp_path: Path) -> None:
    """Every cell is run by marimo which writes the page; no cell fails, and the marked article is in it."""
    page = tmp_path / "first_look.html"
    notebook = ROOT / "seeds" / "notebooks" / "first_look.py"
    told = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "flows" / "api")]),
        "HOME": str(tmp_path),
    }
    done = ran([tool("marimo"), "export", "html", notebook, "-o", page, "--no-include-code"], env=told)
    assert done.returncode == 0, done.stderr
    assert "MarimoExceptionRaisedError" not in done.stderr
    html = page.read_text(encoding="utf-8")
    assert "Ada Breskov" in html
    assert "forty houses" in html
