"""Which addresses are fetched: those of the public web. A host is looked up once; what was looked at is connected to.

So neither a redirect nor a name that changes its address between look and connection leads into a private network
(SSRF; OWASP, Server Side Request Forgery Prevention). Proxies of the environment are not used: they would connect
unseen.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import httpcore

from flows.fetch.errors import RefusedError

Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in found))


def check_url(url: str) -> str:
    """The host of an address that may be fetched.

    Raises:
        RefusedError: it is no address of the web, or has a name and password in it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise RefusedError("no address of the web") from None
    if parts.scheme not in ("http", "https") or not host:
        raise RefusedError("no address of the web")
    if parts.username or parts.password:
        raise RefusedError("its address has a password in it")
    del port
    return host


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet; those that wrap a private IPv4 one are not."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        return ip.is_global and not ip.is_multicast and all(one is None or one.is_global for one in inner)
    return ip.is_global and not ip.is_multicast


class PublicNetwork(httpcore.SyncBackend):
    """Connects to public addresses only.

    Args:
        resolve: looks a host up.
        allowed: addresses that count as public; for tests, which have none but loopback.
    """

    def __init__(self, resolve: Resolve = resolved, allowed: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._resolve = resolve
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first public address of a host that answers; raises RefusedError where one is not public."""
        try:
            addresses = self._resolve(host, port)
        except OSError:
            raise httpcore.ConnectError("the host is not known") from None
        if any(not (address in self._allowed or is_public(address)) for address in addresses) or not addresses:
            raise RefusedError("its host is in a private network")
        failure: Exception = httpcore.ConnectError("no address answers")
        for address in addresses:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure
