"""`onrecord import-annotations`: corrections made in Label Studio, read back."""

from pathlib import Path

import click

from flows.annotating import import_annotations as imported_from
from flows.commands.options import derive_options, store_option
from flows.commands.settings import settings_of
from flows.settings import LoadSettings


@click.command("import-annotations")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
@derive_options
def import_annotations(file: Path, **options: object) -> None:
    """Read corrections back that were made in Label Studio; every derivation of their articles ends with them.

    FILE is Label Studio's export as JSON, of tasks that `onrecord export label-studio` wrote.
    """
    done = imported_from(file, settings_of(LoadSettings, options))
    click.echo(f"{done.articles:,} articles annotated by load {done.summary.load_id}")
    for told, keys in (("is not in the store", done.unknown), ("has another text by now", done.revised)):
        for key in keys:
            click.echo(f"not used: article {key[:32]!r} {told}", err=True)
