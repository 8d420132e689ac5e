"""What a flow run shows in Prefect beside its artifacts: names, a log, a last message, an event; never article text.

A run is called *ingest wire* while it works and *ingest wire: 812 new, 3 rejected* at its end. Its log has the phases,
how far each is, and what a person should look at. The event `onrecord.load.finished` lets automations follow.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final, cast
from uuid import UUID

from prefect import State, get_client, get_run_logger
from prefect.events import emit_event
from prefect.exceptions import MissingContextError
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.artifacts import publish_summary
from flows.load.request import LoadSummary
from flows.load.watch import Watcher
from flows.terminal import safe
from schemas.ids import hash_text

FINISHED: Final = "onrecord.load.finished"
"""Name of the event; its resource is `onrecord.warehouse.HASH`, its payload the counts of the load."""
TAG: Final = "onrecord"
_COUNTS: Final = ("new", "revised", "unchanged", "duplicate", "rejected")
_SHOWN: Final = 80
"""Characters of a name from outside, such as a source's or a file's, that are shown."""
_NAMED: Final = 10
"""Files that were not read and are named in the log."""
_TENTHS: Final = 10


def run_name() -> str:
    """The name of the run that is about to begin: its flow, and the source where there is one."""
    settings = flow_run.get_parameters().get("settings")
    source = settings.get("source_id") if isinstance(settings, dict) else getattr(settings, "source_id", None)
    return " ".join(filter(None, (flow_run.get_flow_name(), safe(str(source or ""), _SHOWN))))


def told(summary: LoadSummary) -> str:
    """What a load did, in a few words: *812 new, 3 rejected*."""
    counts = ((getattr(summary, f"rows_{name}"), name) for name in _COUNTS)
    parts = [f"{count:,} {name}" for count, name in counts if count]
    failed = len({failure.article_id for failure in summary.derive_failures})
    parts += [f"{failed:,} with rows missing"] if failed else []
    return ", ".join(parts) or "nothing read"


def finished(summary: LoadSummary, source: str | None) -> LoadSummary:
    """Show a load's end: log, artifacts, event, name and tags of the run; return what ends the flow with a message.

    Prefect gives the caller of the flow the summary itself.
    """
    _conclude(summary, source)
    return cast("LoadSummary", _ended(f"{told(summary)}; load {summary.load_id}", summary))


def all_finished(summaries: Sequence[LoadSummary]) -> list[LoadSummary]:
    """Show the end of several loads of one run; as `finished`."""
    for summary in summaries:
        _conclude(summary, None)
    message = "; ".join(told(summary) for summary in summaries) or "no reject is open"
    return cast("list[LoadSummary]", _ended(message, list(summaries)))


def _ended(message: str, data: object) -> State[object]:
    return Completed(message=message, data=data)


def _conclude(summary: LoadSummary, source: str | None) -> None:
    logger = run_logger()
    for line in _warnings(summary):
        logger.warning("%s", line)
    logger.info("%s: %s into %s", summary.flow, told(summary), summary.warehouse)
    publish_summary(summary)
    _emit(summary, source)
    _rename(summary, source)


def _warnings(summary: LoadSummary) -> Iterator[str]:
    """What a person should look at, by number, place and code."""
    if summary.rows_rejected:
        yield f"{summary.rows_rejected:,} records were rejected; `onrecord rejects --load {summary.load_id}` says why"
    if summary.alerts:
        yield f"{sum(summary.alerts.values()):,} alerts of {len(summary.alerts):,} rules; see the table alerts"
    yield from (f"not told: {safe(trouble, _SHOWN)}" for trouble in summary.alert_troubles)
    if summary.lineage_trouble:
        yield f"OpenLineage: {safe(summary.lineage_trouble, _SHOWN)}"
    failed = Counter((failure.step, failure.exception) for failure in summary.derive_failures)
    for (step, exception), count in sorted(failed.items()):
        yield f"{step} failed for {count:,} articles ({exception}); they are stored without these rows"
    for name in summary.skipped[:_NAMED]:
        yield f"not read: {safe(name, _SHOWN)}"
    if len(summary.skipped) > _NAMED:
        yield f"not read: {len(summary.skipped) - _NAMED:,} more files"


def _emit(summary: LoadSummary, source: str | None) -> None:
    """Say that a load is finished, so that automations can follow; the warehouse is the resource."""
    counts = {f"rows_{name}": getattr(summary, f"rows_{name}") for name in _COUNTS}
    resource = {
        "prefect.resource.id": f"onrecord.warehouse.{hash_text(str(summary.warehouse))}",
        "prefect.resource.name": str(summary.warehouse),
        "onrecord.flow": summary.flow,
        "onrecord.source": safe(source or "", _SHOWN),
    }
    payload = counts | {"rows_in": summary.rows_in, "load_id": summary.load_id, "status": summary.status}
    emit_event(FINISHED, resource=resource, payload=payload)


def _rename(summary: LoadSummary, source: str | None) -> None:
    run_id = flow_run.get_id()
    if run_id is None:
        return
    name = f"{' '.join(filter(None, (summary.flow, safe(source or '', _SHOWN))))}: {told(summary)}"
    tags = {*flow_run.get_tags(), TAG, *([f"source:{safe(source, _SHOWN)}"] if source else [])}
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(run_id), name=name, tags=sorted(tags))


def run_logger() -> logging.Logger | logging.LoggerAdapter[logging.Logger]:
    """Prefect's logger of this run; outside of one, Python's."""
    with suppress(MissingContextError):
        return get_run_logger()
    return logging.getLogger("onrecord")


class LoggingWatcher:
    """Tells the run's log what the phases of a load are and how far they are, and passes all on to another watcher."""

    def __init__(self, beyond: Watcher) -> None:
        self._beyond = beyond
        self._logger = run_logger()
        self._name, self._total, self._done = "", 0, 0

    def phase(self, name: str, total: int) -> None:
        """Say that a phase begins."""
        self._name, self._total, self._done = name, total, 0
        self._logger.info("%s: begins%s", name, f", {total:,} batches" if total > 1 else "")
        self._beyond.phase(name, total)

    def advance(self) -> None:
        """Say each tenth of a phase."""
        self._done += 1
        if self._total > 1 and self._done * _TENTHS // self._total > (self._done - 1) * _TENTHS // self._total:
            self._logger.info("%s: %s of %s batches", self._name, f"{self._done:,}", f"{self._total:,}")
        self._beyond.advance()
