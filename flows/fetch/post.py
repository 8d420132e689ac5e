"""A POST to an address of the user's own: bounded in time, to that address alone.

No redirect is followed and no proxy of the environment is used; of the answer only its status counts.
"""

import ssl
import time
from typing import Final

import httpcore

from flows.fetch.errors import RefusedError

_MOST: Final = 64 * 1024
"""Bytes of an answer that are read; it is not used."""
_AGAIN: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""
Headers = list[tuple[str, str]]


class NotTakenError(Exception):
    """The address did not take it; the message says why, without anything that came from there.

    Attributes:
        may_help: whether the same request may succeed later.
    """

    def __init__(self, told: str, *, may_help: bool) -> None:
        super().__init__(told)
        self.may_help = may_help


def post(url: str, headers: Headers, body: bytes, timeout_s: float, network: httpcore.NetworkBackend | None) -> None:
    """POST a body once; `timeout_s` is for the connection and for each wait, `network` says which hosts are allowed.

    Raises:
        NotTakenError: there was no answer, or one that says no.
        RefusedError: the network refuses the host.
    """
    seconds = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=network) as pool,
            pool.stream("POST", url, headers=headers, content=body, extensions={"timeout": seconds}) as response,
        ):
            _read(response, timeout_s)
            _judge(response.status)
    except RefusedError:
        raise
    except httpcore.TimeoutException:
        raise NotTakenError(f"no answer within {timeout_s:g} s", may_help=True) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as failure:
        raise NotTakenError(f"it can't be reached ({type(failure).__name__})", may_help=True) from None
    except (httpcore.UnsupportedProtocol, ValueError, UnicodeError):
        raise NotTakenError("its address or answer is not as HTTP has it", may_help=False) from None


def _read(response: httpcore.Response, seconds: float) -> None:
    """Read the answer, within bounds of size and time."""
    began, size = time.monotonic(), 0
    for piece in response.iter_stream():
        size += len(piece)
        if size > _MOST or time.monotonic() - began > seconds:
            return


def _judge(status: int) -> None:
    if 200 <= status < 300:  # noqa: PLR2004  # HTTP's class of success
        return
    if 300 <= status < 400:  # noqa: PLR2004  # HTTP's class of redirects
        told = "it answers with a redirect, which is not followed; name the address that it leads to"
        raise NotTakenError(told, may_help=False)
    raise NotTakenError(f"it answers {status}", may_help=status in _AGAIN)
