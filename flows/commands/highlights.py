"""What a store has to tell, in short tables: who is quoted, what went round, what is disputed, who claims what."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
from rich import box
from rich.table import Table
from rich.text import Text

from flows.terminal import safe

LARGEST = 20_000
"""Articles up to which a store is asked: the queries look at all of it, measured 0.6 s of CPU for 10,890 articles."""

_LONGEST = 30
"""Characters of a cell, but for the wide column, which gets what the terminal has left."""

_LEAST = 20
"""Characters that the wide column gets in any case."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A short table.

    Attributes:
        title: what it shows.
        query: SQL over news.duckdb, whose columns' names head the table.
        wide: index of the column that gives way where the terminal is narrow.
    """

    title: str
    query: str
    wide: int


HIGHLIGHTS = (
    Highlight(
        "Quoted most",
        """
        SELECT
            speaker,
            count(DISTINCT quote_id) AS quotes,
            count(DISTINCT article_id) AS articles,
            arg_min(words, row(kind <> 'direct', -confidence, date, quote_id)) AS "words, for example"
        FROM quote_speakers
        GROUP BY speaker_id, speaker
        ORDER BY quotes DESC, articles DESC, speaker, speaker_id
        LIMIT 6
        """,
        wide=3,
    ),
    Highlight(
        "Words that went round",
        """
        SELECT speaker, n_articles AS articles, first_said AS since, words
        FROM repeated_quotes
        WHERE speaker IS NOT NULL AND n_bodies > 1
        ORDER BY n_articles DESC, last_said - first_said DESC NULLS LAST, repeat_id
        LIMIT 4
        """,
        wide=3,
    ),
    Highlight(
        "Figures that contradict each other",
        """
        SELECT
            day,
            coalesce(owner, place, about) AS "of whom",
            concat(text_a, ' (' || coalesce(claimant_a, publisher_a) || ')') AS "one says",
            concat(text_b, ' (' || coalesce(claimant_b, publisher_b) || ')') AS "the other says"
        FROM figure_contradictions
        ORDER BY verdict, score DESC, day DESC, figure_a, figure_b
        LIMIT 6
        """,
        wide=3,
    ),
    Highlight(
        "Who claims which number",
        """
        SELECT claimant, text AS "for example", low AS "from", high AS "to", unit, claims
        FROM (
            SELECT *, count(*) OVER (PARTITION BY claimant_id) AS claims
            FROM figure_over_time
            WHERE claimant_id IS NOT NULL AND modality = 'asserted'
            QUALIFY 1 = row_number() OVER (PARTITION BY claimant_id ORDER BY confidence DESC, value DESC, figure_id)
        )
        ORDER BY claims DESC, claimant, claimant_id
        LIMIT 6
        """,
        wide=1,
    ),
)


def highlights(con: duckdb.DuckDBPyConnection, width: int) -> Iterator[Table]:
    """The tables that have rows, in lines of `width`; none of a store with more than `LARGEST` articles."""
    count = con.execute("SELECT count(*) FROM articles").fetchone()
    if count and count[0] > LARGEST:
        return
    for highlight in HIGHLIGHTS:
        result = con.execute(highlight.query)
        names = [str(column[0]) for column in result.description or ()]
        if rows := result.fetchall():
            yield _table(highlight, names, rows, width)


def small_table(title: str) -> Table:
    """A table without rows."""
    return Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold", padding=(0, 1, 0, 0))


def _table(highlight: Highlight, names: list[str], rows: list[tuple[object, ...]], width: int) -> Table:
    cells = [[_cell(value, _LONGEST) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    left = max(_LEAST, width - sum(widths) + widths[highlight.wide] - 2 * len(names) - 1)
    table = small_table(highlight.title)
    for index, name in enumerate(names):
        number = any(isinstance(row[index], int | float) for row in rows)
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for texts, row in zip(cells, rows, strict=True):
        texts[highlight.wide] = _cell(row[highlight.wide], left)
        table.add_row(*map(Text, texts))
    return table


def _cell(value: object, width: int) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, int | float) else safe(str(value), width)
