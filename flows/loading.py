"""What the flows that load have in common: a load's request, filled with what Prefect and the terminal know."""

from collections.abc import Callable

from prefect.runtime import flow_run

from flows.load.plan import Plan
from flows.load.request import Attempt, LoadSummary, Request, Steps
from flows.load.resolve import Resolution
from flows.load.run import run_load
from flows.load.versions import extractor_version
from flows.load.watch import current_watcher
from flows.observe import LoggingWatcher
from flows.settings import LoadSettings
from warehouse.snapshot.build import Watch
from warehouse.store.store import Store


def load_in_flow(  # noqa: PLR0913  # what each flow does differently
    store: Store,
    flow: str,
    settings: LoadSettings,
    steps: Steps,
    *,
    plan: Callable[[], Plan],
    stage: Callable[[Attempt], Resolution],
    rebuild: bool = False,
    look: Watch | None = None,
) -> LoadSummary:
    """Run a load inside a flow run, with the store's lock held by the caller; raises what `run_load` raises."""
    request = Request(
        flow=flow,
        settings=settings,
        plan=plan,
        stage=stage,
        extractor_version=extractor_version(settings.annotator, settings.knowledge),
        steps=steps,
        watcher=LoggingWatcher(current_watcher()),
        flow_run_id=flow_run.get_id(),
        rebuild=rebuild,
        look=look,
    )
    return run_load(store, request)
