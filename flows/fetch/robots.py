"""What a site's robots.txt allows (RFC 9309), asked once a run."""

from urllib.parse import urlsplit

from protego import Protego

from flows.fetch.client import AGENT, Client
from flows.fetch.errors import FetchError

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

    def may(self, url: str) -> bool:
        """Whether an address may be fetched."""
        rules = self._of(url)
        return rules is not None and rules.can_fetch(url, AGENT)

    def delay(self, url: str) -> float | None:
        """Return the seconds that a site wants between requests."""
        rules = self._of(url)
        return rules.crawl_delay(AGENT) if rules else None

    def _of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._fetched(site)
        return self._rules[site]

    def _fetched(self, site: str) -> Protego | None:
        try:
            answer = self._client.get(f"{site}/robots.txt")
        except FetchError:
            return None
        if answer.status >= _UNAVAILABLE:
            return None
        text = answer.body[:_LONGEST].decode("utf-8", "replace") if answer.status == 200 else ""  # noqa: PLR2004  # OK
        return Protego.parse(text)
