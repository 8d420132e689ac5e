"""The main job as a Prefect flow: articles in, a new snapshot of the warehouse out."""

from functools import partial

from prefect import flow
from prefect.runtime import flow_run

from flows.artifacts import publish_summary
from flows.load.plan import plan_load
from flows.load.run import LoadSummary, Request, run_load
from flows.load.stage import stage_input
from flows.load.versions import extractor_version
from flows.progress import current_watcher
from flows.settings import IngestSettings
from flows.tasks import PrefectSteps
from warehouse.store import Store


@flow(name="ingest", persist_result=False)
def ingest(settings: IngestSettings) -> LoadSummary:
    """Load articles into the warehouse.

    Raises:
        InputError: a source can't be read.
        StoreLockedError: another load holds the store; it says which.
        LoadError: the load was given up; the tables are as they were.
    """
    store = Store.open(settings.warehouse)
    with store.lock("ingest"), PrefectSteps(settings.runner) as steps:
        request = Request(
            flow="ingest",
            settings=settings,
            plan=partial(plan_load, settings),
            extractor_version=extractor_version(settings.annotator),
            stage=stage_input,
            steps=steps,
            watcher=current_watcher(),
            flow_run_id=flow_run.get_id(),
        )
        summary = run_load(store, request)
    publish_summary(summary)
    return summary
