"""A Prefect flow: derive the rows of all stored articles anew, after a change of the extractors."""

from functools import partial

from prefect import flow

from flows.load.plan import Plan
from flows.load.request import LoadSummary
from flows.load.stage import stage_stored
from flows.loading import load_in_flow
from flows.observe import finished, run_name
from flows.served import check_allowed
from flows.settings import LoadSettings, RederiveSettings
from flows.tasks import PrefectSteps
from warehouse.store.store import Store


@flow(
    name="rederive",
    description="Derive the rows of all stored articles anew, after a change of the extractors.",
    flow_run_name=run_name,
    persist_result=False,
)
def rederive(settings: RederiveSettings) -> LoadSummary:
    """Replace every derived row by what the present extractors say; articles and revisions stay.

    Raises:
        StoreLockedError: another load holds the store; it says which.
        LoadError: a blocking check failed; the tables are as they were.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse)
    with store.lock("rederive"), PrefectSteps(settings.runner) as steps:
        wanted = LoadSettings(**settings.model_dump())
        plan = partial(_plan, store)
        summary = load_in_flow(store, "rederive", wanted, steps, plan=plan, stage=stage_stored)
    return finished(summary, None)


def _plan(store: Store) -> Plan:
    snapshot = store.current()
    name = snapshot.snapshot_id if snapshot else "empty"
    return Plan((), f"snapshot {name}", name)
