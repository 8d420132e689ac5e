"""The database of a server that has none yet, as Prefect's own migrations leave it: laid down, not migrated to.

A hundred migrations of tables without a row are ten of the CPU seconds that the first load of a store takes. What they
end in stands in `template.sql` (`python -m flows.local_server.template` writes it anew), with their last revision: a
later Prefect goes on from there with its own migrations, as from any database of an earlier one.
"""

import asyncio
import os
import sqlite3
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

TEMPLATE = Path(__file__).with_name("template.sql")
_DATABASE = "prefect.db"
_REVISION = "SELECT version_num FROM alembic_version"
_PLACES = ("PREFECT_API_DATABASE_", "PREFECT_SERVER_DATABASE_")
"""How the variables begin by which a user puts Prefect's database elsewhere."""


def lay_database(home: Path) -> bool:
    """Make `home`/prefect.db from the template; say whether it was made.

    It is not where there is one, where the user's settings name another, or where the installed Prefect does not know
    the template's revision: Prefect makes its database itself then. Whoever calls this holds the lock of `home`.
    """
    place = home / _DATABASE
    if place.exists() or any(name.startswith(_PLACES) for name in os.environ):
        return False
    half = home / f"{_DATABASE}.half"
    half.unlink(missing_ok=True)
    with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(half)) as made:  # Prefect says it better
        made.executescript(TEMPLATE.read_text(encoding="utf-8"))
        if _known(*made.execute(_REVISION).fetchone()):
            half.replace(place)
            return True
    half.unlink(missing_ok=True)
    return False


def _known(revision: str) -> bool:
    """Whether Prefect's migrations have that revision: their files bear it in their names, so nothing is imported."""
    prefect = find_spec("prefect")
    places = prefect.submodule_search_locations if prefect else None
    return any(
        any(Path(place, "server/database/_migrations/versions/sqlite").glob(f"*_{revision}_*.py"))
        for place in places or ()
    )


def migrated() -> str:
    """The statements that make a database as the installed Prefect's migrations do; they run for this."""
    with TemporaryDirectory() as home:
        os.environ["PREFECT_HOME"] = home
        from prefect.server.database import provide_database_interface  # noqa: PLC0415  # reads that variable

        asyncio.run(provide_database_interface().create_db())
        with closing(sqlite3.connect(Path(home, _DATABASE))) as made:
            return "\n".join(made.iterdump()) + "\n"


if __name__ == "__main__":
    TEMPLATE.write_text(migrated(), encoding="utf-8")
