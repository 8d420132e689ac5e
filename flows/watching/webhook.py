"""Alerts to the user's address: a POST of JSON, signed as Standard Webhooks has it (standardwebhooks.com, 1.0).

The address is the user's own and nothing else: no redirect is followed, a host in a private network is refused at the
connection unless the rules name that address, and no proxy of the environment is used.
"""

import base64
import hashlib
import hmac
import ipaddress
import os
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from flows.fetch.addresses import PublicNetwork
from flows.fetch.errors import RefusedError
from flows.fetch.post import Headers, NotTakenError, post
from flows.installation import CODE_VERSION
from flows.watching.rules import Webhook

_PREFIX: Final = "whsec_"
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


def _signed(hook: Webhook, body: bytes, message_id: str) -> Headers:
    now = int(time.time())
    told = [("webhook-id", message_id), ("webhook-timestamp", str(now))]
    if hook.secret_env is None:
        return told
    secret = os.environ.get(hook.secret_env, "")
    if not secret:
        raise NotSentError(f"the environment has no {hook.secret_env}, which it is to be signed with")
    return [*told, ("webhook-signature", signature(secret, message_id, now, body))]


def _posted(hook: Webhook, headers: Headers, body: bytes) -> tuple[str, bool] | None:
    """None where it was taken, else why not and whether to try again."""
    try:
        post(hook.url, headers, body, hook.timeout_s, PublicNetwork(allowed=_allowed(hook)))
    except RefusedError as refused:
        return f"{refused}; if it is meant, name its IP address under allow:", False
    except NotTakenError as not_taken:
        return str(not_taken), not_taken.may_help
    return None


def _allowed(hook: Webhook) -> frozenset[str]:
    """The private addresses that the user named: under `allow`, or as the host itself."""
    host = urlsplit(hook.url).hostname or ""
    if host == "localhost":
        return _LOOPBACK | frozenset(hook.allow)
    try:
        return frozenset({str(ipaddress.ip_address(host)), *hook.allow})
    except ValueError:
        return frozenset(hook.allow)
