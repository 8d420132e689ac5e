"""The site that fetching is tried on."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.unit.fetch.serving import HTML, Site
from tests.unit.readers.formats.test_warc import PAGE


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve a site that has two stories."""
    told = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            found = told.pages.get(self.path, (404, {}, b"no"))
            status, headers, body = found({k.lower(): v for k, v in self.headers.items()}) if callable(found) else found
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.port = server.server_port
        told.pages = {f"/{n}": (200, HTML, PAGE.replace("{n}", str(n)).encode()) for n in (1, 2)}
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield told
        server.shutdown()
