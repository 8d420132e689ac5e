"""What the tests of loads share: a load in this process, without Prefect, and a look at the tables."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flows.load.plan import plan_load
from flows.load.request import LoadSummary, Request
from flows.load.run import run_load
from flows.load.stage import stage_input
from flows.load.versions import extractor_version
from flows.settings import IngestSettings
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from tests.served import own_server, shared_server
from tests.waiting import ran
from warehouse.store.read import connect
from warehouse.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "seeds" / "articles"
SEED_ARTICLE = CORPUS / "000_7402b6962a82d56c.txt"
CALM = "A calm sentence about the weather in the north of the country, long enough to be taken for English."


def load(store: Path, *sources: Path, **settings: Any) -> LoadSummary:  # noqa: ANN401  # any setting of the flow
    """Load `sources` into `store` by the plain steps; names by rule, so that no test waits for the model."""
    names = tuple(str(source) for source in sources)
    wanted = IngestSettings(sources=names, warehouse=store, **({"annotator": "simple"} | settings))
    opened = Store.open(store)
    request = Request(
        flow="ingest",
        settings=wanted,
        plan=partial(plan_load, wanted),
        stage=stage_input,
        extractor_version=extractor_version(wanted.annotator),
    )
    with opened.lock("test"):
        return run_load(opened, request)


def counts(summary: LoadSummary) -> tuple[int, int, int, int]:
    """Return ok, unchanged, duplicate, rejected, having made sure that they add up."""
    assert summary.rows_ok == summary.rows_new + summary.rows_revised
    parts = (summary.rows_ok, summary.rows_unchanged, summary.rows_duplicate, summary.rows_rejected)
    assert sum(parts) == summary.rows_in
    return parts


def write_jsonl(path: Path, records: Iterable[Mapping[str, object]]) -> Path:
    """Write records as JSON lines and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def rows(store: Path, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the store's current snapshot."""
    with connect(Store.open(store, create=False)) as con:
        return con.execute(query, list(parameters)).fetchall()


_OF_THE_LOAD = frozenset({"load_id", "seen_at", "input_uri", "input_sha256", "record_index"})
"""Columns that say by which load and out of which file a row came."""


def tables(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all tables that hold articles' facts, sorted, without what may differ between loads."""
    found = {}
    for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
        columns = [column.name for column in table.sql_columns if column.name not in _OF_THE_LOAD]
        listed = ", ".join(f'"{name}"' for name in columns)
        found[table.name] = rows(store, f'SELECT {listed} FROM "{table.name}" ORDER BY ALL')  # noqa: S608  # own names
    return found


def parquet_files(store: Path) -> dict[str, bytes]:
    """Return the bytes of the current snapshot's Parquet files, by path."""
    current = (store / "current").resolve()
    return {str(path.relative_to(current)): path.read_bytes() for path in sorted(current.rglob("*.parquet"))}


_FLOWS = frozenset({"run", "rederive", "replay", "erase"})
"""Commands that are flows of Prefect."""


def onrecord(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":  # noqa: ANN401  # as subprocess.run
    """Run the command line in a process of its own, as a person would who has a Prefect server."""
    command = [sys.executable, "-m", "flows.cli", *arguments]
    if "env" not in options:
        options["env"] = own_server() | (shared_server() if arguments[0] in _FLOWS else {})
    return ran(command, **({"cwd": ROOT} | options))
