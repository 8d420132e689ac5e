"""Alerts to the user's address: a POST of JSON, signed as Standard Webhooks has it (standardwebhooks.com, 1.0).

The address is the user's own and nothing else: no redirect is followed, a host in a private network is refused at the
connection unless the rules name that address, and no proxy of the environment is used.
"""

import base64
import hashlib
import hmac
import ipaddress
import os
import ssl
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

import httpcore

from flows.fetch.addresses import PublicNetwork
from flows.fetch.errors import RefusedError
from flows.installation import CODE_VERSION
from flows.watching.rules import Webhook

_PREFIX: Final = "whsec_"
_AGAIN: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""
_MOST: Final = 64 * 1024
"""Bytes of an answer that are read; it is not used."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})


class NotSentError(Exception):
    """The address did not take it; the message says why, without anything that came from there."""


def send(hook: Webhook, body: bytes, message_id: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """POST a body, again where that may help, after 1, 2, 4 … seconds; it has the same `webhook-id` each time.

    Raises:
        NotSentError: it was not taken.
    """
    headers = [("Content-Type", "application/json"), ("User-Agent", f"onrecord/{CODE_VERSION}")]
    headers += _signed(hook, body, message_id)
    for attempt in range(hook.attempts):
        problem = _posted(hook, headers, body)
        if problem is None:
            return
        told, may_help = problem
        if not may_help or attempt + 1 == hook.attempts:
            raise NotSentError(told)
        sleep(2.0**attempt)


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over id, timestamp and body; a secret `whsec_…` is the key's base64.

    Raises:
        NotSentError: what follows `whsec_` is no base64.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True) if secret.startswith(_PREFIX) else b""
    except ValueError:
        raise NotSentError("its secret begins with whsec_ and is no base64 behind that") from None
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key or secret.encode(), signed, hashlib.sha256).digest()).decode()


def _signed(hook: Webhook, body: bytes, message_id: str) -> list[tuple[str, str]]:
    now = int(time.time())
    told = [("webhook-id", message_id), ("webhook-timestamp", str(now))]
    if hook.secret_env is None:
        return told
    secret = os.environ.get(hook.secret_env, "")
    if not secret:
        raise NotSentError(f"the environment has no {hook.secret_env}, which it is to be signed with")
    return [*told, ("webhook-signature", signature(secret, message_id, now, body))]


def _posted(hook: Webhook, headers: list[tuple[str, str]], body: bytes) -> tuple[str, bool] | None:
    """Return None where it was taken, else why not and whether to try again."""
    seconds = dict.fromkeys(("connect", "read", "write", "pool"), hook.timeout_s)
    network = PublicNetwork(allowed=_allowed(hook))
    try:
        with (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=network) as pool,
            pool.stream("POST", hook.url, headers=headers, content=body, extensions={"timeout": seconds}) as response,
        ):
            _read(response, hook.timeout_s)
            return _judged(response.status)
    except RefusedError as refused:
        return f"{refused}; if it is meant, name its IP address under allow:", False
    except httpcore.TimeoutException:
        return f"no answer within {hook.timeout_s:g} s", True
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as failure:
        return f"it can't be reached ({type(failure).__name__})", True
    except (httpcore.UnsupportedProtocol, ValueError, UnicodeError):
        return "its address or answer is not as HTTP has it", False


def _read(response: httpcore.Response, seconds: float) -> None:
    """Read the answer, within bounds of size and time."""
    began, size = time.monotonic(), 0
    for piece in response.iter_stream():
        size += len(piece)
        if size > _MOST or time.monotonic() - began > seconds:
            return


def _judged(status: int) -> tuple[str, bool] | None:
    if 200 <= status < 300:  # noqa: PLR2004  # HTTP's class of success
        return None
    if 300 <= status < 400:  # noqa: PLR2004  # HTTP's class of redirects
        return "it answers with a redirect, which is not followed; name the address that it leads to", False
    return f"it answers {status}", status in _AGAIN


def _allowed(hook: Webhook) -> frozenset[str]:
    """The private addresses that the user named: under `allow`, or as the host itself."""
    host = urlsplit(hook.url).hostname or ""
    if host == "localhost":
        return _LOOPBACK | frozenset(hook.allow)
    try:
        return frozenset({str(ipaddress.ip_address(host)), *hook.allow})
    except ValueError:
        return frozenset(hook.allow)
