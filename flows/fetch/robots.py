"""What a site's robots.txt allows (RFC 9309), asked once a run."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.fetch.client import AGENT, Client
from flows.fetch.errors import FetchError, LostError, UnreachableError

if TYPE_CHECKING:
    from protego import Protego

_LONGEST = 500 * 1024
"""Bytes that are looked at, as RFC 9309, 2.5, has it."""
_UNAVAILABLE = 500


class Robots:
    """The rules of each site, by what its robots.txt says.

    One that is not there (4xx) allows all; one that can't be reached, or a fault of the server (5xx), nothing
    (RFC 9309, 2.3.1).
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Protego | None] = {}

    def check(self, url: str) -> None:
        """Check that an address may be fetched.

        Raises:
            LostError: robots.txt forbids it.
            UnreachableError: nobody knows, for robots.txt can't be read.
        """
        rules = self._of(url)
        if rules is None:
            raise UnreachableError("robots.txt can't be read")
        if not rules.can_fetch(url, AGENT):
            raise LostError("robots.txt asks not to fetch it")

    def delay(self, url: str) -> float | None:
        """The seconds that a site wants between requests."""
        rules = self._of(url)
        return rules.crawl_delay(AGENT) if rules else None

    def _of(self, url: str) -> "Protego | None":
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._fetched(site)
        return self._rules[site]

    def _fetched(self, site: str) -> "Protego | None":
        try:
            answer = self._client.get(f"{site}/robots.txt")
        except FetchError:
            return None
        if answer.status >= _UNAVAILABLE:
            return None
        from protego import Protego  # noqa: PLC0415  # an extra: others use this room's guard of addresses without it

        text = answer.body[:_LONGEST].decode("utf-8", "replace") if answer.status == 200 else ""  # noqa: PLR2004  # OK
        return Protego.parse(text)
