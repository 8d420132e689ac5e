"""A web server on loopback, and a client that takes loopback for public."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.fetch.addresses import PublicNetwork
from flows.fetch.client import Client, Limits

LOOPBACK = frozenset({"127.0.0.1"})
Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Site:
    """A web server of this test: its pages by path, and what was asked of it."""

    port: int = 0
    pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"

    def feed(self, *numbers: int) -> bytes:
        """Return a feed that leads to these pages."""
        items = "".join(f"<item><title>T</title><link>{self.url(f'/{number}')}</link></item>" for number in numbers)
        return f"<rss><channel><title>F</title>{items}</channel></rss>".encode()


def client(**limits: float) -> Client:
    """Return a client that takes this machine's loopback for public, and is in no hurry to wait."""
    given = {"delay_s": 0, "seconds": 2, **limits}
    return Client(Limits(**given), PublicNetwork(allowed=LOOPBACK))  # type: ignore[arg-type]  # whole numbers are some
