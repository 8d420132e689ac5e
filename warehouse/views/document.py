"""`python -m warehouse.views.document`: write the page of views, made from their files as news.duckdb has them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.disk.sqlfiles import SqlFile, all_sql
from warehouse.store.database import create_tables
from warehouse.views.create import create_views

PAGE = Path(__file__).resolve().parents[1] / "VIEWS.md"

_HEAD = """# Views of onrecord

Made by `make docs` from `warehouse/views/`; the same words are comments in news.duckdb. Every view shows one article
for each group of equal bodies; what stands in an article comes with date, publisher and address, to cite it by.
"""
_COLUMNS = """
SELECT column_name, data_type, coalesce(comment, '')
FROM duckdb_columns()
WHERE table_name = ? AND NOT internal
ORDER BY column_index
"""


def page() -> str:
    """The documentation of all views, in Markdown."""
    with duckdb.connect() as connection:
        create_tables(connection)
        create_views(connection)
        return "\n".join([_HEAD, *(_section(connection, view) for view in all_sql("views"))])


def _section(connection: duckdb.DuckDBPyConnection, view: SqlFile) -> str:
    return "\n".join([f"## {view.name}", "", " ".join(view.head), "", *_table(connection, view.name), ""])


def _table(connection: duckdb.DuckDBPyConnection, view: str) -> Iterator[str]:
    yield "| column | type | what it holds |"
    yield "|---|---|---|"
    for name, kind, comment in connection.execute(_COLUMNS, [view]).fetchall():
        yield f"| `{name}` | {kind} | {comment} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
