"""Delta Lake: a table a folder, kept in step with the warehouse: one commit a table for each load that changed it.

A later export into the same folder writes only the months whose files are others than those of the commit before; a
table that nothing changed gets no commit. Each commit has the load in its metadata. The months are the partitions.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson

from flows.exports.kept import FILES, LOAD, SNAPSHOT, Files, changed_months, files_by_month, rows_of
from schemas.errors import SettingsError
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, PUBLISHED_MONTH, Table
from warehouse.store.store import Snapshot


def write_delta(out: Path, snapshot: Snapshot) -> int:
    """Bring the Delta tables in `out` to a snapshot; return how many got a commit.

    Raises:
        SettingsError: deltalake is not installed, or the folder can't be written.
    """
    if "%" in str(out.absolute()):
        raise SettingsError(f"{out}: Delta reads % in a path as the beginning of another sign; name another --out")
    delta = _library()
    try:
        return sum(_bring(delta, out / table.name, snapshot, table) for table in (*ARTICLE_TABLES, *CORPUS_TABLES))
    except (OSError, delta.exceptions.DeltaError) as error:
        raise SettingsError(f"{out}: Delta tables can't be written here ({type(error).__name__})") from error


def _library() -> ModuleType:
    try:
        import_module("deltalake.exceptions")
        return import_module("deltalake")
    except ImportError:
        raise SettingsError("export delta: deltalake is not installed; install the extra `delta`") from None


def _bring(delta: ModuleType, folder: Path, snapshot: Snapshot, table: Table) -> bool:
    before, after = _held(delta, folder), files_by_month(snapshot, table)
    if before == after:
        return False
    told = {LOAD: snapshot.manifest.load_id, SNAPSHOT: snapshot.snapshot_id, FILES: orjson.dumps(after).decode()}
    months = changed_months(before or {}, after)
    part = table.partitioned and before is not None
    delta.write_deltalake(
        str(folder),
        rows_of(snapshot, table, months if part else sorted(after)),
        mode="overwrite",
        partition_by=[PUBLISHED_MONTH.name] if table.partitioned else None,
        predicate=" OR ".join(f"{PUBLISHED_MONTH.name} = '{month}'" for month in months) if part else None,
        name=table.name if before is None else None,
        description=table.description if before is None else None,
        commit_properties=delta.CommitProperties(custom_metadata=told),
    )
    return True


def _held(delta: ModuleType, folder: Path) -> Files | None:
    """The files that the table holds, by month; None where there is no table yet."""
    if not (folder / "_delta_log").is_dir():
        return None
    last: Mapping[str, Any] = delta.DeltaTable(str(folder)).history(1)[0]
    held: Files = orjson.loads(last.get(FILES, "{}"))
    return held
