"""Options that several commands share, each with the default of the flow's settings."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from flows.installation import DEFAULT_WAREHOUSE, STORE_VARIABLE
from schemas.vocabulary import IdFrom

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _all(*decorators: Decorator) -> Decorator:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?(MB?|GB?)?", re.IGNORECASE)


def _megabytes(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """The megabytes in *500MB*, *1.5GB* or *2000*."""
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter("write a size such as 500MB or 2GB", context, parameter)
    return round(float(found[1]) * (1000 if (found[2] or "").upper().startswith("G") else 1))


memory_option = click.option(
    "--memory",
    "memory_mb",
    metavar="SIZE",
    callback=_megabytes,
    help="Memory that DuckDB may use, such as 500MB or 2GB; default: a quarter of the machine's, at least 500MB.",
)

database_option = click.option(
    "--database",
    metavar="full|recent:MONTHS|none",
    help="What news.duckdb holds of the rows of articles, from now on; Parquet files always have all.",
)

store_option = click.option(
    "--warehouse",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_WAREHOUSE,
    envvar=STORE_VARIABLE,
    show_default="warehouse/data of the checkout",
    help="Folder of the store.",
)

annotator_options = _all(
    click.option(
        "--annotator", help="default, simple, or spacy:PIPELINE; none: articles alone are stored, nothing is derived."
    ),
    click.option(
        "--article-cpu",
        "article_cpu_s",
        type=click.FloatRange(0, min_open=True),
        help="CPU seconds that an article may take for each 10,000 words begun.",
    ),
)

derive_options = _all(
    annotator_options,
    click.option("--runner", help="auto, thread[:N], process[:N], dask[:N or ADDRESS] or ray[:N or ADDRESS]."),
    memory_option,
    click.option("--batch-bytes", type=click.IntRange(10_000), help="Input that one task takes on, in bytes."),
    click.option(
        "--aliases",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="CSV of names that are one entity (name,alias,…); kept until another is given.",
    ),
    click.option(
        "--knowledge",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="CSV or TSV of entities with Wikidata ids (qid,name,kind,…), added to what ships; for this run alone.",
    ),
    click.option(
        "--watch",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="YAML of rules: what to raise an alert for, and whom to tell.",
    ),
    click.option(
        "--openlineage",
        metavar="FILE|URL",
        envvar="ONRECORD_OPENLINEAGE",
        help="Tell what is loaded as OpenLineage events: lines added to a file, or an address.",
    ),
    click.option(
        "--openlineage-namespace", metavar="NAME", help="Namespace of the jobs in these events.  [default: onrecord]"
    ),
    click.option("--max-chars", "max_body_chars", type=click.IntRange(1), help="Longest body that passes."),
    click.option(
        "--keep-snapshots", "keep_snapshots_s", type=click.FloatRange(0), help="Seconds for which old snapshots stay."
    ),
)

id_option = click.option(
    "--id",
    "id_from",
    type=click.Choice(get_args(IdFrom)),
    help="What an article's id is: the record's own; that behind the file's path (files that number their rows); "
    "its address; its content.",
)

read_options = _all(
    click.option("--source", "source_id", help="Name of the source; part of every article's id."),
    id_option,
    click.option(
        "--follow-links/--no-follow-links",
        default=None,
        help="Read what links of a folder lead to outside of it.  [default: yes; serve: no]",
    ),
    click.option("--format", "format", help="Reader for all sources: text, csv, html …; else their names tell."),
    click.option("--map", "mapping", help="Other column names: text=content,published_at=date."),
)

summary_options = _all(
    click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object."),
    click.option("--quiet", is_flag=True, help="Print nothing but errors."),
)

fetched_option = click.option(
    "--fetched",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that keeps what was fetched, as web archives; default: STORE-fetched beside the store.",
)

fetch_options = _all(
    click.option(
        "--fetch",
        multiple=True,
        metavar="URL",
        help="Fetch a feed's, sitemap's or page's new pages first; or a file of addresses. The only use of a network.",
    ),
    fetched_option,
)

ingest_options = _all(store_option, derive_options, read_options, fetch_options)
"""What a load takes, now or on a schedule."""

answer_options = _all(
    click.option(
        "--format",
        "format_",
        type=click.Choice(["table", "csv", "json", "parquet"]),
        help="Default: what the ending of --output says, else table. json is one object a line.",
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File to write to; - for standard output, the default.",
    ),
)

_day = click.DateTime(["%Y-%m-%d"])

day_options = _all(
    click.option("--since", type=_day, metavar="YYYY-MM-DD", help="Published on this day or later."),
    click.option("--until", type=_day, metavar="YYYY-MM-DD", help="Published on this day or earlier."),
)

where_option = click.option(
    "--where",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only articles of this publisher, source, author, lang, or with this entity; several of a field: any of them.",
)

filter_options = _all(
    click.option("--outlet", metavar="NAME", help="Published by: words of an outlet's name."),
    day_options,
    click.option("--confidence", type=click.FloatRange(0, 1), help="At least this sure, 0 to 1."),
    click.option("--sql", is_flag=True, help="Print the SQL that answers this, and how to run it."),
)
