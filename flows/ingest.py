"""The main job as a Prefect flow: articles in, a new snapshot of the warehouse out."""

from functools import partial

from prefect import flow

from flows.fetching import note_done, with_fetched
from flows.load.plan import plan_load
from flows.load.request import LoadSummary
from flows.load.stage import stage_input
from flows.loading import load_in_flow
from flows.observe import finished, run_name
from flows.served import check_allowed
from flows.settings import IngestSettings
from flows.tasks import PrefectSteps
from warehouse.store.store import Store


@flow(
    name="ingest",
    description="Load new and changed articles of files and folders into a warehouse of entities, quotes and figures.",
    flow_run_name=run_name,
    persist_result=False,
)
def ingest(settings: IngestSettings) -> LoadSummary:
    """Load articles into the warehouse.

    Args:
        settings: What is loaded, how, and into which store.

    Raises:
        InputError: a source can't be read.
        StoreLockedError: another load holds the store; it says which.
        LoadError: the load was given up; the tables are as they were.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse)
    with store.lock("ingest"), PrefectSteps(settings.runner) as steps:
        settings, archives = with_fetched(settings)
        plan = partial(plan_load, settings)
        summary = load_in_flow(store, "ingest", settings, steps, plan=plan, stage=stage_input)
        note_done(archives)
    return finished(summary, settings.source_id)
