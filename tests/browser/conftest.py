"""One browser for each module of browser tests; they are skipped where there is none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.browsing import chromium, started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run Chromium for a module."""
    executable = chromium()
    if executable is None:
        pytest.skip("no Chromium here: `apt-get install chromium`, or name one in ONRECORD_CHROMIUM")
    with started(executable) as running:
        yield running
