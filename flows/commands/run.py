"""`onrecord run`: articles into the store, the main job."""

import click

from flows.commands.flow import prefect, show
from flows.commands.options import database_option, ingest_options, summary_options
from flows.commands.peek import told_columns
from flows.commands.settings import settings_of, standard_input
from flows.fetching import check_fetch
from flows.load.plan import found_by
from flows.readers.base import ReadOptions
from flows.settings import IngestSettings


@click.command()
@click.argument("sources", nargs=-1)
@ingest_options
@click.option("--max-reject-rate", type=click.FloatRange(0, 1), help="Give up above this share of bad records.")
@click.option("--restore-erased", is_flag=True, default=None, help="Let in what was erased before.")
@database_option
@summary_options
def run(sources: tuple[str, ...], *, as_json: bool, quiet: bool, **options: object) -> None:
    """Load articles: files, folders, globs, or - for standard input. The main job."""
    with standard_input(sources) as stdin_file:
        settings = settings_of(IngestSettings, options | {"sources": tuple(sources), "stdin_file": stdin_file})
        check_fetch(settings)
        found = found_by(settings, stdin_file)  # a source that can't be read is told before Prefect starts
        for line in () if as_json or quiet else told_columns(found.files, ReadOptions(mapping=settings.mapping)):
            click.echo(line)
        with prefect(settings.warehouse) as server:
            from flows.ingest import ingest  # noqa: PLC0415  # imports Prefect

            server.wait()
            summary = ingest(settings)
        show(summary, as_json=as_json, quiet=quiet)
