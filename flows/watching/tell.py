"""Alerts on their way: into a file of JSON lines and to an address. What fails is told again after the next load."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import orjson

from flows.watching.found import told_of
from flows.watching.rules import WatchList, Webhook
from flows.watching.webhook import NotSentError, send
from schemas.errors import OnrecordError
from schemas.ids import hash_id
from schemas.ledger import Alert
from warehouse.store.ledger import AlertWay, Ledger

_BATCH: Final = 100
"""Alerts in a request: some hundred kilobytes at most."""
Rows = Sequence[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of alerts.

    Attributes:
        alerts: those of the load, with what its snapshot has of them.
        troubles: what could not be told, and why: no text of an article.
    """

    alerts: Rows = ()
    troubles: Sequence[str] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many alerts each rule raised."""
        return dict(sorted(Counter(str(alert["rule"]) for alert in self.alerts).items()))


def tell(con: duckdb.DuckDBPyConnection, ledger: Ledger, watched: WatchList, load_id: str) -> Told:
    """Tell of all alerts of the rules that were not told yet, those of earlier loads too, and record it.

    It raises nothing for what may fail there: a load has succeeded by then.
    """
    try:
        troubles = [*_all_told(con, ledger, watched, "sent_at"), *_all_told(con, ledger, watched, "written_at")]
        return Told(told_of(con, ledger.alerts_of(load_id)), troubles)
    except (duckdb.Error, OnrecordError, MemoryError) as error:
        return Told(troubles=(f"alerts: could not be told ({type(error).__name__}); the next load tries again",))


def _all_told(con: duckdb.DuckDBPyConnection, ledger: Ledger, watched: WatchList, way: AlertWay) -> Iterator[str]:
    """Tell all that waits, a batch at a time; yield what went wrong, and leave the rest to the next load."""
    waiting = ledger.untold_alerts(watched.names, way)
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        trouble = _WAYS[way](watched, batch, told_of(con, batch))
        if trouble is not None:
            yield f"{trouble}; {len(waiting) - start:,} alerts wait, the next load tries again"
            return
        ledger.mark_told([alert.alert_id for alert in batch], way, datetime.now(UTC))


def _send(watched: WatchList, alerts: Sequence[Alert], rows: Rows) -> str | None:
    try:
        if watched.webhook is not None:
            _post(watched.webhook, alerts, rows)
    except NotSentError as error:
        return f"webhook: {error}"
    return None


def _post(hook: Webhook, alerts: Sequence[Alert], rows: Rows) -> None:
    message_id = "msg_" + hash_id("told", [alert.alert_id for alert in alerts])
    body = {"type": "onrecord.alerts", "timestamp": datetime.now(UTC).isoformat(), "data": {"alerts": rows}}
    send(hook, orjson.dumps(body), message_id)


def _write(watched: WatchList, _alerts: Sequence[Alert], rows: Rows) -> str | None:
    try:
        if watched.file is not None:
            _append(watched.file, rows)
    except OSError as error:
        return f"{watched.file}: can't be written ({error.strerror})"
    return None


def _append(path: Path, rows: Rows) -> None:
    with path.open("ab") as file:
        file.write(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows))


_WAYS: Final[dict[AlertWay, Callable[[WatchList, Sequence[Alert], Rows], str | None]]] = {
    "sent_at": _send,
    "written_at": _write,
}
