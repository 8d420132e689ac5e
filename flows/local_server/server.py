"""A Prefect server of a command's own, on loopback; it ends with the command, however that ends.

Prefect would start one by itself, but in the command's process group: Ctrl-C then stops the server first, and the
flow hangs on it. This one starts while the command still imports, and outlives no one: it watches its parent.

Nobody else may use it, or pass for it. Each has a random secret, which Prefect asks of every request
(PREFECT_SERVER_API_AUTH_STRING) and which stands in the environment of this process and its children alone; the
socket is bound here and handed over, so that the port is never free; it answers to its own Host, and to no web page
(flows/local_server/guarded_app.py); and before it is believed it proves that it knows the secret.
"""

import atexit
import fcntl
import hmac
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.local_server.proof import NONCE_HEADER, PROOF_HEADER, proof_of
from schemas.errors import TransientError

if TYPE_CHECKING:
    import uvicorn

API_URL = "PREFECT_API_URL"
CLIENT_SECRET = "PREFECT_API_AUTH_STRING"  # noqa: S105  # a variable's name
"""What Prefect's client shows a server: USER:PASSWORD."""
SERVER_SECRET = "PREFECT_SERVER_API_AUTH_STRING"  # noqa: S105  # as above
"""What a Prefect server wants to be shown."""
STARTUP_S = 300
"""Seconds that the server may take to answer: 20 of CPU are minutes on a busy machine."""
STOP_S = 10
"""Seconds that it may take to stop, before it is killed; it holds nothing that must be written."""
_BACKLOG = 128
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
_LOOK_EVERY_S = 0.1
_kept: list[socket.socket] = []
"""Sockets of servers of this process, which keep their ports until it ends; Python would close what nobody holds."""
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is starting or runs; without a process it is the user's own."""

    url: str
    process: "subprocess.Popen[bytes] | None" = None
    log: Path | None = None
    secret: str = ""

    def wait(self) -> None:
        """Wait until it answers, and has proved that it is the one that was started.

        Raises:
            TransientError: it ended, or does not answer in time, or something else answers in its place.
        """
        deadline = time.monotonic() + STARTUP_S
        while self.process:
            nonce = secrets.token_hex(16)
            request = urllib.request.Request(f"{self.url}/health", headers={NONCE_HEADER: nonce})  # noqa: S310  # ours
            try:
                with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310  # our own, on loopback
                    self._believe(answer.headers.get(PROOF_HEADER, ""), nonce)
                    return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise TransientError(self._silence()) from None
                time.sleep(0.1)

    def _believe(self, proof: str, nonce: str) -> None:
        if not hmac.compare_digest(proof, proof_of(self.secret, nonce)):
            raise TransientError(f"{self.url}: another program answers there in place of Prefect's server; try again")

    def _silence(self) -> str:
        return f"Prefect's server does not answer; see {self.log}, and that its disk has room, then try again"


def prefect_server(store: Path, *, services: bool = False) -> Server:
    """Start a Prefect server, unless PREFECT_API_URL names one; call it before Prefect is imported.

    It runs until this process ends: stopped behind Prefect's own last words, since it is registered before them.
    `services`: with the scheduler, for a process that serves deployments.
    """
    if url := os.environ.get(API_URL):
        return Server(url)
    secret = f"onrecord:{secrets.token_urlsafe(32)}"
    listener = listen()
    _kept.append(listener)
    os.environ[API_URL] = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    os.environ[CLIENT_SECRET] = os.environ[SERVER_SECRET] = secret
    log = store / "prefect" / "server.log"
    with log.open("wb") as output:
        process = _start(listener, output.fileno(), services=services)
    threading.Thread(target=_keep_port, args=(process, listener), daemon=True).start()
    atexit.register(_stop, process)
    return Server(os.environ[API_URL], process, log, secret)


def listen() -> socket.socket:
    """A socket that listens on a free port of loopback; connections wait until its server takes them.

    The port is asked for by its number, once it is known to be free: only then the system keeps it for a socket that
    no longer listens.
    """
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = probe.getsockname()
        listener = socket.socket()
        try:
            listener.bind(address)
            listener.listen(_BACKLOG)
        except OSError:  # somebody else was faster
            listener.close()
        else:
            return listener


def _keep_port(process: "subprocess.Popen[bytes]", listener: socket.socket) -> None:
    """Refuse connections once the server has ended, but keep the port: nobody else shall be sent our requests."""
    process.wait()
    with suppress(OSError):  # not everywhere can a socket that listens be shut
        listener.shutdown(socket.SHUT_RDWR)


def _start(listener: socket.socket, output: int, *, services: bool) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": path, "PREFECT__SERVER_FINAL": "1"}
    if not services:
        environment["PREFECT__SERVER_EPHEMERAL"] = "1"
    number = listener.fileno()
    command = [sys.executable, "-m", "flows.local_server.server", str(number), str(os.getpid())]
    return subprocess.Popen(  # noqa: S603  # our own command
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        pass_fds=(number,),
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


def main(listener: int, parent: int) -> None:
    """Serve Prefect's API on the socket `listener` until told to stop, or until the parent process is gone."""
    import uvicorn  # noqa: PLC0415  # only the server's own process needs it

    from flows.local_server.template import lay_database  # noqa: PLC0415  # likewise

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    application = "flows.local_server.guarded_app:create_app"
    config = uvicorn.Config(application, factory=True, log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    starting = _only_one_starts(home)
    lay_database(home)
    threading.Thread(target=_let_others_start, args=(server, starting), daemon=True).start()
    server.run(sockets=[socket.socket(fileno=listener)])


def _only_one_starts(home: Path) -> int:
    """Wait while another server makes or migrates the same database, and return the lock that says that this one does.

    Two that begin at once with a new store would both make its tables, and one would fail.
    """
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home / "starting", _LOCK_FLAGS, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _let_others_start(server: "uvicorn.Server", starting: int) -> None:
    while not server.started:
        time.sleep(_LOOK_EVERY_S)
    os.close(starting)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
