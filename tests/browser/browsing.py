"""What the browser tests share: Chromium without a window, pages opened at a size, and what they said meanwhile."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[2]
SCREENSHOTS: Final = ROOT / "build" / "screenshots"
"""Where screenshots are kept for a look; git ignores it."""
DESKTOP: Final = (1280, 900)
PHONE: Final = (390, 844)
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic")
_AXE: Final = {"resultTypes": ["violations"], "preload": False}
"""What axe-core is asked; it is not to fetch style files anew, which the policy of the pages forbids."""
Scheme = Literal["light", "dark"]


@dataclass
class Visit:
    """A page that is open, with what it complained about, asked and fetched so far."""

    page: Page
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How wide the page is, in CSS pixels, what one would have to scroll to included."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def serious_violations(self) -> list[tuple[str, str, list[str]]]:
        """What axe-core calls serious or critical: rule, help and the elements."""
        found = Axe().run(self.page, options=_AXE).response["violations"]
        return [
            (rule["id"], rule["help"], [node["html"][:200] for node in rule["nodes"]])
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]

    def screenshot(self, name: str) -> Path:
        """Keep a picture of the whole page."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path


def chromium() -> str | None:
    """The browser of this machine, or of ONRECORD_CHROMIUM; None if there is none."""
    return os.environ.get("ONRECORD_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def started(executable: str) -> Iterator[Browser]:
    """Run the browser for this block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser, path: Path, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light", fragment: str = ""
) -> Iterator[Visit]:
    """Open a file in a fresh profile; a dialog is noted and dismissed."""
    with opened_at(browser, path.as_uri() + fragment, size, scheme) as opened:
        yield opened


@contextmanager
def opened_at(
    browser: Browser, address: str, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """Open an address in a fresh profile, as `visit` does a file."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    opened = Visit(context.new_page())
    opened.page.on("console", partial(_console, opened))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("dialog", partial(_dialog, opened))
    opened.page.on("request", partial(_request, opened))
    opened.page.goto(address)
    yield opened
    context.close()


def planted(page_file: Path) -> Path:
    """A copy of a page, beside it, into which markup got all the same: scripts, handlers, a style."""
    (page_file.parent / "planted.js").write_text("window.hacked = 3", encoding="utf-8")
    harm = (
        "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'><script src=planted.js></script>"
        "<a href='javascript:window.hacked = 4' id=lure>x</a><p id=styled style='color: rgb(1, 2, 3)'>x</p></main>"
    )
    path = page_file.with_name(f"planted-{page_file.name}")
    path.write_text(page_file.read_text(encoding="utf-8").replace("</main>", harm), encoding="utf-8")
    return path


def hacked(opened: Visit) -> bool:
    """Whether anything took effect of what `planted` put into a page."""
    opened.page.locator("#lure").click()
    opened.page.wait_for_timeout(200)
    coloured = opened.page.locator("#styled").evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    return coloured or opened.page.evaluate("window.hacked") is not None


def _console(visited: Visit, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        visited.errors.append(message.text)


def _dialog(visited: Visit, dialog: Dialog) -> None:
    visited.dialogs.append(dialog.message)
    dialog.dismiss()


def _request(visited: Visit, request: Request) -> None:
    visited.requests.append(request.url)
