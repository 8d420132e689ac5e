"""A run of fetching: feeds, sitemaps and pages in, one web archive of the pages that are new out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flows.fetch.archive import Archive
from flows.fetch.client import Answer, Client
from flows.fetch.errors import FetchError, LostError, UnreachableError
from flows.fetch.robots import Robots
from flows.fetched import State, archives_of, keep_unfinished
from flows.readers.markup import Link, links_of
from schemas.errors import InputError

_DONE = ".done"
_MOST_LINKS = 1_000
"""Pages that one run fetches of a list, and of what is owed; the next one goes on."""
_MOST_LISTS = 50
_MOST_FAILURES = 3
"""Failures of a host in a row after which a run asks it for no more of what lists led to: at 20 s each, a thousand
pages would take hours."""
_OK, _NOT_MODIFIED, _GONE, _FAULT = 200, 304, 410, 500
_BUSY = frozenset({408, 429})


@dataclass
class Fetched:
    """What a run of fetching did.

    Attributes:
        archives: web archives that no load has read yet, of this run and earlier ones.
        pages: pages that were fetched.
        unchanged: lists that said that nothing is new.
        owed: addresses that a later run tries (again).
        failures: address and reason, of each that could not be fetched.
    """

    archives: list[Path] = field(default_factory=list)
    pages: int = 0
    unchanged: int = 0
    owed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def listed(given: Sequence[str]) -> list[str]:
    """Addresses as given on the command line: themselves, or a file of them, one a line (`#` begins a remark).

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


def collect(
    urls: Iterable[str],
    folder: Path,
    client: Client | None = None,
    *,
    now: datetime | None = None,
    restore_erased: bool = False,
) -> Fetched:
    """Fetch what is new under some addresses into a web archive in `folder`.

    A feed or sitemap is asked whether it changed (ETag, Last-Modified); of one that did, the pages that were not
    fetched before are. Any other page is fetched as it is, if it changed. What can't be fetched is told, and the rest
    goes on; what a list led to is tried again by later runs, whatever the list says then (`State.owed`). Addresses of
    erased articles are passed over, unless `restore_erased` is set.

    Raises:
        OSError: the folder can't be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keep_unfinished(folder)
    at = now or datetime.now(UTC)
    state = State.read(folder)
    if restore_erased:
        state.erased.clear()
    run = _Run(state, client or Client(), at)
    try:
        with Archive(folder, datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")) as archive:
            for url in urls:
                run.ask(Link(url, is_list=True), archive)
            run.pay(archive)
    finally:
        state.save(folder)
    run.found.archives = pending(folder)
    run.found.owed = len(state.owed)
    return run.found


def pending(folder: Path) -> list[Path]:
    """The web archives of a folder that no load has read to its end, the oldest first."""
    return [path for path in archives_of(folder) if not _mark(path).exists()]


def done(archives: Iterable[Path]) -> None:
    """Note that a load has read these."""
    for path in archives:
        _mark(path).touch()


def _mark(path: Path) -> Path:
    return path.with_name(f".{path.name}{_DONE}")


class _Run:
    """A run: what is remembered, and what was found."""

    def __init__(self, state: State, client: Client, now: datetime) -> None:
        self._state = state
        self._client = client
        self._robots = Robots(client)
        self._now = now
        self._seen_lists = 0
        self._failing = Counter[str]()
        self._due = state.due(now)[:_MOST_LINKS]
        self.found = Fetched()

    def ask(self, link: Link, archive: Archive) -> None:
        """Fetch an address that was asked for: a list of others, or a page. The next run asks for it again anyway."""
        try:
            self._take(link, archive)
        except FetchError as failure:
            self.found.failures.append((link.url, str(failure)))

    def pay(self, archive: Archive) -> None:
        """Try what earlier runs owed and this one has not come by."""
        for link in self._due:
            if self._state.owes(link, self._now):
                self._try(link, archive)

    def _take(self, link: Link, archive: Archive) -> None:
        """Take a list's links, or keep a page; raises FetchError."""
        answer = self._answer(link.url, self._state.lists.get(link.url, {}) if link.is_list else {})
        if answer is None:
            self.found.unchanged += 1
            return
        links = links_of(answer.body) if link.is_list else None
        if links is None:
            archive.add(answer)
            self.found.pages += 1
        else:
            self._follow(links, archive)
        if link.is_list:
            self._state.lists[link.url] = dict(_conditions(answer))

    def _follow(self, links: Sequence[Link], archive: Archive) -> None:
        wanted = [link for link in links if self._state.is_wanted(link, self._now)]
        for link in wanted[_MOST_LINKS:]:
            self._state.owe(link, self._now)
        for link in wanted[:_MOST_LINKS]:
            self._try(link, archive)

    def _try(self, link: Link, archive: Archive) -> None:
        """Fetch what a list led to; what fails is owed, and given up after some tries."""
        self._seen_lists += link.is_list
        host = urlsplit(link.url).netloc
        if self._failing[host] >= _MOST_FAILURES or self._seen_lists > _MOST_LISTS:
            self._state.owe(link, self._now)
            return
        try:
            self._take(link, archive)
        except LostError as failure:
            self._state.settle(link.url)
            self.found.failures.append((link.url, str(failure)))
        except FetchError as failure:
            self._failing[host] += isinstance(failure, UnreachableError)
            self._owe(link, str(failure))
        else:
            self._failing[host] = 0
            self._paid(link)

    def _owe(self, link: Link, why: str) -> None:
        given_up = self._state.failed(link, self._now)
        self.found.failures.append((link.url, f"{why}; given up after {State.MOST_TRIES} tries" if given_up else why))

    def _paid(self, link: Link) -> None:
        if link.is_list:
            self._state.owed.pop(link.url, None)
        else:
            self._state.settle(link.url)

    def _answer(self, url: str, conditions: dict[str, str]) -> Answer | None:
        """The answer of an address, None where it has nothing new; raises FetchError."""
        delay = self._robots.delay(url)
        answer = self._client.get(url, conditions, check=self._check, delay_s=delay)
        if answer.status == _NOT_MODIFIED:
            return None
        if answer.status == _GONE:
            raise LostError(f"the server answered {_GONE}")
        if answer.status != _OK:
            kind = UnreachableError if answer.status in _BUSY or answer.status >= _FAULT else FetchError
            raise kind(f"the server answered {answer.status}")
        return answer

    def _check(self, url: str) -> None:
        if self._state.is_erased(url):
            raise LostError("its article was erased; --restore-erased fetches it again")
        self._robots.check(url)


def _conditions(answer: Answer) -> Iterator[tuple[str, str]]:
    for given, asked in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
        if value := answer.headers.get(given):
            yield asked, value
