"""What a flow run leaves in Prefect: a table of counts and a link to the store."""

from prefect.artifacts import create_link_artifact, create_table_artifact

from flows.load.request import LoadSummary


def publish_summary(summary: LoadSummary) -> None:
    """Create the artifacts of a load in the flow run that this is called from; they hold counts and paths only."""
    counts = summary.model_dump(
        include={
            "status",
            "rows_in",
            "rows_new",
            "rows_revised",
            "rows_unchanged",
            "rows_duplicate",
            "rows_rejected",
            "words",
        }
    )
    create_table_artifact(
        key="onrecord-load",
        table=[{"what": name, "count": value} for name, value in counts.items()],
        description=f"Load {summary.load_id} of the flow {summary.flow}",
    )
    create_link_artifact(
        key="onrecord-warehouse",
        link=(summary.warehouse / "current" / "news.duckdb").absolute().as_uri(),
        link_text="news.duckdb",
        description="The database of the current snapshot; its Parquet files lie beside it",
    )
