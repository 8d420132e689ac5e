"""A Prefect flow: rejected records, mended or not, through the same path again."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from prefect import flow

from flows.load.replay import by_source, plan_replay
from flows.load.request import LoadSummary
from flows.load.stage import stage_input
from flows.loading import load_in_flow
from flows.observe import all_finished, run_name
from flows.served import check_allowed
from flows.settings import LoadSettings, ReplaySettings
from flows.tasks import PrefectSteps
from schemas.errors import InputError, SettingsError
from schemas.ledger import Reject
from warehouse.store.store import Store


@flow(
    name="replay",
    description="Take rejected records through the load again.",
    flow_run_name=run_name,
    persist_result=False,
)
def replay(settings: ReplaySettings) -> list[LoadSummary]:
    """Load rejected records again, a load for each source and mapping that they came with.

    A record that passes becomes an article under the id that it would have had; one that does not becomes a reject of
    the new load. Either way the old reject is marked as replayed.

    Args:
        settings: Which rejects, how, and into which store.

    Raises:
        InputError: there is no such reject, or its payload was too long to be kept.
        SettingsError: a mended payload for more than one reject.
        StoreLockedError: another load holds the store; it says which.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse)
    with store.lock("replay"), PrefectSteps(settings.runner) as steps:
        groups = by_source(_chosen(store, settings))
        summaries = [_replay_group(store, settings, steps, rejects) for rejects in groups]
    return all_finished(summaries)


def _chosen(store: Store, settings: ReplaySettings) -> Sequence[Reject]:
    rows = store.ledger.rejects(status="open").to_pylist()
    wanted = set(settings.reject_ids)
    rejects = [Reject.model_validate(row) for row in rows if not wanted or row["reject_id"] in wanted]
    missing = set(settings.reject_ids) - {reject.reject_id for reject in rejects}
    if missing:
        raise InputError(f"reject {min(missing)}: there is no open reject of that id; see `onrecord rejects`")
    if settings.payload_file and len(rejects) != 1:
        raise SettingsError("--payload: a mended record is for one reject; name that one")
    return rejects


def _replay_group(
    store: Store, settings: ReplaySettings, steps: PrefectSteps, rejects: Sequence[Reject]
) -> LoadSummary:
    options = settings.model_dump(exclude={"reject_ids", "payload_file"})
    options |= {"source_id": rejects[0].source_id, "mapping": rejects[0].columns}
    with tempfile.TemporaryDirectory(prefix="onrecord-replay-") as folder:
        wanted = LoadSettings(max_reject_rate=1, **options)
        plan = partial(plan_replay, rejects, Path(folder), settings.payload_file)
        summary = load_in_flow(store, "replay", wanted, steps, plan=plan, stage=stage_input)
    store.ledger.set_reject_status([reject.reject_id for reject in rejects], "replayed", unless_of=summary.load_id)
    return summary
