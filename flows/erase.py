"""A Prefect flow: erase articles, and all that was derived from them, from every file of the store."""

from functools import partial
from typing import cast

from prefect import flow

from flows.fetched import archives_of, erase_pages
from flows.fetching import folder_of
from flows.load.erasure import gone_of, plan_erasure, sources_of, stage_erasure
from flows.load.request import Attempt, LoadSummary, PlainSteps
from flows.load.resolve import Resolution
from flows.load.upkeep import clear_works
from flows.loading import load_in_flow
from flows.observe import finished, run_name
from flows.served import check_allowed
from flows.settings import EraseSettings, LoadSettings
from warehouse.store.store import Store


class ErasureSummary(LoadSummary):
    """What an erasure did."""

    pages_erased: int
    """Pages that were taken out of the web archives that fetching keeps."""
    sources_left: tuple[str, ...]
    """Files of others that hold the articles and were not touched, as `input_uri` names them."""


@flow(
    name="erase",
    description="Erase articles and all that was derived from them, from every snapshot.",
    flow_run_name=run_name,
    persist_result=False,
)
def erase(settings: EraseSettings) -> ErasureSummary:
    """Publish a snapshot without the articles, free all older ones, and record the erasure.

    The payloads of rejects that hold one of the articles, or are named, go as well, and so does what unfinished loads
    left to go on from, and the pages that fetching keeps. What is left are rows of `erasures` with the id, the reason
    and the time, and the files that the articles were loaded from, which are named. Readers that hold an old snapshot
    open can finish; nobody can open it anew.

    Args:
        settings: What goes, of which store, and why.

    Raises:
        InputError: an article or a reject is not in the store; nothing is erased then.
        StoreLockedError: another load holds the store; it says which.
        StoreError: a web archive can't be written; articles stay until it can.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse, create=False)
    folder = folder_of(settings)
    with store.lock("erase"):
        wanted = LoadSettings(warehouse=settings.warehouse, keep_snapshots_s=0, annotator="none")
        clear_works(store)
        articles, rejects = settings.article_ids, settings.reject_ids
        left = tuple(set(sources_of(store, articles)) - {path.name for path in archives_of(folder)})
        pages: list[int] = []

        def stage(attempt: Attempt) -> Resolution:
            pages.append(erase_pages(folder, gone_of(store, articles)) if articles else 0)
            return stage_erasure(attempt, article_ids=articles, reject_ids=rejects, reason=settings.reason)

        plan = partial(plan_erasure, store, articles, rejects)
        summary = load_in_flow(store, "erase", wanted, PlainSteps(), plan=plan, stage=stage, rebuild=True)
    told = ErasureSummary(**summary.model_dump(), pages_erased=sum(pages), sources_left=tuple(sorted(left)))
    return cast("ErasureSummary", finished(told, None))
