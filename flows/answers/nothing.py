"""Why a question finds nothing: the condition that no row meets, and the stored values that come nearest to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import duckdb

from flows.terminal import safe


class Condition(NamedTuple):
    """One of the conditions that a question's rows meet all of.

    Attributes:
        name: the option that asks for it, and the parameter of its value.
        alone: the statement that asks for it alone.
        others: the statement that asks for all the others.
        values: the statement for the values that a store has in column `value`; None where they can't be listed.
    """

    name: str
    alone: str
    others: str
    values: str | None


_NEAREST: Final = r"""
WITH asked AS (
    SELECT string_split(
        trim(regexp_replace(lower(strip_accents(left($asked, 60))), '[^\p{L}\p{N}]+', ' ', 'g')), ' '
    ) AS words
),

had AS (
    SELECT value, count(*) AS n
    FROM (VALUES_OF)
    WHERE value <> '' AND length(value) <= 100
    GROUP BY value
    ORDER BY n DESC, value
    LIMIT 50_000
),

likened AS (
    SELECT
        value,
        n,
        string_split(trim(regexp_replace(lower(strip_accents(value)), '[^\p{L}\p{N}]+', ' ', 'g')), ' ') AS parts,
        list_avg(list_transform(
            asked.words,
            lambda word: list_max(list_transform(
                parts, lambda part: 1 - damerau_levenshtein(word, part) / greatest(length(word), length(part), 1)
            ))
        )) AS likeness
    FROM had, asked
)

SELECT value, likeness >= 0.6 AS near, count(*) OVER () AS had
FROM likened
ORDER BY likeness >= 0.6 DESC, CASE WHEN likeness >= 0.6 THEN likeness END DESC, n DESC, value
LIMIT 8
"""
"""Near are words of which at most four letters of ten differ; a name by its words: *breskow* finds Anton Breskov."""
_NEAR: Final = 3
"""Nearest values that are named."""
_WIDTH: Final = 60


def why_nothing(
    connection: duckdb.DuckDBPyConnection, parameters: Mapping[str, object], conditions: Sequence[Condition]
) -> Iterator[str]:
    """A line for each condition that nothing meets, with what comes near; else which one is too much.

    Args:
        connection: to a news.duckdb.
        parameters: the values of the conditions, by their names.
        conditions: all of those that were to be met.
    """
    unmet = [one for one in conditions if not _count(connection, one.alone, parameters, [one.name])]
    for condition in unmet:
        yield _unmet(connection, condition, str(parameters[condition.name]))
    if unmet or len(conditions) < 2:  # noqa: PLR2004  # of one condition there is nothing to leave out
        return
    for left_out in conditions:
        names = [one.name for one in conditions if one is not left_out]
        if found := _count(connection, left_out.others, parameters, names):
            yield f"without --{left_out.name} there {'is 1 row' if found == 1 else f'are {found:,} rows'}"


def _count(
    connection: duckdb.DuckDBPyConnection, statement: str, parameters: Mapping[str, object], names: Sequence[str]
) -> int:
    given = {name: parameters[name] for name in names}
    row = connection.execute(f"SELECT count(*) FROM ({statement})", given).fetchone()  # noqa: S608  # SQL of ours
    return int(row[0]) if row else 0


def _unmet(connection: duckdb.DuckDBPyConnection, condition: Condition, asked: str) -> str:
    told = f"nothing has --{condition.name} {safe(asked, _WIDTH)!r}"
    if not condition.values:
        return told
    found = connection.execute(_NEAREST.replace("VALUES_OF", condition.values), {"asked": asked}).fetchall()
    near = [safe(value, _WIDTH) for value, is_near, _ in found if is_near][:_NEAR]
    if near:
        return f"{told}; nearest: {', '.join(near)}"
    had = ", ".join(safe(value, _WIDTH) for value, *_ in found)
    more = ", …" if found and found[0][-1] > len(found) else ""
    return f"{told}; the store has {had or 'none'}{more}"
