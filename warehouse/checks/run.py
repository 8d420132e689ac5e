"""Checks over the rows of a load: SQL files that return the keys of rows that break a rule."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast

import duckdb

from schemas.errors import LoadError
from schemas.ledger import CheckResult, Load
from schemas.vocabulary import Severity
from warehouse.disk.sqlfiles import SqlFile, all_sql

_SAMPLE: Final = 5
Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its file's name, what a failure means for the load, what it demands, and its query.

    The query returns keys, never text, and has `$load_id` bound.
    """

    name: str
    severity: Severity
    description: str
    sql: str


def all_checks() -> Iterator[Check]:
    """The checks in `warehouse/checks`, by name; the first line of each file is `severity: blocking|warning`."""
    for file in all_sql("checks"):
        yield _check(file)


def run_checks(connection: Connection, load: Load) -> list[CheckResult]:
    """What every check says about the rows of `load`."""
    return [_run(connection, check, load) for check in all_checks()]


def refuse_failed(results: list[CheckResult]) -> None:
    """Raise LoadError if a blocking check failed."""
    failed = [result for result in results if result.severity == "blocking" and result.failing_rows]
    if failed:
        told = ", ".join(f"{result.check_name} ({result.failing_rows} rows)" for result in failed)
        raise LoadError(
            f"load {failed[0].load_id}: blocking checks failed: {told}. The tables are as they were; "
            "check_results in the ledger holds keys of the rows."
        )


def _check(file: SqlFile) -> Check:
    severity = file.head[0].removeprefix("severity:").strip()
    if severity not in ("blocking", "warning"):
        raise ValueError(f"warehouse/checks/{file.name}.sql: the first line must be `-- severity: blocking|warning`")
    return Check(file.name, cast("Severity", severity), " ".join(file.head[1:]), file.text)


def _run(connection: Connection, check: Check, load: Load) -> CheckResult:
    relation = connection.execute(check.sql, {"load_id": load.load_id} if "$load_id" in check.sql else {})
    sample = relation.fetchmany(_SAMPLE)
    failing = len(sample)
    while more := len(relation.fetchmany(100_000)):
        failing += more
    keys = [dict(zip((column[0] for column in relation.description or ()), row, strict=True)) for row in sample]
    return CheckResult(
        load_id=load.load_id,
        check_name=check.name,
        severity=check.severity,
        failing_rows=failing,
        sample=json.dumps(keys, default=str) if keys else None,
        checked_at=datetime.now(UTC),
    )
