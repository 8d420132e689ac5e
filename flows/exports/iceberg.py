"""Apache Iceberg: tables of a local SQL catalogue, kept in step with the warehouse as the Delta tables are.

The folder holds `catalog.db` (SQLite) and `news/TABLE/`. A load that changed a table gives it one commit, of the months
that changed, each written as a whole; its snapshots have the load in their summary.
"""

from importlib import import_module
from pathlib import Path
from typing import Any, Final

import orjson
import pyarrow as pa

from flows.exports.kept import FILES, LOAD, SNAPSHOT, Files, changed_months, files_by_month, rows_of, schema_of
from schemas.errors import SettingsError
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, PUBLISHED_MONTH, Table
from warehouse.store.store import Snapshot

NAMESPACE: Final = "news"
_MONTH: Final = PUBLISHED_MONTH.name
_IN_URLS: Final = frozenset("?#%")
"""Characters of a path that mean something else in an address: files would come to lie elsewhere."""


def write_iceberg(out: Path, snapshot: Snapshot) -> int:
    """Bring the Iceberg tables in `out` to a snapshot; return how many got a commit.

    Raises:
        SettingsError: pyiceberg is not installed, or the folder can't be written.
    """
    catalog = _catalog(out)
    try:
        catalog.create_namespace_if_not_exists(NAMESPACE)
        return sum(_bring(catalog, snapshot, table) for table in (*ARTICLE_TABLES, *CORPUS_TABLES))
    except OSError as error:
        raise SettingsError(f"{out}: Iceberg tables can't be written here ({type(error).__name__})") from error


def _catalog(out: Path) -> Any:  # noqa: ANN401  # of an extra
    if found := _IN_URLS & set(str(out.absolute())):
        raise SettingsError(
            f"{out}: Iceberg names its files by address, where {min(found)} ends a path; name another --out"
        )
    try:
        sql = import_module("pyiceberg.catalog.sql")
    except ImportError:
        raise SettingsError("export iceberg: pyiceberg is not installed; install the extra `iceberg`") from None
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{out}: can't be written ({error.strerror}); name another --out") from None
    place = out.absolute()
    return sql.SqlCatalog("onrecord", uri=f"sqlite:///{place / 'catalog.db'}", warehouse=f"file://{place}")


def _bring(catalog: Any, snapshot: Snapshot, table: Table) -> bool:  # noqa: ANN401  # of an extra
    name, after = f"{NAMESPACE}.{table.name}", files_by_month(snapshot, table)
    kept = catalog.load_table(name) if catalog.table_exists(name) else None
    before = _held(kept)
    if kept is not None and before == after:
        return False
    if kept is None:
        kept = _created(catalog, name, table)
    told = {LOAD: snapshot.manifest.load_id, SNAPSHOT: snapshot.snapshot_id, FILES: orjson.dumps(after).decode()}
    with kept.transaction() as change:
        for month in changed_months(before, after):
            _replace(change, snapshot, table, month, told)
    return True


def _created(catalog: Any, name: str, table: Table) -> Any:  # noqa: ANN401  # of an extra
    kept = catalog.create_table(name, schema=_schema(table), properties={"comment": table.description})
    if table.partitioned:
        with kept.update_spec() as spec:
            spec.add_identity(_MONTH)
    return kept


def _replace(change: Any, snapshot: Snapshot, table: Table, month: str, told: dict[str, str]) -> None:  # noqa: ANN401  # of an extra
    """Put a month's rows in the place of those that are there; a month at a time is in memory."""
    expressions = import_module("pyiceberg.expressions")
    which = expressions.EqualTo(_MONTH, month) if table.partitioned else expressions.AlwaysTrue()
    rows = rows_of(snapshot, table, [month]).read_all().cast(_schema(table))
    change.overwrite(rows, overwrite_filter=which, snapshot_properties=told)


def _schema(table: Table) -> pa.Schema:
    """The columns with their descriptions as Iceberg takes them from Arrow."""
    return pa.schema(
        [field.with_metadata({"doc": (field.metadata or {}).get(b"description", b"")}) for field in schema_of(table)]
    )


def _held(kept: Any) -> Files:  # noqa: ANN401  # of an extra
    """The files that the table holds, by month."""
    current = kept.current_snapshot() if kept is not None else None
    if current is None or current.summary is None:
        return {}
    held: Files = orjson.loads(current.summary.additional_properties.get(FILES, "{}"))
    return held
