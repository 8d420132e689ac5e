"""`onrecord serve`: the ingest flow on a schedule, on one machine, with a Prefect server of its own if need be."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from flows.commands.settings import settings_of
from flows.environment import prepare_serve
from flows.settings import IngestSettings
from schemas.errors import SettingsError, TransientError

STARTUP_S = 120
"""Seconds that the server may take to answer."""


def run_serve(
    sources: Sequence[str], options: dict[str, object], *, cron: str | None, every: float, timezone: str
) -> None:
    """Serve the deployment `ingest/onrecord` until stopped.

    Runs never overlap: one that would begin while another goes on is cancelled, and the next one takes its files.
    """
    if "-" in sources:
        raise SettingsError("serve: standard input can't be read again and again; name files or folders")
    absolute = tuple(str(Path(source).absolute()) for source in sources)
    settings = settings_of(IngestSettings, options | {"sources": absolute})
    prepare_serve(settings.warehouse)
    with _server(settings.warehouse / "prefect"):
        _serve(settings, cron, every, timezone)


def _serve(settings: IngestSettings, cron: str | None, every: float, timezone: str) -> None:
    from prefect.client.schemas.objects import (  # noqa: PLC0415  # after the server's address is known
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.schedules import Cron, Interval  # noqa: PLC0415

    from flows.ingest import ingest  # noqa: PLC0415

    schedule = Cron(cron, timezone=timezone) if cron else Interval(every, timezone=timezone)
    when = f"at {cron} ({timezone})" if cron else f"every {every:g} s"
    click.echo(f"onrecord: loading {', '.join(settings.sources)} {when} into {settings.warehouse}; stop with Ctrl-C")
    ingest.serve(
        name="onrecord",
        schedule=schedule,
        parameters={"settings": settings.model_dump(mode="json")},
        limit=1,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        print_starting_message=False,
    )


@contextmanager
def _server(folder: Path) -> Iterator[None]:
    """Run a Prefect server for the block, unless the user has one (PREFECT_API_URL); its log lies in `folder`."""
    if "PREFECT_API_URL" in os.environ:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    with (folder / "server.log").open("ab") as log:
        # a session of its own: Ctrl-C must reach the runner first, which still needs the server
        server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)  # noqa: S603  # our command
        try:
            url = f"http://127.0.0.1:{port}/api"
            _wait_for(url, server)
            os.environ["PREFECT_API_URL"] = url
            yield
        finally:
            server.terminate()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTUP_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):  # noqa: S310  # our own server on loopback
                return
        except OSError:
            time.sleep(0.25)
    raise TransientError("serve: Prefect's server did not start; see prefect/server.log below the store")
