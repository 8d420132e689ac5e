"""Canonical addresses: what stays of a URL when everything that does not choose the page is gone."""

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from seeds.rows import TrackingParameter

_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str | None:
    """The canonical form of an absolute http(s) address; None for anything else.

    Scheme and host become lower case; the default port, a dot behind the host, user and password, the fragment and the
    tracking parameters go; an empty path becomes `/`. Order and spelling of the other parameters stay. Nothing
    is ever fetched.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme, (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS or not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", _query(parts.query), ""))


def _query(query: str) -> str:
    if not query:
        return ""
    return "&".join(pair for pair in query.split("&") if pair and not _tracks(pair.partition("=")[0].lower()))


def _tracks(name: str) -> bool:
    exact, prefixes = tracking_parameters()
    return name in exact or name.startswith(prefixes)


@lru_cache(maxsize=1)
def tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    """The parameters of `tracking_parameters.csv`: whole names, and beginnings of names (written with `*`)."""
    names = [row.parameter for row in TrackingParameter.rows()]
    exact = frozenset(name for name in names if not name.endswith("*"))
    return exact, tuple(name.removesuffix("*") for name in names if name.endswith("*"))
