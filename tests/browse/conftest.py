"""One small store, served once for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.browse.serving import Served, served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The store, served."""
    with served(tmp_path_factory.mktemp("browse")) as running:
        yield running
