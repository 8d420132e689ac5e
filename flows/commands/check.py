"""`onrecord check`: a draft against what is stored."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import click
import orjson
from rich.console import Console

from flows.answers.entries import ID_SHOWN, Entry, print_entries
from flows.answers.limits import TIMEOUT_S, limited
from flows.checking import ALL_SEVERITIES, Checked, Finding, at_least, check_page, check_rows
from flows.commands.exits import FOUND
from flows.commands.options import annotator_options, read_options, store_option
from flows.commands.settings import settings_of, standard_input
from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive_guarded
from flows.installation import ARTICLE_CPU_S
from flows.load.plan import found_by
from flows.pages import write_page
from flows.readers.base import ReadOptions, Slice
from flows.readers.guard import tried
from flows.readers.registry import read_slice
from flows.settings import ReadSettings
from flows.terminal import safe
from flows.validate.record import article_of
from schemas.article import Article
from schemas.errors import InputError
from warehouse.store.read import connect, of_this_version
from warehouse.store.store import Store

_WORDS = 300
"""Characters of a draft's or an article's words that a terminal shows."""


class Draft(NamedTuple):
    """A draft as read, and where it stands."""

    uri: str
    record: int
    article: Article


@click.command()
@click.argument("draft")
@store_option
@click.option(
    "--json/--plain",
    "as_json",
    default=False,
    show_default=True,
    help="One JSON object a line for each finding, or text to read.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page as well: the draft with its findings marked.",
)
@click.option(
    "--show",
    type=click.Choice(ALL_SEVERITIES),
    default="note",
    show_default=True,
    help="Show findings as grave as this, or graver; ok shows what agrees as well.",
)
@click.option(
    "--fail-on",
    type=click.Choice(ALL_SEVERITIES[1:]),
    default="error",
    show_default=True,
    help="End with exit code 3 where a finding is as grave as this, or graver.",
)
@annotator_options
@read_options
def check(
    draft: str, warehouse: Path, *, as_json: bool, page: Path | None, show: str, fail_on: str, **options: object
) -> None:
    """Compare a draft with what is stored: its quotes, figures, names and dates.

    DRAFT is a file (text, Markdown, HTML, .docx, or what else can be loaded), or - for standard input; nothing of it is
    stored. Quotes: as stored, altered, shortened, in other words, said by somebody else, not found. Figures about the
    same thing: the same, an older or another one, a slip of unit or magnitude. Names: spelt otherwise, another title or
    affiliation, no longer in office, dead. Dates: not on that weekday, not yesterday. What the store does not have is
    no error. Offsets count code points of the draft's text as it was read, without markup; paragraphs are counted
    from 1.
    """
    cpu_seconds = options.pop("article_cpu_s", None)
    annotator = annotator_for(str(options.pop("annotator", None) or "default"), threads=1)
    settings = settings_of(ReadSettings, options | {"sources": (draft,)})
    limit = cpu_seconds if isinstance(cpu_seconds, float) else ARTICLE_CPU_S
    checked: list[Checked] = []
    with standard_input([draft]) as stdin_file, connect(Store.open(warehouse, create=False)) as connection:
        for one in _drafts(settings, stdin_file):
            rows = derive_guarded(one.article, annotator, cpu_seconds=limit).rows
            _tell_failures(one, rows)
            with limited(connection, TIMEOUT_S), of_this_version(warehouse):
                found = check_rows(one.article, rows, connection)
            checked.append(Checked(one.uri, one.article.body, found))
            _print(one, [finding for finding in found if at_least(finding, show)], as_json=as_json)
    if page:
        write_page(page, check_page([_as_grave_as(show, one) for one in checked]), "--html")
    sys.exit(FOUND if any(_as_grave_as(fail_on, one).findings for one in checked) else 0)


def _as_grave_as(severity: str, checked: Checked) -> Checked:
    return checked._replace(findings=[one for one in checked.findings if at_least(one, severity)])


def _drafts(settings: ReadSettings, stdin_file: Path | None) -> Iterator[Draft]:
    """Every draft of a source.

    Raises:
        InputError: one can't be read; a hook must not pass what nobody has looked at.
    """
    for file in found_by(settings, stdin_file).files:
        piece = Slice(file.uri, file.path, file.format, size=file.size, namesake=file.namesake)
        for record in read_slice(piece, ReadOptions(mapping=settings.mapping)):
            article, error = tried(partial(article_of, record, piece, settings.validation))
            uri = record.uri or piece.uri
            if article is None:
                raise InputError(f"{safe(uri)}, record {record.index}: {error.code if error else ''}: {error}")
            yield Draft(uri, record.index, article)


def _tell_failures(draft: Draft, rows: Mapping[str, Sequence[object]]) -> None:
    for failure in rows.get("derive_failures", ()):
        step = getattr(failure, "step", "rows")
        click.echo(f"onrecord: {safe(draft.uri)}, record {draft.record}: its {step} could not be checked", err=True)


def _print(draft: Draft, found: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        for finding in found:
            place = {"draft": draft.uri, "record": draft.record, "paragraph": _paragraph(draft, finding)}
            sys.stdout.buffer.write(orjson.dumps(place | finding.as_dict()) + b"\n")
        sys.stdout.flush()
    else:
        console = Console(highlight=False, markup=False, emoji=False)
        print_entries(console, [_entry(finding, _paragraph(draft, finding)) for finding in found])
        told = f"{len(found):,} finding{'' if len(found) == 1 else 's'}" if found else "nothing to say"
        console.print(f"{safe(draft.uri)}: {told}")


def _paragraph(draft: Draft, finding: Finding) -> int:
    """The paragraph in which a finding begins, from 1: what a person can count to, whatever the draft's format."""
    before = draft.article.body[: finding.start_char].split("\n")
    return sum(bool(line.strip()) for line in before[:-1]) + 1


def _entry(finding: Finding, paragraph: int) -> Entry:
    source = finding.source
    lines = [("draft", safe(finding.text, _WORDS)), ("found", safe(finding.told, _WORDS))]
    if source:
        place = ", ".join(filter(None, (source.published, source.publisher, f"article {source.article_id[:ID_SHOWN]}")))
        stored = source.words if finding.about == "figure" else ""
        lines += [("stored", safe(stored, _WORDS)), ("in", place), ("", source.url or "")]
    head = (finding.severity, finding.about, finding.verdict.replace("_", " "), f"paragraph {paragraph}")
    return Entry(head, lines, _STYLES[finding.severity])


_STYLES: Final = {"ok": "green", "note": "bold", "warning": "bold yellow", "error": "bold red"}
