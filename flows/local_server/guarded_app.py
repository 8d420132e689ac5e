"""Prefect's server behind a door: it answers to its own Host, to no web page, and proves who it is."""

import os

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.local_server.proof import NONCE_HEADER, PROOF_HEADER, proof_of

HOSTS = ("127.0.0.1", "localhost")


def create_app() -> ASGIApp:
    """Prefect's application behind the door; its secret is that of the environment."""
    from prefect.server.api.server import create_app as prefect_app  # noqa: PLC0415  # the heaviest import there is

    return guarded(prefect_app(), os.environ["PREFECT_SERVER_API_AUTH_STRING"])


def guarded(app: ASGIApp, secret: str) -> ASGIApp:
    """`app` as it answers on loopback to its own clients alone.

    A request to another Host is refused, which a web page sends whose name was made to lead here (DNS rebinding), and
    so is one with an Origin, which browsers give with what a page sends across sites; Prefect's clients give none.
    """

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "origin" in headers:
            await PlainTextResponse("not for web pages", status_code=403)(scope, receive, send)
            return
        await app(scope, receive, _proving(send, secret, headers.get(NONCE_HEADER)))

    return TrustedHostMiddleware(door, allowed_hosts=HOSTS, www_redirect=False)


def _proving(send: Send, secret: str, nonce: str | None) -> Send:
    """`send` with the proof among the headers of an answer, where it was asked for."""

    async def sending(message: Message) -> None:
        if nonce and message["type"] == "http.response.start":
            MutableHeaders(scope=message)[PROOF_HEADER] = proof_of(secret, nonce)
        await send(message)

    return sending
