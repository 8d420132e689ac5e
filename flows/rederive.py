"""A Prefect flow: derive the rows of all stored articles anew, after a change of the extractors."""

from prefect import flow
from prefect.runtime import flow_run

from flows.artifacts import publish_summary
from flows.load.plan import Plan
from flows.load.run import LoadSummary, Request, run_load
from flows.load.stage import stage_stored
from flows.load.versions import extractor_version
from flows.progress import current_watcher
from flows.settings import IngestSettings, RederiveSettings
from flows.tasks import PrefectSteps
from warehouse.store import Store


@flow(name="rederive", persist_result=False)
def rederive(settings: RederiveSettings) -> LoadSummary:
    """Replace every derived row by what the present extractors say; articles and revisions stay.

    Raises:
        StoreLockedError: another load holds the store; it says which.
        LoadError: a blocking check failed; the tables are as they were.
    """
    store = Store.open(settings.warehouse)
    with store.lock("rederive"), PrefectSteps(settings.runner) as steps:
        request = Request(
            flow="rederive",
            settings=IngestSettings(sources=(), **settings.model_dump()),
            plan=lambda: _plan(store),
            extractor_version=extractor_version(settings.annotator),
            stage=stage_stored,
            steps=steps,
            watcher=current_watcher(),
            flow_run_id=flow_run.get_id(),
        )
        summary = run_load(store, request)
    publish_summary(summary)
    return summary


def _plan(store: Store) -> Plan:
    snapshot = store.current()
    name = snapshot.snapshot_id if snapshot else "empty"
    return Plan((), f"snapshot {name}", name)
