"""`onrecord peek`: what would be read of a source, without a store, a model or Prefect."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import click

from flows.commands.options import read_options
from flows.commands.settings import settings_of, standard_input
from flows.derive.sections import split_paragraphs
from flows.load.plan import found_by
from flows.readers.base import InputFile, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.mapping import columns_for
from flows.readers.registry import read_slice, reader_named
from flows.settings import ReadSettings
from flows.terminal import safe
from flows.validate.record import article_of
from schemas.article import Article

WIDTH = 100
"""Characters of a line of text that are shown."""
_LABEL = 12
_SHOWN_SKIPPED = 5
_HEADERS_READ = 20
_HEADERS_SHOWN = 3
"""Files whose headers are looked at before a load, and different headers that are told."""
_FACTS = ("headline", "byline", "published_at", "publisher", "url", "lang", "pub_status")


@click.command()
@click.argument("sources", nargs=-1, required=True)
@read_options
@click.option("--records", type=click.IntRange(1), default=3, show_default=True, help="Records shown of each file.")
@click.option("--files", type=click.IntRange(1), default=5, show_default=True, help="Files shown.")
def peek(sources: tuple[str, ...], *, records: int, files: int, **options: object) -> None:
    """Show what would be read: formats, columns, the first records with the sections of their text. Loads nothing."""
    run_peek(sources, options, records=records, files=files)


def run_peek(sources: Sequence[str], options: Mapping[str, object], *, records: int, files: int) -> None:
    """Print what would be read of `sources`: of the first `files` files their first `records` records.

    Raises:
        InputError: a source does not exist, can't be opened, or has nothing to read.
    """
    settings = settings_of(ReadSettings, {**options, "sources": tuple(sources)})
    with standard_input(sources) as stdin_file:
        found = found_by(settings, stdin_file)
        unread = [skipped for skipped in found.skipped if not skipped.expected]
        click.echo(f"{_count(len(found.files), 'file')} to read, {len(unread)} left out")
        for skipped in unread[:_SHOWN_SKIPPED]:
            click.echo(f"  left out: {safe(str(skipped))}")
        for file in found.files[:files]:
            for line in _file(file, settings, records):
                click.echo(line)
        if len(found.files) > files:
            click.echo(f"\n… and {_count(len(found.files) - files, 'file')} more (--files)")


def _file(file: InputFile, settings: ReadSettings, records: int) -> Iterator[str]:
    options = ReadOptions(mapping=settings.mapping)
    part = Slice(file.uri, file.path, file.format, size=file.size)
    yield f"\n{safe(file.uri)}: {file.format}, {file.size:,} bytes"
    yield from _columns(part, options)
    for record in islice(read_slice(part, options), records):
        yield from _record(record, part, settings)


def told_columns(files: Sequence[InputFile], options: ReadOptions) -> Iterator[str]:
    """For each header that the first files have, which columns are used for what and which are not, once."""
    told: set[tuple[str, ...]] = set()
    for file in files[:_HEADERS_READ]:
        lines = tuple(_columns(Slice(file.uri, file.path, file.format, size=file.size), options))
        if lines and lines not in told and len(told) < _HEADERS_SHOWN:
            told.add(lines)
            yield f"{safe(file.uri)}:"
            yield from lines


def _columns(part: Slice, options: ReadOptions) -> Iterator[str]:
    """Say which columns are used for what, and which are not."""
    names, _ = tried(lambda: reader_named(part.format).columns(part, options))
    if not names:
        return
    used = {field: column for field, column in columns_for(names, options.mapping).items() if column in names}
    told = (field if field == column else f"{field}={safe(column)}" for field, column in used.items())
    ignored = [safe(name) for name in names if name not in used.values()]
    yield f"  used: {', '.join(told)}"
    yield f"  ignored: {', '.join(ignored) or 'none'}"


def _record(record: Record, part: Slice, settings: ReadSettings) -> Iterator[str]:
    article, error = tried(lambda: article_of(record, part, settings.validation))
    yield f"  record {record.index}: {_count(record.payload.size, 'byte')}"
    if article is None:
        yield f"    refused: {error.code}: {error}" if error else "    refused"
        return
    yield from _facts(article)
    for row in split_paragraphs(article):
        text = safe(article.body[row.start_char : row.end_char], WIDTH)
        yield f"    {row.section:{_LABEL}} {text}"


def _facts(article: Article) -> Iterator[str]:
    places = dict(source.split("=", 1) for source in article.field_sources or ())
    for name in _FACTS:
        value = getattr(article, name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        if value:
            where = f"  ({safe(places[name])})" if name in places else ""
            yield f"    {name:{_LABEL}} {safe(text, WIDTH)}{where}"
    if article.published_at is None:
        yield f"    {'published_at':{_LABEL}} none: relative dates will stay open"
    if not article.derivable:
        yield f"    no rows will be derived: lang {article.lang}, {article.pub_status}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
