"""The server of `onrecord browse`: on loopback alone, for whoever started it, until it is stopped."""

import logging
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import uvicorn

from flows.browse.app import TOKEN, create_app
from flows.browse.library import Library
from flows.installation import DEBUG
from flows.local_server.server import listen
from schemas.errors import SettingsError
from warehouse.store.store import Store

_SECRET_BYTES: Final = 32
_STOP_S: Final = 2
"""Seconds that an answer may still take once the server is told to stop."""


def browse_store(
    warehouse: Path, say: Callable[[str], None], *, port: int = 0, timeout_s: float, opened: bool = False
) -> None:
    """Serve the pages of a store until stopped; `say` is told their address, `opened` starts the browser on it.

    Raises:
        SettingsError: the port is taken.
        StoreError: there is no store, or nothing was loaded yet.
    """
    store = Store.open(warehouse, create=False)
    listener = listening(port)
    library = Library(store)
    counts = ", ".join(f"{count:,} {what}" for what, count in library.index.counts.items())
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/?{TOKEN}={secret}"
    say(f"onrecord: {counts} of {warehouse}; open this, and stop with Ctrl-C:\n{address}")
    if opened and not webbrowser.open(address):
        say("onrecord: no browser could be started; open the address by hand")
    with suppress(KeyboardInterrupt):  # it is how one stops it
        serving(create_app(library, secret, timeout_s=timeout_s)).run(sockets=[listener])


def listening(port: int) -> socket.socket:
    """A socket that listens on a port of loopback; 0: any that is free.

    Raises:
        SettingsError: the port is taken.
    """
    if not port:
        return listen()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise SettingsError(f"--port {port}: can't be listened on ({error.strerror}); name another, or none") from None
    return listener


def serving(app: object) -> uvicorn.Server:
    """A server of the application; it logs nothing, for that would hold queries, unless ONRECORD_DEBUG is set."""
    level = logging.ERROR if os.environ.get(DEBUG) else logging.CRITICAL
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application, which uvicorn types more narrowly than starlette
        log_level=level,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_STOP_S,
    )
    return uvicorn.Server(config)
