"""`onrecord …`: the command line. Commands import what they need when they run, so that each starts fast."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import click

from flows.commands.exits import clean_exit, told_exit_codes
from flows.commands.options import (
    annotator_options,
    answer_options,
    day_options,
    derive_options,
    filter_options,
    id_option,
    read_options,
    store_option,
)
from flows.installation import CODE_VERSION


class _Commands(click.Group):
    """Commands that all end alike: with a message and an exit code, whatever ends them."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click has it
        """Run the command that is asked for."""
        with clean_exit():
            return super().invoke(ctx)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=told_exit_codes(),
)
@click.version_option(CODE_VERSION)
def main() -> None:
    """Turn news articles into a warehouse of entities, quotes and figures, every row pointing at its text."""


@main.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@derive_options
@read_options
@click.option("--max-reject-rate", type=click.FloatRange(0, 1), help="Give up above this share of bad records.")
@click.option("--restore-erased", is_flag=True, default=None, help="Let in what was erased before.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def run(sources: tuple[str, ...], *, as_json: bool, quiet: bool, **options: object) -> None:
    """Load articles: files, folders, globs, or - for standard input. The main job."""
    from flows.commands.run import run_ingest  # noqa: PLC0415

    run_ingest(sources, options, as_json=as_json, quiet=quiet)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@read_options
@click.option("--records", type=click.IntRange(1), default=3, show_default=True, help="Records shown of each file.")
@click.option("--files", type=click.IntRange(1), default=5, show_default=True, help="Files shown.")
def peek(sources: tuple[str, ...], *, records: int, files: int, **options: object) -> None:
    """Show what would be read: formats, columns, the first records with the sections of their text. Loads nothing."""
    from flows.commands.peek import run_peek  # noqa: PLC0415

    run_peek(sources, options, records=records, files=files)


@main.command()
@click.argument("source")
@click.option("-o", "--output", default="-", help="File to write to; - for standard output.")
@annotator_options
@read_options
def extract(source: str, output: str, **options: object) -> None:
    """Derive rows without a warehouse: articles in (a file, a folder or -), JSON lines out, one per article.

    A record that does not pass is named on standard error; the exit code is then 65.
    """
    from flows.commands.extract import run_extract  # noqa: PLC0415

    sys.exit(run_extract(source, output, options))


@main.command()
@store_option
@click.option("--load", "load_id", help="Only those of this load.")
@click.option("--all", "every", is_flag=True, help="Also those that were replayed or dropped.")
@click.option("--payload", "reject_id", metavar="REJECT_ID", help="Print the payload of one reject, byte for byte.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def rejects(warehouse: Path, load_id: str | None, reject_id: str | None, *, every: bool, as_json: bool) -> None:
    """List the records that did not pass, and why."""
    from flows.commands.rejects import list_rejects, print_payload  # noqa: PLC0415

    if reject_id:
        print_payload(warehouse, reject_id)
    else:
        list_rejects(warehouse, load_id, every=every, as_json=as_json)


@main.command()
@click.argument("reject_ids", nargs=-1)
@store_option
@derive_options
@id_option
@click.option(
    "--payload",
    "payload_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the mended record, for the one reject that is named.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def replay(reject_ids: tuple[str, ...], *, as_json: bool, quiet: bool, **options: object) -> None:
    """Take rejected records through the load again: those named, else all that are open."""
    from flows.commands.run import run_replay  # noqa: PLC0415

    run_replay(reject_ids, options, as_json=as_json, quiet=quiet)


@main.command()
@store_option
@derive_options
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def rederive(*, as_json: bool, quiet: bool, **options: object) -> None:
    """Derive the rows of all stored articles anew, after a change of the extractors."""
    from flows.commands.run import run_rederive  # noqa: PLC0415

    run_rederive(options, as_json=as_json, quiet=quiet)


@main.command()
@click.argument("article_ids", nargs=-1, required=True)
@store_option
@click.option("--reason", required=True, help="Why; kept in the table erasures.")
def erase(article_ids: tuple[str, ...], warehouse: Path, reason: str) -> None:
    """Erase articles and all that was derived from them, from every file of the store."""
    from flows.commands.run import run_erase  # noqa: PLC0415

    run_erase(article_ids, warehouse, reason)


@main.command()
@store_option
@click.option("--dry-run", is_flag=True, help="Show what would be freed.")
@click.option("--keep", "keep_snapshots_s", type=click.FloatRange(0), help="Seconds for which old snapshots stay.")
def maintain(warehouse: Path, keep_snapshots_s: float | None, *, dry_run: bool) -> None:
    """Show the snapshots and the space they take; free those that nobody needs any more."""
    from flows.commands.run import run_maintain  # noqa: PLC0415

    run_maintain(warehouse, keep_snapshots_s, dry_run=dry_run)


@main.command()
@store_option
@click.option("--repair", is_flag=True, help="Point current at a whole snapshot, and make news.duckdb anew.")
def verify(warehouse: Path, *, repair: bool) -> None:
    """Check every file's hash, every count, offset and reference of the store; say what is wrong, or repair it."""
    from flows.commands.verify import run_verify  # noqa: PLC0415

    with clean_exit():
        sys.exit(run_verify(warehouse, repair=repair))


@main.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def loads(warehouse: Path, *, as_json: bool) -> None:
    """List the loads, the newest first."""
    from flows.commands.rejects import list_loads  # noqa: PLC0415

    list_loads(warehouse, as_json=as_json)


@main.command()
@click.argument("query")
@store_option
@answer_options
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Value of $NAME in the query.")
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(0),
    default=60,
    show_default=True,
    help="Seconds that the statement may take; 0: any.",
)
def sql(  # an option each
    query: str,
    warehouse: Path,
    format_: str | None,
    output: Path | None,
    parameters: tuple[str, ...],
    timeout_s: float,
) -> None:
    """Run one SQL statement (- for standard input) on the current snapshot, read-only; print or write the result."""
    from flows.commands.sql import run_sql  # noqa: PLC0415

    run_sql(warehouse, query, parameters, format_=format_, output=output, timeout_s=timeout_s)


@main.command()
@click.option("--speaker", metavar="NAME", help="Said by: words of a name or alias; case and accents do not matter.")
@click.option("--about", metavar="WORDS", help="With these words, or with a mention of somebody of this name.")
@click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"]), help="How it is quoted.")
@store_option
@filter_options
@answer_options
def quotes(warehouse: Path, format_: str | None, output: Path | None, *, sql: bool, **options: object) -> None:
    """Find quotes: who said what, when and where, each with its article and place in the text."""
    from flows.commands.find import find_quotes  # noqa: PLC0415

    find_quotes(warehouse, options, format_, output, sql=sql)


@main.command()
@click.option("--counted", metavar="WORDS", help="Of what: the noun counted (troop), or the attribute measured.")
@click.option("--unit", help="Unit as in the table figures (USD, km, percent) or as in the text.")
@click.option("--owner", metavar="NAME", help="Whose: words of a name or alias.")
@click.option("--claimant", metavar="NAME", help="Claimed by: words of a name or alias.")
@click.option("--kind", help="count, money, percent, length …: a kind of the table figures.")
@store_option
@filter_options
@answer_options
def figures(warehouse: Path, format_: str | None, output: Path | None, *, sql: bool, **options: object) -> None:
    """Find figures: what was counted or measured, of whom, when and where, each with its place in the text."""
    from flows.commands.find import find_figures  # noqa: PLC0415

    find_figures(warehouse, options, format_, output, sql=sql)


@main.command()
@click.argument("article")
@store_option
@click.option("-o", "--output", help="File to write; - for standard output.  [default: article-ID.html]")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option("--plain", is_flag=True, help="Show it in the terminal instead.")
def show(article: str, warehouse: Path, output: str | None, *, opened: bool, plain: bool) -> None:
    """Show an article with its quotes, speakers, names, figures and dates marked, as one page of HTML.

    ARTICLE is an article_id or the beginning of one, an external id or a url.
    """
    from flows.commands.show import show_page, show_plain  # noqa: PLC0415

    if plain:
        show_plain(warehouse, article, output)
    else:
        show_page(warehouse, article, output, opened=opened)


@main.command()
@store_option
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("report"), show_default=True, help="Folder to write."
)
@day_options
@click.option(
    "--where",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only articles of this publisher, source, author, lang, or with this entity; several of a field: any of them.",
)
@click.option(
    "--articles",
    type=click.Choice(["cited", "all", "none"]),
    default="cited",
    show_default=True,
    help="Which articles get a page: the first 1,000 that the report leads to, all, or none.",
)
def report(
    warehouse: Path,
    out: Path,
    *,
    since: datetime | None,
    until: datetime | None,
    where: tuple[str, ...],
    articles: Literal["cited", "all", "none"],
) -> None:
    """Write a static site: who is quoted, who speaks about whom, quotes that spread, figures, contradictions.

    A folder with a report is replaced; any other is left alone.
    """
    from flows.commands.report import write_report  # noqa: PLC0415

    write_report(warehouse, out, (since, until), where, articles)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@derive_options
@read_options
@click.option("--cron", help="When to look, as a cron line: '*/15 * * * *'.")
@click.option("--every", type=click.FloatRange(min=1), default=900, show_default=True, help="Seconds between looks.")
@click.option("--timezone", default="UTC", show_default=True, help="Time zone of --cron.")
@click.option("--name", help="Name of the deployment.  [default: that of --source, else of the first folder]")
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder below which the deployment may be run with other sources and stores; none unless named.",
)
def serve(  # an option each
    sources: tuple[str, ...],
    cron: str | None,
    every: float,
    timezone: str,
    name: str | None,
    allowed: tuple[Path, ...],
    **options: object,
) -> None:
    """Load folders again and again on a schedule, until stopped: new and changed files load, the rest is unchanged.

    Links that lead out of a folder are not followed unless --follow-links says so.
    """
    options["follow_links"] = bool(options["follow_links"])
    from flows.commands.serve import run_serve  # noqa: PLC0415

    run_serve(sources, options, (cron, every, timezone), name=name, allowed=allowed)


if __name__ == "__main__":
    main()
