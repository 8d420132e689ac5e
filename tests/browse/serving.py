"""A store served as `onrecord browse` serves it, on loopback, in a thread of the test's own process."""

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from lxml.html import HtmlElement, document_fromstring

from flows.browse.app import TOKEN, create_app
from flows.browse.library import Library
from flows.browse.serve import listening, serving
from tests.browser.hostile import hostile_article
from tests.flows.loading import CORPUS, load, write_jsonl
from tests.flows.report.reporting import ARTICLES
from tests.waiting import PATIENCE_S
from warehouse.store.store import Store

SECRET: Final = "a-secret-of-the-test"  # noqa: S105  # of the test


@dataclass(frozen=True)
class Answered:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def tree(self) -> HtmlElement:
        """The body as a tree."""
        return document_fromstring(self.text)


@dataclass(frozen=True)
class Served:
    """A server that runs, and the store that it serves."""

    port: int
    store: Path
    library: Library

    @property
    def cookie(self) -> str:
        """The cookie of who may read."""
        return f"onrecord-{self.port}={SECRET}"

    @property
    def address(self) -> str:
        """What the command would print."""
        return f"http://127.0.0.1:{self.port}/?{TOKEN}={SECRET}"

    def ask(self, path: str = "/", method: str = "GET", headers: Mapping[str, str] | None = None) -> Answered:
        """Send a request exactly as it is written, with the cookie unless `headers` are given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, headers={"Cookie": self.cookie} if headers is None else dict(headers))
            answer = connection.getresponse()
            return Answered(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def search(self, q: str = "", path: str = "/", **state: str | int) -> Answered:
        """The page of a search."""
        return self.ask(f"{path}?{urlencode({'q': q, **state})}")


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve the shipped articles, the small ones of reports, and a hostile one."""
    store = folder / "store"
    load(store, CORPUS, write_jsonl(folder / "more.jsonl", [hostile_article(), *ARTICLES]), max_reject_rate=1)
    with served_library(Library(Store.open(store, create=False)), store) as running:
        yield running


@contextmanager
def served_library(library: Library, store: Path, timeout_s: float = 60) -> Iterator[Served]:
    """Serve what was read of a store."""
    listener = listening(0)
    server = serving(create_app(library, SECRET, timeout_s=timeout_s))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE_S
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    yield Served(listener.getsockname()[1], store, library)
    server.should_exit = True
    thread.join(PATIENCE_S)
