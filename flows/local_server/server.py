"""A Prefect server of a command's own, on loopback; it ends with the command, however that ends.

Prefect would start one by itself, but in the command's process group: Ctrl-C then stops the server first, and the
flow hangs on it. This one starts while the command still imports, and outlives no one: it watches its parent.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import TransientError

API_URL = "PREFECT_API_URL"
STARTUP_S = 120
"""Seconds that the server may take to answer."""
STOP_S = 10
"""Seconds that it may take to stop, before it is killed; it holds nothing that must be written."""
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is starting or runs; without a process it is the user's own."""

    url: str
    process: "subprocess.Popen[bytes] | None" = None
    log: Path | None = None

    def wait(self) -> None:
        """Return once it answers.

        Raises:
            TransientError: it ended, or does not answer in time.
        """
        deadline = time.monotonic() + STARTUP_S
        while self.process:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):  # noqa: S310  # our own, on loopback
                    return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise TransientError(self._silence()) from None
                time.sleep(0.1)

    def _silence(self) -> str:
        return f"Prefect's server does not answer; see {self.log}, and that its disk has room, then try again"


def prefect_server(store: Path, *, services: bool = False) -> Server:
    """Start a Prefect server, unless PREFECT_API_URL names one; call it before Prefect is imported.

    It runs until this process ends: stopped behind Prefect's own last words, since it is registered before them.
    `services`: with the scheduler, for a process that serves deployments.
    """
    if url := os.environ.get(API_URL):
        return Server(url)
    port = _free_port()
    os.environ[API_URL] = f"http://127.0.0.1:{port}/api"
    log = store / "prefect" / "server.log"
    with log.open("wb") as output:
        process = _start(port, output.fileno(), services=services)
    atexit.register(_stop, process)
    return Server(os.environ[API_URL], process, log)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int, output: int, *, services: bool) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": path, "PREFECT__SERVER_FINAL": "1"}
    if not services:
        environment["PREFECT__SERVER_EPHEMERAL"] = "1"
    command = [sys.executable, "-m", "flows.local_server.server", str(port), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603  # our own command
        command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
    )


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_with(parent: int) -> None:
    """End this process once it is no longer the child of `parent`."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main(port: int, parent: int) -> None:
    """Serve Prefect's API on loopback until told to stop, or until the parent process is gone."""
    import uvicorn  # noqa: PLC0415  # only the server's own process needs it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    application = "prefect.server.api.server:create_app"
    uvicorn.run(application, factory=True, host="127.0.0.1", port=port, log_level="error", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
