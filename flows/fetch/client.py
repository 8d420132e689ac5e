"""HTTP, politely: a request at a time, with time-outs, limits of size and a rate, over public addresses alone."""

import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

import httpcore

from flows.fetch.addresses import PublicNetwork, check_url
from flows.fetch.errors import FetchError, UnreachableError
from flows.installation import CODE_VERSION

AGENT = "onrecord"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """How an address is fetched.

    Attributes:
        seconds: for a connection, and for each wait for bytes.
        total_s: for the whole of an answer.
        max_bytes: of an answer, as sent and once it is unpacked.
        redirects: that are followed, each looked at as the first address is.
        delay_s: between two requests to a host; a longer `Crawl-delay` counts up to a minute.
    """

    seconds: float = 20
    total_s: float = 60
    max_bytes: int = 16 * 1024 * 1024
    redirects: int = 5
    delay_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address: where it came from in the end, status, header fields in lower case, body unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Client:
    """Fetches addresses.

    Attributes:
        limits: how.
        network: what connects.
        sleep: waits; tests that look at the rate give their own.
    """

    limits: Limits = field(default_factory=Limits)
    network: httpcore.NetworkBackend = field(default_factory=PublicNetwork)
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def get(
        self,
        url: str,
        conditions: Mapping[str, str] | None = None,
        *,
        check: Callable[[str], None] = lambda _: None,
        delay_s: float | None = None,
    ) -> Answer:
        """The answer of an address, redirects followed.

        Args:
            url: the address.
            conditions: header fields that ask for an answer only if there is something new.
            check: is called with each address before it is asked; raises FetchError where it is not to be.
            delay_s: seconds between two requests to its host, where that is more than `Limits.delay_s`.

        Raises:
            FetchError: it can't be reached, takes too long, is too large, or is not to be fetched (RefusedError).
        """
        for _ in range(self.limits.redirects + 1):
            host = check_url(url)
            check(url)
            self._wait(host, delay_s)
            answer = self._asked(url, conditions or {})
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
        raise FetchError(f"more than {self.limits.redirects} redirects")

    def _wait(self, host: str, delay_s: float | None) -> None:
        pause = max(self.limits.delay_s, min(delay_s or 0, 60))
        due = self._last.get(host, -pause) + pause - time.monotonic()
        if host in self._last and due > 0:
            self.sleep(due)
        self._last[host] = time.monotonic()

    def _asked(self, url: str, conditions: Mapping[str, str]) -> Answer:
        headers = {"User-Agent": f"{AGENT}/{CODE_VERSION}", "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), self.limits.seconds)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=self.network) as pool,
                pool.stream(
                    "GET", url, headers=[*{**headers, **conditions}.items()], extensions={"timeout": seconds}
                ) as response,
            ):
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                return Answer(url, response.status, told, self._body(response.iter_stream(), told))
        except httpcore.TimeoutException:
            raise UnreachableError(f"no answer within {self.limits.seconds:g} s") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError) as failure:
            raise UnreachableError(f"it can't be reached ({type(failure).__name__})") from None
        except (ValueError, UnicodeError):
            raise FetchError("its address or answer is not as HTTP has it") from None

    def _body(self, pieces: Iterator[bytes], headers: Mapping[str, str]) -> bytes:
        """The body, unpacked; nothing beyond the limits is held."""
        coding = headers.get("content-encoding", "identity").strip().lower()
        unpack = _unpacker(coding, self.limits.max_bytes)
        began, sent, body = time.monotonic(), 0, bytearray()
        for piece in pieces:
            sent += len(piece)
            body += unpack(piece)
            if max(sent, len(body)) > self.limits.max_bytes:
                raise FetchError(f"it has more than {self.limits.max_bytes:,} bytes")
            if time.monotonic() - began > self.limits.total_s:
                raise UnreachableError(f"it takes more than {self.limits.total_s:g} s")
        return bytes(body)


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The system's authorities; to read them for each request takes 60 ms of CPU."""
    return ssl.create_default_context()


def _unpacker(coding: str, most: int) -> Callable[[bytes], bytes]:
    """What takes a coding off, at most `most` and one byte at a time; raises FetchError for unknown ones."""
    if coding in ("identity", ""):
        return bytes
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError("its answer is packed in a way that was not asked for")
    inflate = zlib.decompressobj(wbits=47)

    def unpacked(piece: bytes) -> bytes:
        try:
            return inflate.decompress(piece, most + 1)
        except zlib.error:
            raise FetchError("its answer's packing is damaged") from None

    return unpacked
