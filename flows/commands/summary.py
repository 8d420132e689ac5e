"""What a person reads after a load: counts, what the store has to tell, where it lies, what to type next."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
from rich.console import Console, RenderableType
from rich.text import Text

from flows.commands.highlights import highlights, small_table
from flows.installation import DEFAULT_WAREHOUSE, DEMONSTRATION, named_store
from flows.load.request import LoadSummary
from flows.terminal import safe
from warehouse.store.read import connect
from warehouse.store.store import Store

_RULE = 60
"""Characters of a rule's name that are shown."""

SHOWN = 12
"""Files that were not read and are named."""

COUNTED = ("articles", "article_entities", "mentions", "quotes", "figures", "dates")
"""Tables whose rows are counted."""

_TELLING = """
SELECT article_id
FROM current_articles AS a
LEFT JOIN quotes AS q USING (article_id)
WHERE a.load_id = $load_id OR NOT EXISTS (FROM articles WHERE load_id = $load_id)
GROUP BY article_id
ORDER BY count(q.quote_id) DESC, article_id
LIMIT 1
"""
"""The article with the most quotes: of the load, or of the store where the load brought none."""


def show_summary(console: Console, summary: LoadSummary) -> None:
    """Print the summary of a load and a look into the store that it left."""
    for line in _headlines(summary):
        console.print(line, soft_wrap=True)
    news = summary.warehouse / "current" / "news.duckdb"
    if not news.exists():
        console.print(f"The store at {summary.warehouse} holds no article yet.")
        return
    with connect(Store.open(summary.warehouse)) as con:
        console.print(_counts(con, summary))
        for table in highlights(con, console.width):
            console.print(table)
        telling = con.execute(_TELLING, {"load_id": summary.load_id}).fetchone()
    for step in _next_steps(summary, news, str(telling[0]) if telling else None):
        console.print(Text(step), soft_wrap=True)


def _headlines(summary: LoadSummary) -> Iterator[Text]:
    counts = (
        f"{_count(summary.rows_in, 'record')} read: {summary.rows_new} new, {summary.rows_revised} revised, "
        f"{summary.rows_unchanged} unchanged, {summary.rows_duplicate} duplicate, {summary.rows_rejected} rejected"
    )
    yield Text(f"\n{counts}", style="bold")
    seconds = sum(summary.seconds.values())
    speed = f", {summary.words:,} words, {summary.words / seconds:,.0f} words/s" if summary.words else ""
    yield Text(f"{seconds:.1f} s{speed}\n")
    if summary.articles_kept:
        kept = _count(summary.articles_kept, "article")
        yield Text(f"  went on from an earlier attempt: the rows of {kept} were derived already")
    yield from _failures(summary)
    yield from _alerts(summary)
    for entry in summary.skipped[:SHOWN]:
        yield Text(f"  not read: {safe(entry)}")
    if len(summary.skipped) > SHOWN:
        yield Text(f"  … and {len(summary.skipped) - SHOWN:,} more files that were not read (--json lists them)")


def _failures(summary: LoadSummary) -> Iterator[Text]:
    """Name the articles that are stored without some of their rows."""
    failures = summary.derive_failures
    if not failures:
        return
    articles = len({failure.article_id for failure in failures})
    yield Text(f"  {_count(articles, 'article')} stored without some rows (table derive_failures):", "yellow")
    for failure in failures[:SHOWN]:
        yield Text(f"    {failure.article_id}: {failure.step}: {failure.exception} at {failure.place}")
    if len(failures) > SHOWN:
        yield Text(f"    … and {len(failures) - SHOWN:,} more steps")
    yield Text("    `rederive` takes them again, after a change of onrecord or with another --article-cpu")


def _alerts(summary: LoadSummary) -> Iterator[Text]:
    """Say what the watch list raised, by rule, and what could not be told."""
    if summary.alerts:
        told = ", ".join(f"{safe(rule, _RULE)} {count:,}" for rule, count in summary.alerts.items())
        yield Text(f"  {_count(sum(summary.alerts.values()), 'alert')} (table alerts): {told}", "yellow")
    for trouble in summary.alert_troubles:
        yield Text(f"  not told: {safe(trouble)}", "yellow")
    if summary.lineage_trouble:
        yield Text(f"  OpenLineage: {safe(summary.lineage_trouble)}", "yellow")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _counts(con: duckdb.DuckDBPyConnection, summary: LoadSummary) -> RenderableType:
    table = small_table("Rows")
    table.add_column("")
    for name in COUNTED:
        table.add_column(name.removeprefix("article_"), justify="right")
    for label, condition in (("new in this load", "load_id = $load_id"), ("in the store", "$load_id IS NOT NULL")):
        counted = (
            con.execute(f'SELECT count(*) FROM "{name}" WHERE {condition}', {"load_id": summary.load_id}).fetchone()  # noqa: S608  # our own names
            for name in COUNTED
        )
        table.add_row(label, *(f"{row[0]:,}" for row in counted if row))
    return table


def _next_steps(summary: LoadSummary, news: Path, telling: str | None) -> Iterator[str]:
    """What to type next, each command on a line of its own, as it can be pasted."""
    onrecord, where = _program(), named_store(summary.warehouse)
    yield f"The store: {_short(str(news.parent))}"
    yield "  news.duckdb for SQL, and a folder of Parquet files for each table"
    yield "Next:"
    steps = [
        ("an article, with what was found in it marked", f"show {telling[:8]} --open{where}" if telling else ""),
        ("a site about all of it: speakers, quotes that spread, figures", f"report{where}"),
        ("more in warehouse/QUESTIONS.md", f'sql "FROM most_quoted"{where}'),
        ("what did not pass, and why", f"rejects{where}" if summary.rows_rejected else ""),
        _own_articles(summary.warehouse, where),
    ]
    for told, command in steps:
        if command:
            yield f"  {told}:"
            yield f"    {onrecord} {command}"


def _own_articles(warehouse: Path, where: str) -> tuple[str, str]:
    """Articles of one's own: into this store, but never into the demonstration's."""
    if warehouse.absolute() == DEMONSTRATION:
        told, where = "articles of your own, into a store of their own", named_store(DEFAULT_WAREHOUSE)
    else:
        told = "articles of your own"
    return told, f"run FOLDER --source NAME{where}"


def _program() -> str:
    """What a person types for onrecord: its name if that is on the PATH, else its path from here."""
    return "onrecord" if shutil.which("onrecord") else _short(str(Path(sys.executable).parent / "onrecord"))


def _short(path: str) -> str:
    here = os.path.relpath(path)
    return shlex.quote(path if here.startswith("..") else here)
