"""What a person reads after a load: counts, a few quotes and figures, where the store lies, what to type next."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from flows.load.run import LoadSummary
from flows.options import DEFAULT_WAREHOUSE
from flows.terminal import safe
from schemas.tables import ARTICLE_TABLES
from warehouse.read import connect
from warehouse.store import Store

SHOWN = 12
"""Quotes and figures that are shown."""

_QUOTES = """
SELECT coalesce(q.speaker_name, q.speaker_text, '?'), coalesce(q.cue_text, ''), q.kind, q.text
FROM quotes AS q JOIN articles AS a USING (article_id)
WHERE q.section IN ('headline', 'body', 'caption')
ORDER BY a.load_id = $load_id DESC, a.published_at NULLS LAST, article_id, q.start_char
LIMIT $shown
"""

_FIGURES = """
SELECT f.text, f.kind, f.value, f.low, f.high, coalesce(f.unit, f.counted_lemma, ''), coalesce(f.counted, '')
FROM figures AS f JOIN articles AS a USING (article_id)
WHERE f.section IN ('headline', 'body', 'caption') AND f.kind NOT IN ('label', 'ordinal')
ORDER BY a.load_id = $load_id DESC, a.published_at NULLS LAST, article_id, f.start_char
LIMIT $shown
"""


def show_summary(console: Console, summary: LoadSummary) -> None:
    """Print the summary of a load and a look into the store that it left."""
    console.print(_headline(summary))
    for entry in summary.skipped[:SHOWN]:
        console.print(Text(f"  not read: {safe(entry)}"))
    if len(summary.skipped) > SHOWN:
        console.print(f"  … and {len(summary.skipped) - SHOWN:,} more files that were not read (--json lists them)")
    news = summary.warehouse / "current" / "news.duckdb"
    if not news.exists():
        console.print(f"The store at {summary.warehouse} holds no article yet.")
        return
    with connect(Store.open(summary.warehouse)) as con:
        parameters = {"load_id": summary.load_id, "shown": SHOWN}
        console.print(_tables(con, summary))
        console.print(_quotes(con.execute(_QUOTES, parameters).fetchall()))
        console.print(_figures(con.execute(_FIGURES, parameters).fetchall()))
    for line in _next_steps(summary, news):
        console.print(Text(line), soft_wrap=True)


def _headline(summary: LoadSummary) -> Text:
    seconds = sum(summary.seconds.values())
    counts = (
        f"{_count(summary.rows_in, 'record')} read: {summary.rows_ok} ok, {summary.rows_unchanged} unchanged, "
        f"{summary.rows_duplicate} duplicate, {summary.rows_rejected} rejected"
    )
    speed = f"; {summary.words:,} words, {summary.words / seconds:,.0f} words/s" if summary.words else ""
    return Text.assemble((f"\n{counts}", "bold"), f" ({seconds:.1f} s{speed})")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _tables(con: duckdb.DuckDBPyConnection, summary: LoadSummary) -> RenderableType:
    table = _table("Tables", "table", "rows", "new in this load")
    for entry in ARTICLE_TABLES:
        counts = con.execute(
            f'SELECT count(*), count(*) FILTER (WHERE load_id = ?) FROM "{entry.name}"',  # noqa: S608  # our own names
            [summary.load_id],
        ).fetchone()
        assert counts is not None
        table.add_row(entry.name, f"{counts[0]:,}", f"{counts[1]:,}")
    table.columns[1].justify = table.columns[2].justify = "right"
    return table


def _quotes(rows: Iterable[tuple[str, str, str, str]]) -> RenderableType:
    table = _table("Who said what", "speaker", "cue", "kind", "words")
    for speaker, cue, kind, text in rows:
        table.add_row(Text(safe(speaker, 28)), Text(safe(cue, 16)), kind, Text(safe(text, 200)))
    return table


def _figures(rows: Iterable[tuple[str, str, float | None, float | None, float | None, str, str]]) -> RenderableType:
    table = _table("Which numbers were claimed", "in the text", "kind", "value", "from", "to", "unit", "of what")
    for text, kind, value, low, high, unit, counted in rows:
        numbers = [_number(number) for number in (value, low, high)]
        table.add_row(Text(safe(text, 40)), kind, *numbers, Text(safe(unit, 20)), Text(safe(counted, 40)))
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for column in columns:
        table.add_column(column)
    return table


def _next_steps(summary: LoadSummary, news: Path) -> Iterator[str]:
    onrecord, python = _program(), _short(sys.executable)
    where = "" if summary.warehouse == DEFAULT_WAREHOUSE else f" --warehouse {shlex.quote(str(summary.warehouse))}"
    yield f"The store: {news.parent}"
    yield "  news.duckdb for SQL, and a folder of Parquet files for each table"
    yield "Next:"
    yield f'  {onrecord} sql{where} "FROM most_quoted"'
    yield f"  {python} -c \"import duckdb; duckdb.connect('{news}', read_only=True).sql('FROM quotes').show()\""
    yield f"  {onrecord} run FOLDER --source NAME{where}"
    if summary.rows_rejected:
        yield f"  {onrecord} rejects{where}"


def _program() -> str:
    """Return what a person types for onrecord: its name if that is on the PATH, else its path from here."""
    return "onrecord" if shutil.which("onrecord") else _short(str(Path(sys.executable).parent / "onrecord"))


def _short(path: str) -> str:
    here = os.path.relpath(path)
    return shlex.quote(path if here.startswith("..") else here)
