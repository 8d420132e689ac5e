"""What a folder of fetched pages remembers: how each list answered, which pages it has, and which are still owed."""

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Self

from flows.readers.markup import Link
from flows.validate.urls import canonical_url

STATE = "fetched.json"
_PAUSE = timedelta(minutes=15)
"""Between the first try and the second; it doubles."""


@dataclass(frozen=True, slots=True)
class Debt:
    """An address that is to be fetched: whether it is a list, how often it was tried, and from when on it may be."""

    is_list: bool
    tries: int
    due: datetime


@dataclass
class State:
    """What is remembered between runs.

    Attributes:
        lists: of each list the header fields that ask whether it changed.
        pages: addresses that are done with: fetched, or given up.
        owed: addresses to try again, although the list that led there may answer that nothing is new.
        erased: SHA-256 of addresses whose article was erased; they are not fetched again.
    """

    MOST_TRIES: ClassVar = 8
    """Tries of an address, ever further apart: the last comes more than a day after the first, so that a site that is
    down for a night loses nothing."""
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)
    owed: dict[str, Debt] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """What earlier runs noted; nothing where that is missing or damaged: pages are then fetched again."""
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            told = json.loads((folder / STATE).read_text(encoding="utf-8"))
            return cls(
                {str(url): dict(held) for url, held in told["lists"].items()},
                set(map(str, told["pages"])),
                {str(url): _debt(*held) for url, held in told.get("owed", {}).items()},
                set(map(str, told.get("erased", ()))),
            )
        return cls()

    def save(self, folder: Path) -> None:
        """Write what is remembered, whole or not at all; raises OSError."""
        owed = {url: (debt.is_list, debt.tries, debt.due.isoformat()) for url, debt in self.owed.items()}
        told = {"lists": self.lists, "pages": sorted(self.pages), "owed": owed, "erased": sorted(self.erased)}
        beside = folder / f".{STATE}.tmp"
        beside.write_text(json.dumps(told), encoding="utf-8")
        os.replace(beside, folder / STATE)  # noqa: PTH105  # the same in fewer words

    def is_wanted(self, link: Link, now: datetime) -> bool:
        """Whether a link of a list leads to what is to be asked for now."""
        debt = self.owed.get(link.url)
        return (link.is_list or link.url not in self.pages) and (debt is None or debt.due <= now)

    def owes(self, link: Link, now: datetime) -> bool:
        """Whether an address is owed and may be tried now."""
        return link.url in self.owed and self.owed[link.url].due <= now

    def due(self, now: datetime) -> list[Link]:
        """What is owed and may be tried now, what waited longest first."""
        found = [(debt.due, url, debt.is_list) for url, debt in self.owed.items() if debt.due <= now]
        return [Link(url, is_list=is_list) for _, url, is_list in sorted(found)]

    def owe(self, link: Link, now: datetime) -> None:
        """Note an address that was not tried yet."""
        self.owed.setdefault(link.url, Debt(link.is_list, 0, now))

    def failed(self, link: Link, now: datetime) -> bool:
        """Note a try that failed; return whether the address is given up."""
        tries = self.owed[link.url].tries + 1 if link.url in self.owed else 1
        if tries >= self.MOST_TRIES:
            self.settle(link.url)
            return True
        self.owed[link.url] = Debt(link.is_list, tries, now + _PAUSE * 2 ** (tries - 1))
        return False

    def settle(self, url: str) -> None:
        """Note that an address is done with."""
        self.pages.add(url)
        self.owed.pop(url, None)

    def erase(self, urls: Iterable[str]) -> None:
        """Keep of these addresses, however they are written, no more than what tells them when they come again."""
        self.erased |= set(map(_mark_of, urls))
        self.pages = {url for url in self.pages if not self.is_erased(url)}
        self.owed = {url: debt for url, debt in self.owed.items() if not self.is_erased(url)}
        self.lists = {url: held for url, held in self.lists.items() if not self.is_erased(url)}

    def is_erased(self, url: str) -> bool:
        """Whether the article of an address was erased."""
        return bool(self.erased) and _mark_of(url) in self.erased


def _mark_of(url: str) -> str:
    """What is kept of an address whose article was erased."""
    return sha256((canonical_url(url) or url).encode("utf-8", "replace")).hexdigest()


def _debt(is_list: object, tries: object, due: object) -> Debt:
    when = datetime.fromisoformat(str(due))
    return Debt(bool(is_list), int(str(tries)), when if when.tzinfo else when.replace(tzinfo=UTC))
