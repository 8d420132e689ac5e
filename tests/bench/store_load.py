"""One commit of made-up rows: `python -m tests.bench.store_load ROOT LOAD_ID FIRST COUNT DENSITY`; prints JSON.

DENSITY is the number of groups of derived rows per article: 4 mentions, a quote, a figure and an entity each; 0 for
none, as with the derivation switched off.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.ids import hash_id, hash_text
from schemas.ledger import Load
from schemas.tables import BY_NAME, Column
from tests.bench.articles import article
from warehouse.parquet.staging import staged_schema
from warehouse.snapshot.commit import commit
from warehouse.snapshot.recover import recover
from warehouse.store.store import Store

CHUNK = 2_000
_SPAN = 9
_GROUP = 40
Columns = Mapping[str, Sequence[object]]


def main(root: Path, load_id: str, first: int, count: int, density: int) -> None:
    """Stage the rows, then commit them and print the seconds of the commit, of all its threads, and by step."""
    store = Store.open(root)
    with store.lock("bench"):
        recover(store)
        load = _begin(store, load_id, count)
        for start in range(first, first + count, CHUNK):
            _stage(store.staging(load_id), load_id, range(start, min(start + CHUNK, first + count)), density)
        steps: dict[str, float] = {}
        begun = last = time.perf_counter()
        cpu = time.process_time()

        def on_step(name: str) -> None:
            nonlocal last
            steps[name] = round(steps.get(name, 0) + time.perf_counter() - last, 3)
            last = time.perf_counter()

        commit(store, load, store.staging(load_id), on_step=on_step)
    cpu = time.process_time() - cpu
    print(json.dumps({"seconds": time.perf_counter() - begun, "cpu_seconds": cpu, "steps": steps}))


def _begin(store: Store, load_id: str, count: int) -> Load:
    load = Load(
        load_id=load_id,
        flow="bench",
        flow_run_id=None,
        previous_load_id=None,
        started_at=datetime.now(UTC),
        finished_at=None,
        status="running",
        error_message=None,
        input_uri="made",
        input_sha256="",
        code_version="0",
        schema_version=1,
        extractor_version="0",
        rows_in=count,
        rows_ok=count,
        rows_unchanged=0,
        rows_duplicate=0,
        rows_rejected=0,
    )
    store.ledger.begin_load(load)
    return load


def _stage(folder: Path, load_id: str, numbers: range, density: int) -> None:
    made = [article(number) for number in numbers]
    ids = [hash_id("bench", number) for number in numbers]
    bodies = [one["text"] for one in made]
    hashes = [hash_text(body) for body in bodies]
    days = [date.fromisoformat(one["published_at"]) for one in made]
    months = [day.isoformat()[:7] for day in days]
    own: Columns = {"article_id": ids, "body": bodies, "content_hash": hashes, "published_month": months}
    instants = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days]
    articles: Columns = {**own, "published_date": days, "published_at": instants, "dup_group_id": hashes}
    tables: dict[str, Columns] = {"articles": articles, "article_revisions": own}
    if density:
        ends = [len(body) for body in bodies]
        tables["paragraphs"] = {**own, "start_char": [0] * len(ids), "end_char": ends}
        tables |= {name: _derived(name, ids, bodies, months, density) for name in _DERIVED}
    for name, columns in tables.items():
        _write(folder / "rows" / name / f"{numbers.start:08d}.parquet", name, columns, load_id)


_DERIVED = {"article_entities": 1, "mentions": 4, "quotes": 1, "quote_parts": 1, "figures": 1}
_KEYS = {"article_entities": "entity_id", "mentions": "mention_id", "quotes": "quote_id", "quote_parts": "quote_id"}


def _derived(name: str, ids: list[str], bodies: list[str], months: list[str], density: int) -> Columns:
    count = density * _DERIVED[name]
    starts = [number * _GROUP // _DERIVED[name] for number in range(count)]
    key = _KEYS.get(name, "figure_id")
    kind = "quote" if key == "quote_id" else name
    return {
        "article_id": [one for one in ids for _ in starts],
        key: [hash_id(kind, one, start) for one in ids for start in starts],
        "text": [body[start : start + _SPAN] for body in bodies for start in starts],
        "start_char": starts * len(ids),
        "end_char": [start + _SPAN for start in starts] * len(ids),
        "published_month": [month for month in months for _ in starts],
    }


def _write(path: Path, name: str, columns: Columns, load_id: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = len(columns["article_id"])
    arrays = [
        pa.array(columns[column.name], column.type)
        if column.name in columns
        else pa.repeat(_constant(column, load_id), rows)
        for column in BY_NAME[name].sql_columns
    ]
    pq.write_table(pa.Table.from_arrays(arrays, schema=staged_schema(BY_NAME[name])), path)


def _constant(column: Column, load_id: str) -> pa.Scalar:
    """A value that the checks let pass for a column that the benchmark does not vary."""
    told = {"load_id": load_id, "revision": 1, "n_parts": 1, "section": "body", "pub_status": "usable"}
    if column.name in told:
        return pa.scalar(told[column.name], column.type)
    if column.nullable:
        return pa.scalar(None, column.type)
    if pa.types.is_list(column.type):
        return pa.scalar([], column.type)
    if pa.types.is_timestamp(column.type):
        return pa.scalar(datetime(2026, 1, 1, tzinfo=UTC), column.type)
    return pa.scalar(
        "x" if pa.types.is_string(column.type) else 0, pa.string() if pa.types.is_string(column.type) else pa.int8()
    ).cast(column.type)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
