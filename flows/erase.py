"""A Prefect flow: erase articles, and all that was derived from them, from every file of the store."""

from functools import partial

from prefect import flow

from flows.load.erasure import plan_erasure, stage_erasure
from flows.load.request import LoadSummary, PlainSteps
from flows.loading import load_in_flow
from flows.observe import finished, run_name
from flows.served import check_allowed
from flows.settings import EraseSettings, LoadSettings
from warehouse.store.store import Store


@flow(
    name="erase",
    description="Erase articles and all that was derived from them, from every snapshot.",
    flow_run_name=run_name,
    persist_result=False,
)
def erase(settings: EraseSettings) -> LoadSummary:
    """Publish a snapshot without the articles, free all older ones, and record the erasure.

    What is left is a row of `erasures` with the id, the reason and the time. Readers that hold an old snapshot open
    can finish; nobody can open it anew.

    Raises:
        InputError: an article is not in the store; nothing is erased then.
        StoreLockedError: another load holds the store; it says which.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse, create=False)
    with store.lock("erase"):
        wanted = LoadSettings(warehouse=settings.warehouse, keep_snapshots_s=0, annotator="none")
        plan = partial(plan_erasure, store, settings.article_ids)
        stage = partial(stage_erasure, article_ids=settings.article_ids, reason=settings.reason)
        summary = load_in_flow(store, "erase", wanted, PlainSteps(), plan=plan, stage=stage)
    return finished(summary, None)
