"""The web archive that fetched pages are kept in: WARC 1.1 (ISO 28500), a gzip member a record."""

import gzip
from base64 import b32encode
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from flows.fetch.client import Answer
from flows.fetched import archive_path, unfinished_path

_LEFT_OUT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})
"""Header fields of the way, not of the page: it is kept unpacked."""


class Archive:
    """A web archive under a name of its own until it is whole, so that no load reads half of one.

    It comes into being with its first page.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = archive_path(folder, name)
        self._beside = unfinished_path(folder, name)
        self._pages = 0

    def add(self, answer: Answer) -> None:
        """Keep a page; raises OSError."""
        self._beside.parent.mkdir(parents=True, exist_ok=True)
        with self._beside.open("ab") as file:
            file.write(gzip.compress(record_of(answer, datetime.now(UTC)), mtime=0))
        self._pages += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give the archive its name; of a run that was stopped what came until then is kept too."""
        if self._pages:
            self._beside.replace(self.path)


def record_of(answer: Answer, now: datetime) -> bytes:
    """The record of an answer."""
    lines = [f"HTTP/1.1 {answer.status} OK"]
    lines += [f"{name}: {_plain(value)}" for name, value in answer.headers.items() if name not in _LEFT_OUT]
    block = (
        "\r\n".join([*lines, f"Content-Length: {len(answer.body)}", "", ""]).encode("latin-1", "replace") + answer.body
    )
    digest = b32encode(sha1(answer.body, usedforsecurity=False).digest()).decode()
    head = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Date": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Target-URI": _plain(answer.url),
        "WARC-Payload-Digest": f"sha1:{digest}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    told = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return b"WARC/1.1\r\n" + told.encode() + b"\r\n" + block + b"\r\n\r\n"


def _plain(value: str) -> str:
    return " ".join(value.split())
