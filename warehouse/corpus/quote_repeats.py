"""quote_repeats: quotes of the same words in different articles, kept in step with the quotes.

A group is a star (`star_groups`): its longest quote, and quotes whose words stand in it (`quote_similarity`). What is
compared of a quote says `quote_words`.
"""

from typing import Final

import duckdb
import pyarrow as pa

from warehouse.corpus.quote_functions import quote_functions
from warehouse.corpus.quote_similarity import ENOUGH
from warehouse.corpus.star_groups import Stars

Connection = duckdb.DuckDBPyConnection

LEADERS: Final = 4
"""Forms that a shingle proposes."""

MOST_FORMS: Final = 1000
"""A shingle of more forms proposes none: it is a phrase of the language."""

_SHARED: Final = "greatest(1, 0.1 * s.size - 1)"
"""A quote that has four words in five in common with a longer one shares 0.4 of its runs, less two, with it; of
that half is asked for (a size counts each word twice), because a longer form may not be among those that lead a run."""


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note what the quotes of the articles in `leaving` were compared by; call it before their rows are deleted."""
    stars = _stars()
    connection.execute("DROP TABLE IF EXISTS internal.quote_words")  # of an older version
    stars.prepare(connection)
    if leaving is not None and leaving.num_rows:
        connection.register("leaving", leaving)
        stars.leave(connection, "leaving")
        connection.unregister("leaving")


def after_rows_came(connection: Connection, load_id: str | None) -> None:
    """Bring quote_repeats in step with the quotes of `load_id`, or with None, or at the first time, with all quotes."""
    _stars().come(connection, load_id)


def _stars() -> Stars:
    return Stars(
        what="quote",
        table="quote_repeats",
        key="quote_id",
        folder="repeats",
        functions=quote_functions,
        similarity="quote_similarity(shorter.said, longer.said)",
        shared=_SHARED,
        enough=ENOUGH,
        leaders=LEADERS,
        most=MOST_FORMS,
    )
