"""What the main job fetches before it loads, and how it remembers what it has loaded."""

import logging
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from flows.settings import EraseSettings, IngestSettings
from schemas.errors import SettingsError

_LOGGER = logging.getLogger("onrecord.fetch")


def check_fetch(settings: IngestSettings) -> None:
    """Check that there is something to load, and that what is to be fetched can be.

    Raises:
        SettingsError: neither a source nor an address is given, or a library is missing.
        InputError: --fetch names neither an address nor a file.
    """
    if not settings.fetch:
        if not settings.sources:
            raise SettingsError("SOURCES: none is given; name a file, a folder, a glob, -, or --fetch URL")
        return
    _library().listed(settings.fetch)


def addresses_of(settings: IngestSettings) -> tuple[str, ...]:
    """The addresses that --fetch names, files of them read: what is served is fixed when it starts."""
    return tuple(_library().listed(settings.fetch))


def with_fetched(settings: IngestSettings) -> tuple[IngestSettings, Sequence[Path]]:
    """Fetch what is new, and return the settings with its web archives among the sources, and these.

    Archives of earlier runs whose load failed are among them. What could not be fetched is logged, and ends nothing.

    Raises:
        InputError: --fetch names neither an address nor a file.
        OSError: the folder can't be written to.
    """
    if not settings.fetch:
        return settings, ()
    library = _library()
    addresses, folder = library.listed(settings.fetch), folder_of(settings)
    found = library.collect(addresses, folder, restore_erased=settings.restore_erased)
    for url, why in found.failures:
        _LOGGER.warning("%s: not fetched: %s", ascii(url)[1:-1], why)
    _LOGGER.info("%d pages fetched, %d lists unchanged, %d addresses owed", found.pages, found.unchanged, found.owed)
    sources = (*settings.sources, *map(str, found.archives))
    return settings.model_copy(update={"sources": sources}), found.archives


def folder_of(settings: IngestSettings | EraseSettings) -> Path:
    """The folder that keeps what was fetched: beside the store, whose own files are never read."""
    return settings.fetched or settings.warehouse.with_name(f"{settings.warehouse.name}-fetched")


def note_done(archives: Sequence[Path]) -> None:
    """Note that a load has read these web archives."""
    if archives:
        _library().done(archives)


def _library() -> ModuleType:
    try:
        import protego  # noqa: F401, PLC0415  # an extra, installed only where something is fetched

        from flows import fetch  # noqa: PLC0415  # likewise
    except ImportError:
        raise SettingsError("--fetch: needs protego to read robots.txt; run `pip install protego`") from None
    return fetch
