"""Where events go: lines of a file, or POST requests to an address, sent beside the load by one thread, in order."""

import os
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flows.fetch.addresses import check_url
from flows.fetch.errors import RefusedError
from flows.fetch.post import NotTakenError, post
from flows.installation import CODE_VERSION
from schemas.errors import SettingsError

TIMEOUT_S: Final = 5.0
"""Seconds that an address may take for a connection or an answer, and that a load's end waits for all events: as the
clients of OpenLineage have it."""
API_KEY: Final = "OPENLINEAGE_API_KEY"
"""Environment variable with the key that an address may ask for, as OpenLineage's own clients call it."""
_PATH: Final = "/api/v1/lineage"
Deliver = Callable[[bytes], None]


class Target:
    """Takes events and delivers them; nothing that goes wrong there is raised, `close` tells it."""

    def __init__(self, deliver: Deliver, timeout_s: float = TIMEOUT_S) -> None:
        self._deliver = deliver
        self._timeout_s = timeout_s
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._troubles: list[str] = []
        self._thread = threading.Thread(target=self._run, name="onrecord-lineage", daemon=True)
        self._thread.start()

    def send(self, event: str) -> None:
        """Take an event; returns at once."""
        self._waiting.put(event.encode())

    def close(self) -> str | None:
        """Wait until all is delivered, for the time-out at most; return what was not, and why."""
        self._waiting.put(None)
        self._thread.join(self._timeout_s)
        if self._thread.is_alive():
            return f"no answer within {self._timeout_s:g} s; events of this load are missing there"
        return self._troubles[0] if self._troubles else None

    def _run(self) -> None:
        while (event := self._waiting.get()) is not None:
            try:
                self._deliver(event)
            except (NotTakenError, RefusedError, OSError) as failure:
                self._troubles.append(_told(failure))


def _told(failure: Exception) -> str:
    return f"can't be written ({failure.strerror})" if isinstance(failure, OSError) else str(failure)


def target_for(named: str, *, timeout_s: float = TIMEOUT_S) -> Target:
    """The target of a setting: an address of http or https, else a file that lines are added to.

    Raises:
        SettingsError: it is neither.
    """
    if "://" not in named:
        return Target(_Appended(Path(named)), timeout_s)
    try:
        check_url(named)
    except RefusedError as error:
        raise SettingsError(f"openlineage: {error}; name a file, or an address of http or https") from None
    return Target(_Posted(named, timeout_s), timeout_s)


class _Appended:
    """Adds an event a line to a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, event: bytes) -> None:
        with self._path.open("ab") as file:
            file.write(event + b"\n")


class _Posted:
    """Posts each event once, to that address alone; one without a path gets OpenLineage's own."""

    def __init__(self, url: str, timeout_s: float) -> None:
        self._url = url.rstrip("/") + _PATH if urlsplit(url).path in ("", "/") else url
        self._timeout_s = timeout_s

    def __call__(self, event: bytes) -> None:
        headers = [("Content-Type", "application/json"), ("User-Agent", f"onrecord/{CODE_VERSION}")]
        if key := os.environ.get(API_KEY):
            headers.append(("Authorization", f"Bearer {key}"))
        post(self._url, headers, event, self._timeout_s, network=None)
