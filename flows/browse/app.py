"""The web application: pages of searches and articles, and files of hits; all read-only, for one person alone.

A secret comes once in the address that the command prints, and then in a cookie that no script can read and no other
site can use. Requests to another Host, and those that carry an Origin, are refused as before Prefect's server
(flows/local_server/guarded_app.py).
"""

import hmac
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from shutil import rmtree
from typing import Final
from urllib.parse import urlencode

import anyio
import duckdb
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.answers.limits import limited
from flows.browse.library import Library, Reading
from flows.browse.pages import NoSuchPageError, article_page, explained_page, hits_file, search_page
from flows.browse.query import QueryError
from flows.browse.state import State
from flows.browse.stopping import stopped
from flows.local_server.guarded_app import guarded

TIMEOUT_S: Final = 10.0
"""Seconds that a search may take unless the command says otherwise."""
AT_ONCE: Final = 2
"""Searches that run side by side; others wait."""
TOKEN: Final = "token"  # noqa: S105  # a parameter's name
"""The parameter of an address that holds the secret."""
_HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
"""What every answer says beside the policy that each page holds."""
_EXPLAINED: Final[Mapping[int, tuple[str, str]]] = {
    403: ("Not open", "This is for whoever started it: open the address that “onrecord browse” printed."),
    404: ("Nothing here", "There is no such page or article; it may have been erased, or a newer load replaced it."),
    500: ("An error in onrecord", "Try another search; ONRECORD_DEBUG=1 shows where it failed. Please report it."),
    405: ("For reading alone", "Nothing can be written or sent here."),
}
_TOO_LONG: Final = "The search took longer than it may, and was stopped. Ask for less: more words, fewer days."
_TOO_MUCH: Final = "The search needs more memory than it may have. Ask for less: more words, fewer days."
Answer = Callable[[Reading, State, Request], Response]


def create_app(library: Library, secret: str, *, timeout_s: float = TIMEOUT_S) -> ASGIApp:
    """The application over a store, for the holder of `secret`; a search may take `timeout_s` seconds."""
    limiter = anyio.CapacityLimiter(AT_ONCE)
    run = partial(_answered, library=library, timeout_s=timeout_s, limiter=limiter)
    routes = [
        Route("/", partial(run, answer=_search)),
        Route("/article/{article_id}", partial(run, answer=_article)),
        Route("/hits.{ending}", partial(run, answer=_file)),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused, Exception: _refused})
    return guarded(_door(app, secret), secret)


def _door(app: ASGIApp, secret: str) -> ASGIApp:
    """`app` for who shows the secret, in the address or as a cookie; what it answers, nobody else may keep or frame."""

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        request = Request(scope)
        send = partial(_sent, send)
        if _is_secret(request.query_params.get(TOKEN, ""), secret):
            await _let_in(request, secret)(scope, receive, send)
        elif _is_secret(request.cookies.get(_cookie(request), ""), secret):
            await app(scope, receive, send)
        else:
            await _explained(403)(scope, receive, send)

    return door


def _is_secret(shown: str, secret: str) -> bool:
    return hmac.compare_digest(shown.encode(), secret.encode())


def _cookie(request: Request) -> str:
    """The cookie's name: browsers don't tell one port of a machine from another."""
    return f"onrecord-{(request.scope.get('server') or ('', 0))[1]}"


def _let_in(request: Request, secret: str) -> Response:
    """The search of the address without the secret, which becomes a cookie: no address that is passed on holds it."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != TOKEN]
    answer = RedirectResponse(f"/?{urlencode(rest)}" if rest else "/", 303)
    answer.set_cookie(_cookie(request), secret, httponly=True, samesite="strict", path="/")
    return answer


async def _sent(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        message["headers"] = [*message["headers"], *_HEADERS]
    await send(message)


async def _answered(
    request: Request, *, answer: Answer, library: Library, timeout_s: float, limiter: anyio.CapacityLimiter
) -> Response:
    """What a kind of page answers, made in a thread; it is stopped once nobody waits for it any more."""
    left = threading.Event()
    with library.reading() as reading:
        async with anyio.create_task_group() as group:
            group.start_soon(_tell_if_left, request, left)
            stopping = stopped(reading.interrupt, timeout_s, left)
            found = await run_sync(_in_time, answer, reading, request, stopping, limiter=limiter)
            group.cancel_scope.cancel()
    return found


async def _tell_if_left(request: Request, left: threading.Event) -> None:
    """Tell once the browser has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    left.set()


def _in_time(answer: Answer, reading: Reading, request: Request, stopping: AbstractContextManager[None]) -> Response:
    """The answer, or why there is none."""
    query = request.query_params.get("q", "")
    try:
        with stopping, limited(reading.hits, 0):
            return answer(reading, State.of(request.query_params), request)
    except QueryError as error:
        return HTMLResponse(explained_page("That can’t be looked for", str(error), query), 400)
    except NoSuchPageError:
        return _explained(404, query)
    except duckdb.InterruptException:
        return HTMLResponse(explained_page("Too long", _TOO_LONG, query), 503)
    except (duckdb.OutOfMemoryException, MemoryError):
        return HTMLResponse(explained_page("Too much", _TOO_MUCH, query), 503)


def _search(reading: Reading, state: State, _request: Request) -> Response:
    return HTMLResponse(search_page(reading, state))


def _article(reading: Reading, state: State, request: Request) -> Response:
    return HTMLResponse(article_page(reading, state, request.path_params["article_id"]))


def _file(reading: Reading, state: State, request: Request) -> Response:
    path, kind = hits_file(reading, state, request.path_params["ending"])
    return FileResponse(path, media_type=kind, filename=path.name, background=BackgroundTask(rmtree, path.parent))


def _refused(_request: Request, error: Exception) -> Response:
    return _explained(error.status_code if isinstance(error, HTTPException) else 500)


def _explained(status: int, query: str = "") -> Response:
    title, why = _EXPLAINED.get(status, _EXPLAINED[404])
    return HTMLResponse(explained_page(title, why, query), status)
