"""What a flow run leaves in Prefect: tables of counts, and where the store lies."""

from collections import Counter

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.load.request import LoadSummary

_COUNTS = ("rows_in", "rows_new", "rows_revised", "rows_unchanged", "rows_duplicate", "rows_rejected", "words")


def publish_summary(summary: LoadSummary) -> None:
    """Create the artifacts of a load in the flow run that this is called from; they hold counts and paths only."""
    create_table_artifact(
        key="onrecord-load",
        table=[{"what": name.removeprefix("rows_"), "count": getattr(summary, name)} for name in _COUNTS],
        description=f"Load {summary.load_id} of the flow {summary.flow}: {summary.status}",
    )
    create_table_artifact(
        key="onrecord-seconds",
        table=[{"phase": name, "seconds": seconds} for name, seconds in summary.seconds.items()],
        description=f"Wall-clock seconds of load {summary.load_id} by phase",
    )
    if summary.derive_failures:
        failed = Counter((failure.step, failure.exception) for failure in summary.derive_failures)
        create_table_artifact(
            key="onrecord-failures",
            table=[{"step": step, "error": error, "articles": n} for (step, error), n in sorted(failed.items())],
            description=f"Steps that failed in load {summary.load_id}; the articles are stored without these rows",
        )
    create_markdown_artifact(
        key="onrecord-warehouse",
        markdown=_where(summary),
        description="The database of the current snapshot; its Parquet files lie beside it",
    )


def _where(summary: LoadSummary) -> str:
    """Where the store lies, on the machine that loads: a path to copy, as browsers follow no link to a file."""
    store = summary.warehouse.absolute()
    told = [
        f"duckdb -readonly {store / 'current' / 'news.duckdb'}",
        f"onrecord quotes --warehouse {store}",
        f"onrecord report --out report --warehouse {store}",
    ]
    if summary.rows_rejected:
        told.append(f"onrecord rejects --load {summary.load_id} --warehouse {store}")
    return "On the machine that loads:\n\n" + "".join(f"    {line}\n" for line in told)
