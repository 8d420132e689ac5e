"""A Prefect flow: derive the rows of all stored articles anew, after a change of the extractors."""

from functools import partial

from prefect import flow

from flows.comparing import ComparedError, Comparing, Comparison
from flows.load.plan import Plan
from flows.load.request import LoadSummary
from flows.load.stage import stage_stored
from flows.loading import load_in_flow
from flows.observe import finished, run_name
from flows.served import check_allowed
from flows.settings import LoadSettings, RederiveSettings
from flows.tasks import PrefectSteps
from schemas.errors import StoreError
from warehouse.snapshot.build import Watch
from warehouse.store.store import Store


@flow(
    name="rederive",
    description="Derive the rows of all stored articles anew, after a change of the extractors.",
    flow_run_name=run_name,
    persist_result=False,
)
def rederive(settings: RederiveSettings) -> LoadSummary | Comparison:
    """Replace every derived row by what the present extractors say; articles and revisions stay.

    With `compare` the tables stay too: what would change is returned, and the next call takes over what was derived.

    Args:
        settings: How, and of which store.

    Raises:
        StoreLockedError: another load holds the store; it says which.
        LoadError: a blocking check failed; the tables are as they were.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse)
    with store.lock("rederive"), PrefectSteps(settings.runner) as steps:
        wanted = LoadSettings(**settings.model_dump(exclude={"compare"}))
        plan, look = partial(_plan, store), _look(store) if settings.compare else None
        try:
            summary = load_in_flow(store, "rederive", wanted, steps, plan=plan, stage=stage_stored, look=look)
        except ComparedError as compared:
            return compared.comparison
    return finished(summary, None)


def _look(store: Store) -> Watch:
    snapshot = store.current()
    if snapshot is None:
        raise StoreError(f"{store.root}: there is nothing to compare with; load articles first")
    return Comparing(snapshot.database).look


def _plan(store: Store) -> Plan:
    snapshot = store.current()
    name = snapshot.snapshot_id if snapshot else "empty"
    return Plan((), f"snapshot {name}", name)
