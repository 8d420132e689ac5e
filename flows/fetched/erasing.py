"""Erasure of fetched pages: each web archive that holds one is written anew without it.

In the place of a page comes an empty record, so that the places of all others, which articles name, stay what they are.
"""

import gzip
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from flows.fetched.archives import archives_of, keep_unfinished
from flows.fetched.state import State
from flows.readers.archives import WarcRecord, records_of
from flows.readers.base import ReadOptions
from flows.validate.urls import canonical_url
from schemas.errors import StoreError

_BESIDE = ".rewrite"
_EMPTY = "metadata"
"""Type of the record in the place of a page; fetching writes none."""
_LINK = re.compile(rb"<link\b[^>]{0,1000}\bcanonical\b[^>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']?([^\s\"'>]{1,2000})", re.IGNORECASE)
_OPTIONS = ReadOptions(gzip_max_ratio=10_000)
"""What fetching has written is taken as it is, a page of one letter a million times too."""
Place = tuple[str, int]
"""A record: the name of its archive, and its index there."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What tells the pages of erased articles.

    Attributes:
        addresses: the articles', in their canonical form.
        places: of the records that brought them and their revisions.
        kept: of the records that brought articles that stay; their pages stay, whatever they share with those that go.
        holds: whether bytes hold the text of one of the articles.
    """

    addresses: frozenset[str]
    places: frozenset[Place]
    kept: frozenset[Place]
    holds: Callable[[bytes], bool]


def erase_pages(folder: Path, gone: Gone) -> int:
    """Erase pages from all web archives of a folder, and their addresses from what it remembers; return how many.

    An archive that holds none stays as it is, byte by byte. A second call finds nothing.

    Raises:
        StoreError: an archive can't be read or written; it says which.
    """
    if not folder.is_dir():
        return 0
    addresses = set(gone.addresses)
    try:
        keep_unfinished(folder)
        count = sum(_erase_from(path, gone, addresses) for path in archives_of(folder))
        state = State.read(folder)
        state.erase(addresses)
        state.save(folder)
    except OSError as failure:
        raise StoreError(f"{folder}: {failure.strerror or 'it failed'}; fetched pages may not be erased yet") from None
    return count


def _erase_from(path: Path, gone: Gone, addresses: set[str]) -> int:
    """Write an archive without its erased pages; add their addresses to `addresses`."""
    found: set[int] = set()
    with path.open("rb") as file:
        for index, record in enumerate(records_of(file, _OPTIONS)):
            if _is_gone(record, (path.name, index), gone):
                found.add(index)
                addresses.update(_asked(record))
    if found:
        _write(path, found)
    return len(found)


def _is_gone(record: WarcRecord, place: Place, gone: Gone) -> bool:
    if place in gone.kept or record.headers.get("warc-type") == _EMPTY:
        return False
    return (
        place in gone.places
        or not gone.addresses.isdisjoint(_canonical(_addresses(record)))
        or gone.holds(record.head + (record.block or b""))
    )


def _asked(record: WarcRecord) -> list[str]:
    """The address that a page was fetched from."""
    url = record.headers.get("warc-target-uri", "").strip("<>")
    return [url] if url else []


def _addresses(record: WarcRecord) -> Iterator[str]:
    """The addresses of a page: that which it was fetched from, and that which it calls its own."""
    yield from _asked(record)
    for link in _LINK.findall(record.block or b""):
        if found := _HREF.search(link):
            yield found[1].decode("utf-8", "replace").replace("&amp;", "&")


def _canonical(urls: Iterator[str]) -> set[str]:
    return {address for url in urls if (address := canonical_url(url))}


def _write(path: Path, erased: set[int]) -> None:
    """Write an archive anew, the records of these indexes empty; the old one stays until the new one is on the disk."""
    beside = path.with_name(f".{path.name}{_BESIDE}")
    with path.open("rb") as old, beside.open("wb") as new:
        for index, record in enumerate(records_of(old, _OPTIONS)):
            kept = record.head + (record.block or b"") + (b"" if record.error else b"\r\n\r\n")
            new.write(gzip.compress(_empty() if index in erased else kept, mtime=0))
        new.flush()
        os.fsync(new.fileno())
    beside.replace(path)


def _empty() -> bytes:
    """A record that says that here was one, and nothing of it."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    block = b"erased: on demand\r\n"
    head = {
        "WARC-Type": _EMPTY,
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Date": now,
        "Content-Type": "application/warc-fields",
        "Content-Length": str(len(block)),
    }
    return b"WARC/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in head.items()).encode() + b"\r\n" + block + b"\r\n\r\n"
