"""A Prefect flow: free old snapshots that nobody needs any more, and sweep what killed loads left."""

from prefect import flow

from flows.load.upkeep import Held, hold, tidy_store
from flows.observe import run_name
from flows.served import check_allowed
from flows.settings import MaintainSettings


@flow(
    name="maintain",
    description="Show the snapshots and free those that nobody needs any more.",
    flow_run_name=run_name,
    persist_result=False,
)
def maintain(settings: MaintainSettings) -> Held:
    """Free the snapshots that were replaced longer ago than the settings keep them; the current one stays.

    Args:
        settings: Of which store.

    Raises:
        StoreError: there is no store.
        StoreLockedError: a load holds the store; it says which.
    """
    check_allowed(settings)
    if not settings.dry_run:
        hold(settings)
    return tidy_store(settings)
