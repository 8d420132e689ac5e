"""While a command runs, nobody else may use its Prefect server, take its port, or pass for it."""

import base64
import http.client
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from flows.local_server.server import Server
from flows.readers.discover import discover
from flows.served import ROOTS, SERVED, check_allowed, serve_only
from flows.settings import IngestSettings
from schemas.errors import SettingsError, TransientError
from tests.flows.loading import CALM, ROOT, rows, write_jsonl
from tests.waiting import BUSY, PATIENCE_S, end, next_line, ran, running

T = TypeVar("T")

_VICTIM = """
import json, os, sys
from contextlib import closing
from pathlib import Path
from typing import TypeVar
from flows.local_server.environment import prepare_serve
from flows.local_server.server import prefect_server
store = Path(sys.argv[1])
prepare_serve(store)
server = prefect_server(store, services=True)
told = {"url": server.url, "secret": server.secret, "pid": server.process.pid, "home": os.environ["PREFECT_HOME"]}
print(json.dumps(told), flush=True)
server.wait()
print("ready", flush=True)
sys.stdin.read()
"""

_TAKER = """
import socket, sys
port = int(sys.argv[1])
taken = 0
for _ in range(2000):
    for option in (None, socket.SO_REUSEADDR, socket.SO_REUSEPORT):
        with socket.socket() as mine:
            if option:
                mine.setsockopt(socket.SOL_SOCKET, option, 1)
            try:
                mine.bind(("127.0.0.1", port))
                mine.listen()
                taken += 1
            except OSError:
                pass
print(taken)
"""


class _Victim:
    """A command with a Prefect server of its own, which another process attacks from its first moment."""

    def __init__(self, folder: Path) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _VICTIM, str(folder)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = json.loads(next_line(self.process))
        self.url, self.secret, self.server_pid = str(told["url"]), str(told["secret"]), int(told["pid"])
        self.port = urlsplit(self.url).port or 0
        taker = ran(
            [sys.executable, "-c", _TAKER, str(self.port)],
            check=True,
        )
        self.taken = int(taker.stdout)
        assert next_line(self.process) == "ready\n"

    def end(self) -> None:
        """Let it end; kill it where it does not."""
        try:
            self.process.communicate("", timeout=PATIENCE_S)
        finally:
            end(self.process)


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Victim]:
    """Give the server that the tests of this module attack, one after the other."""
    attacked = _Victim(tmp_path_factory.mktemp("victim"))
    yield attacked
    attacked.end()


def _ask(
    victim: _Victim, path: str, body: object = None, *, method: str = "POST", headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Ask the server, again where its database is busy, and return status, headers and body of its answer."""
    given = {"Content-Type": "application/json"} | dict(headers or {})
    deadline = time.monotonic() + PATIENCE_S
    while (answer := _asked(victim, method, path, body, given))[0] == BUSY and time.monotonic() < deadline:
        time.sleep(1)
    return answer


def _asked(
    victim: _Victim, method: str, path: str, body: object, headers: Mapping[str, str]
) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", victim.port, timeout=60)) as connection:
        connection.request(method, path, None if body is None else json.dumps(body), dict(headers))
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def _with_secret(secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}


def test_the_port_is_never_free(victim: _Victim) -> None:
    """From before the server starts until it answers, 6,000 attempts of another process to take its port failed."""
    assert victim.taken == 0


def test_without_the_secret_nothing_is_told(victim: _Victim) -> None:
    """Any local process can reach the port; without the secret, or with another, it learns and starts nothing."""
    for headers in ({}, _with_secret("onrecord:guess"), {"Authorization": "Bearer x"}):
        assert _ask(victim, "/api/flows/filter", {}, headers=headers)[0] == 401
        assert _ask(victim, "/api/deployments/", {"name": "x"}, headers=headers)[0] == 401
    assert _ask(victim, "/api/flows/filter", {}, headers=_with_secret(victim.secret))[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:8000", "null"])
def test_a_web_page_is_refused(victim: _Victim, origin: str) -> None:
    """What a page in a browser sends is refused, with the secret too, and no answer of it may be read by the page."""
    page = {"Origin": origin, "Content-Type": "text/plain"}
    preflight = page | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    for method, headers in (
        ("OPTIONS", preflight),
        ("GET", page),
        ("POST", page),
        ("POST", page | _with_secret(victim.secret)),
    ):
        status, told, _ = _ask(victim, "/api/flows/filter", {}, method=method, headers=headers)
        assert status == 403, method
        assert not [name for name in told if name.startswith("access-control")], method


def test_a_name_that_leads_here_is_refused(victim: _Victim) -> None:
    """DNS rebinding: a page of the same origin, whose name was made to lead to loopback, has another Host."""
    for host in ("evil.example", f"evil.example:{victim.port}", "127.0.0.1.evil.example"):
        headers = _with_secret(victim.secret) | {"Host": host}
        assert _ask(victim, "/api/flows/filter", {}, headers=headers)[0] == 400
        assert _ask(victim, "/api/health", method="GET", headers={"Host": host})[0] == 400


def test_websockets_of_a_page_are_refused(victim: _Victim) -> None:
    """Prefect streams its events and logs through WebSockets, which know no CORS: the Origin decides."""
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "prefect",
        "Origin": "https://evil.example",
    }
    assert _ask(victim, "/api/events/out", method="GET", headers=upgrade)[0] == 403


def test_served_settings_alone_are_run(victim: _Victim, tmp_path: Path) -> None:
    """On a server of the user's own whose secret leaked: a run with a foreign source and store reads nothing."""
    folder, loot = tmp_path / "news", tmp_path / "secret.txt"
    folder.mkdir()
    write_jsonl(folder / "one.jsonl", [{"id": "one", "text": CALM}])
    loot.write_text(CALM, encoding="utf-8")
    environment = os.environ | {"PREFECT_API_URL": victim.url, "PREFECT_API_AUTH_STRING": victim.secret}
    options = [
        "--warehouse",
        str(tmp_path / "store"),
        "--annotator",
        "none",
        "--runner",
        "thread:1",
        "--every",
        "86400",
    ]
    command = [sys.executable, "-m", "flows.cli", "serve", str(folder), *options, "--name", "news"]
    with running(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as served:
        deployment = _wait_for(lambda: _deployment(victim, "ingest/news"))
        foreign = {"sources": [str(loot)], "warehouse": str(tmp_path / "theirs"), "annotator": "none"}
        theirs = _run(victim, f"{deployment}", {"settings": foreign})
        own = _run(victim, f"{deployment}", {})
        served.terminate()
        served.communicate(timeout=PATIENCE_S)
    assert (theirs, own) == ("FAILED", "COMPLETED")
    assert not (tmp_path / "theirs").exists()
    assert rows(tmp_path / "store", "SELECT external_id FROM articles") == [("one",)]


def _wait_for(what: Callable[[], T]) -> T:
    deadline = time.monotonic() + PATIENCE_S
    while not (found := what()):
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for {what}"
        time.sleep(0.5)
    return found


def _deployment(victim: _Victim, name: str) -> str | None:
    status, _, answer = _ask(victim, f"/api/deployments/name/{name}", method="GET", headers=_with_secret(victim.secret))
    return str(json.loads(answer)["id"]) if status == 200 else None


def _run(victim: _Victim, deployment: str, parameters: Mapping[str, object]) -> str:
    """Start a run of a deployment, and return how it ended."""
    wanted = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
    path = f"/api/deployments/{deployment}/create_flow_run"
    status, _, answer = _ask(victim, path, wanted, headers=_with_secret(victim.secret))
    assert status in (200, 201), answer
    run = str(json.loads(answer)["id"])
    return str(_wait_for(lambda: _ended(victim, run)))


def _ended(victim: _Victim, run: str) -> str | None:
    _, _, answer = _ask(victim, f"/api/flow_runs/{run}", method="GET", headers=_with_secret(victim.secret))
    kind = json.loads(answer)["state_type"]
    return str(kind) if kind in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


class _Impostor(http.server.BaseHTTPRequestHandler):
    """Says that all is well, as whoever had taken the port would."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("X-Onrecord-Proof", "0" * 64)
        self.end_headers()
        self.wfile.write(b"true")

    def log_message(self, *_: object) -> None:
        pass


def test_an_impostor_is_not_believed() -> None:
    """Whoever answers in the place of the server lacks the secret, and the command ends instead of talking to it."""
    with http.server.HTTPServer(("127.0.0.1", 0), _Impostor) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with running([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as alive:
            url = f"http://127.0.0.1:{server.server_port}/api"
            with pytest.raises(TransientError, match="another program"):
                Server(url, alive, None, "onrecord:secret").wait()
            alive.communicate(b"\n", timeout=PATIENCE_S)
        server.shutdown()


def test_a_server_that_died_keeps_its_port(tmp_path: Path) -> None:
    """Killed, its port answers nobody, and no other process can take it to be sent the secret."""
    victim = _Victim(tmp_path)
    try:
        os.kill(victim.server_pid, 9)
        _wait_for(lambda: _refused(victim.port))
        with socket.socket() as mine, pytest.raises(OSError, match="in use"):
            mine.bind(("127.0.0.1", victim.port))
    finally:
        victim.end()


def _refused(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back the environment that `serve_only` sets."""
    for name in (SERVED, ROOTS):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.mark.usefixtures("unserved")
def test_settings_that_are_not_its_own(tmp_path: Path) -> None:
    """A served process runs its own settings, and with allowed folders those whose paths all lie below one."""
    own = IngestSettings(sources=(str(tmp_path / "in"),), warehouse=tmp_path / "store")
    check_allowed(own.model_copy(update={"sources": ("/etc",)}))
    serve_only(own)
    check_allowed(own)
    other = own.model_copy(update={"sources": (str(tmp_path / "in" / "old"),)})
    with pytest.raises(SettingsError, match="--allow"):
        check_allowed(other)
    serve_only(own, [tmp_path])
    check_allowed(other)
    (tmp_path / "way_out").symlink_to("/etc")
    for foreign in (
        {"sources": ("/etc",)},
        {"sources": (str(tmp_path / "in"), f"{tmp_path}/../x")},
        {"sources": (str(tmp_path / "way_out"),)},
        {"warehouse": Path("/srv")},
        {"aliases": Path("/etc/hosts")},
        {"stdin_file": Path("/etc/hosts")},
    ):
        with pytest.raises(SettingsError, match="outside"):
            check_allowed(own.model_copy(update=foreign))


def test_links_out_of_a_folder(tmp_path: Path) -> None:
    """With links not followed, as `serve` has it, what a link out of the folder leads to is skipped and named."""
    (tmp_path / "in").mkdir()
    (tmp_path / "private").mkdir()
    for folder in ("in", "private"):
        (tmp_path / folder / "own.txt").write_text(CALM, encoding="utf-8")
    (tmp_path / "in" / "file.txt").symlink_to(tmp_path / "private" / "own.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "private")
    (tmp_path / "in" / "inside.txt").symlink_to(tmp_path / "in" / "own.txt")
    followed = discover([str(tmp_path / "in")])
    assert len(followed.files) == 2
    kept = discover([str(tmp_path / "in")], follow_links=False)
    assert [file.uri for file in kept.files] == ["own.txt"]
    told = {entry.uri: entry.reason for entry in kept.skipped}
    assert told == {"file.txt": "link_outside", "folder": "link_outside", "inside.txt": "already_found"}
