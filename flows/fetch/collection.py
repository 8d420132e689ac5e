"""A run of fetching: feeds, sitemaps and pages in, one web archive of the pages that are new out."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.fetch.archive import Archive
from flows.fetch.client import Answer, Client
from flows.fetch.errors import FetchError
from flows.fetch.robots import Robots
from flows.readers.markup import Link, links_of
from schemas.errors import InputError

STATE = "fetched.json"
"""What a folder of fetched pages remembers: of each list its ETag and date, of each page that it was fetched."""
_DONE = ".done"
_MOST_LINKS = 1_000
"""Pages of a list that one run fetches; the next one goes on."""
_MOST_LISTS = 50
_OK, _NOT_MODIFIED = 200, 304


@dataclass
class Fetched:
    """What a run of fetching did.

    Attributes:
        archives: web archives that no load has read yet, of this run and earlier ones.
        pages: pages that were fetched.
        unchanged: lists that said that nothing is new.
        failures: address and reason, of each that could not be fetched.
    """

    archives: list[Path] = field(default_factory=list)
    pages: int = 0
    unchanged: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def listed(given: Sequence[str]) -> list[str]:
    """Return addresses as given on the command line: themselves, or a file of them, one a line (`#` begins a remark).

    Raises:
        InputError: it is neither an address nor a file that can be read.
    """
    found: list[str] = []
    for one in given:
        if one.startswith(("http://", "https://")):
            found.append(one)
            continue
        try:
            lines = Path(one).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise InputError(f"--fetch {one}: neither an address (https://…) nor a file of addresses") from None
        found += [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    return list(dict.fromkeys(found))


def collect(urls: Iterable[str], folder: Path, client: Client | None = None) -> Fetched:
    """Fetch what is new under some addresses into a web archive in `folder`.

    A feed or sitemap is asked whether it changed (ETag, Last-Modified); of one that did, the pages that were not
    fetched before are. Any other page is fetched as it is, if it changed. What can't be fetched is told, and the rest
    goes on.

    Raises:
        OSError: the folder can't be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run = _Run(folder, client or Client())
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    try:
        with Archive(folder, name) as archive:
            for url in urls:
                run.take(Link(url, is_list=True), archive)
    finally:
        run.save()
    run.found.archives = pending(folder)
    return run.found


def pending(folder: Path) -> list[Path]:
    """Return the web archives of a folder that no load has read to its end, the oldest first."""
    return [path for path in sorted(folder.glob("*.warc.gz")) if not _mark(path).exists()]


def done(archives: Iterable[Path]) -> None:
    """Note that a load has read these."""
    for path in archives:
        _mark(path).touch()


def _mark(path: Path) -> Path:
    return path.with_name(f".{path.name}{_DONE}")


class _Run:
    """A run: what is remembered, and what was found."""

    def __init__(self, folder: Path, client: Client) -> None:
        self._path = folder / STATE
        self._client = client
        self._robots = Robots(client)
        self._lists, self._pages = _remembered(self._path)
        self._seen_lists = 0
        self.found = Fetched()

    def take(self, link: Link, archive: Archive) -> None:
        """Fetch an address: a list of others, or a page."""
        answer = self._answer(link.url, self._lists.get(link.url, {}))
        if answer is None:
            return
        links = links_of(answer.body)
        if links is None:
            archive.add(answer)
            self.found.pages += 1
        else:
            self._follow(links, archive)
        self._lists[link.url] = dict(_conditions(answer))

    def _follow(self, links: Sequence[Link], archive: Archive) -> None:
        new = [link for link in links if link.is_list or link.url not in self._pages]
        for link in new[:_MOST_LINKS]:
            if link.is_list:
                self._seen_lists += 1
                if self._seen_lists <= _MOST_LISTS:
                    self.take(link, archive)
            elif answer := self._answer(link.url, {}):
                archive.add(answer)
                self._pages.add(link.url)
                self.found.pages += 1

    def _answer(self, url: str, conditions: dict[str, str]) -> Answer | None:
        """Return the answer of an address; None where it has nothing new, or failed."""
        try:
            delay = self._robots.delay(url)
            answer = self._client.get(url, conditions, may=self._robots.may, delay_s=delay)
        except FetchError as failure:
            self.found.failures.append((url, str(failure)))
            return None
        if answer.status == _NOT_MODIFIED:
            self.found.unchanged += 1
            return None
        if answer.status != _OK:
            self.found.failures.append((url, f"the server answered {answer.status}"))
            return None
        return answer

    def save(self) -> None:
        """Write what is remembered, whole or not at all."""
        beside = self._path.with_suffix(".tmp")
        beside.write_text(json.dumps({"lists": self._lists, "pages": sorted(self._pages)}), encoding="utf-8")
        os.replace(beside, self._path)  # noqa: PTH105  # the same in fewer words


def _remembered(path: Path) -> tuple[dict[str, dict[str, str]], set[str]]:
    """Return what earlier runs noted; nothing where that is missing or damaged: pages are then fetched again."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(url): dict(held) for url, held in told["lists"].items()}, set(map(str, told["pages"]))
    return {}, set()


def _conditions(answer: Answer) -> Iterator[tuple[str, str]]:
    for given, asked in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
        if value := answer.headers.get(given):
            yield asked, value
