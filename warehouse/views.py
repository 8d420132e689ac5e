"""The views of news.duckdb: one file each, its head the view's comment."""

import duckdb

from schemas.tables import quote_literal
from warehouse.sqlfiles import SqlFile, all_sql


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create or renew all views, whatever order their files have among each other."""
    waiting = list(all_sql("views"))
    while waiting:
        waiting = _create_round(connection, waiting)


def _create_round(connection: duckdb.DuckDBPyConnection, views: list[SqlFile]) -> list[SqlFile]:
    """Create the views that can be, and return those that need another one first."""
    missing = []
    for view in views:
        try:
            connection.execute(f'CREATE OR REPLACE VIEW "{view.name}" AS {view.text}')
        except duckdb.CatalogException:
            missing.append(view)
            continue
        connection.execute(f'COMMENT ON VIEW "{view.name}" IS {quote_literal(" ".join(view.head))}')
    if len(missing) == len(views):
        connection.execute(f'CREATE OR REPLACE VIEW "{views[0].name}" AS {views[0].text}')
    return missing
