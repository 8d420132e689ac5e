"""`onrecord extract`: articles in, JSON lines out, without Prefect and without a warehouse."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import IO

import click
import orjson

from flows.commands.options import annotator_options, read_options
from flows.commands.settings import settings_of, standard_input
from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from flows.installation import ARTICLE_CPU_S
from flows.load.plan import found_by
from flows.readers.base import ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.registry import read_slice
from flows.settings import ReadSettings
from flows.terminal import safe
from flows.validate.record import article_of
from flows.whole import whole_file
from schemas.errors import LoadError, RecordError

SOME_REFUSED = LoadError.exit_code


@click.command()
@click.argument("source")
@click.option("-o", "--output", default="-", help="File to write to; - for standard output.")
@annotator_options
@read_options
def extract(source: str, output: str, **options: object) -> None:
    """Derive rows without a warehouse: articles in (a file, a folder or -), JSON lines out, one per article.

    A record that does not pass is named on standard error; the exit code is then 65.
    """
    sys.exit(run_extract(source, output, options))


def run_extract(source: str, output: str, options: dict[str, object]) -> int:
    """Write one JSON object per valid article of `source`; return the exit code.

    Records that do not pass, and articles that lack rows, are named on standard error, by place and reason, never by
    their text.
    """
    cpu_seconds = options.pop("article_cpu_s", None)
    limit = cpu_seconds if isinstance(cpu_seconds, float) else ARTICLE_CPU_S
    annotator = annotator_for(str(options.pop("annotator", None) or "default"), threads=1)
    settings = settings_of(ReadSettings, options | {"sources": (source,)})
    refused = incomplete = 0
    with standard_input([source]) as stdin_file, _opened(output) as out:
        for piece, record in _records(settings, stdin_file):
            article, error = tried(partial(article_of, record, piece, settings.validation))
            if article is None or error is not None:
                refused += 1
                click.echo(f"onrecord: {safe(record.uri or piece.uri)}, record {record.index}: {_why(error)}", err=True)
                continue
            rows = extract_article(article, annotator, cpu_seconds=limit)
            incomplete += _told(record.uri or piece.uri, record.index, rows["derive_failures"])
            out.write(orjson.dumps(rows) + b"\n")
    return SOME_REFUSED if refused or incomplete else 0


def _told(uri: str, index: int, failures: list[dict[str, str]]) -> int:
    """Name the steps that failed; return how many."""
    for failure in failures:
        place = f"{failure['exception']} at {failure['place']}"
        click.echo(f"onrecord: {safe(uri)}, record {index}: its {failure['step']} are missing: {place}", err=True)
    return len(failures)


def _why(error: RecordError | None) -> str:
    return f"{error.code}: {error}" if error else "no article"


def _records(settings: ReadSettings, stdin_file: Path | None) -> Iterator[tuple[Slice, Record]]:
    options = ReadOptions(mapping=settings.mapping)
    for file in found_by(settings, stdin_file).files:
        piece = Slice(file.uri, file.path, file.format, size=file.size, namesake=file.namesake)
        for record in read_slice(piece, options):
            yield piece, record


def _opened(output: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdout.buffer) if output == "-" else whole_file(Path(output), "file with --output")
