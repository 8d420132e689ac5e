"""A Prefect flow: erase articles, and all that was derived from them, from every file of the store."""

from functools import partial

from prefect import flow

from flows.load.erasure import plan_erasure, stage_erasure
from flows.load.request import LoadSummary, PlainSteps
from flows.load.upkeep import clear_works
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

    The payloads of rejects that hold one of the articles, or are named, go as well, and so does what unfinished loads
    left to go on from. What is left are rows of `erasures` with the id, the reason and the time. Readers that hold an
    old snapshot open can finish; nobody can open it anew.

    Raises:
        InputError: an article or a reject is not in the store; nothing is erased then.
        StoreLockedError: another load holds the store; it says which.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse, create=False)
    with store.lock("erase"):
        wanted = LoadSettings(warehouse=settings.warehouse, keep_snapshots_s=0, annotator="none")
        clear_works(store)
        articles, rejects = settings.article_ids, settings.reject_ids
        plan = partial(plan_erasure, store, articles, rejects)
        stage = partial(stage_erasure, article_ids=articles, reject_ids=rejects, reason=settings.reason)
        summary = load_in_flow(store, "erase", wanted, PlainSteps(), plan=plan, stage=stage, rebuild=True)
    return finished(summary, None)
