"""`load`: articles into a warehouse, in this process."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows.load.plan import plan_load
from flows.load.request import LoadSummary, Request
from flows.load.run import run_load
from flows.load.stage import stage_input
from flows.load.versions import extractor_version
from flows.settings import IngestSettings
from schemas.errors import SettingsError
from warehouse.store.store import Store

Sources = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def load(
    sources: Sources,
    warehouse: str | os.PathLike[str],
    **settings: Any,  # noqa: ANN401  # checked by IngestSettings
) -> LoadSummary:
    """Load articles into a warehouse, as `onrecord run` does, but step by step in this process and without Prefect.

    For large inputs `onrecord run` is faster: it works in a process per core. The tables are the same.

    Args:
        sources: files, folders or globs; one or several.
        warehouse: folder of the store; it is made if it is missing.
        settings: any parameter of `flows/PARAMETERS.md`, such as `source_id="wire"` or `annotator="none"`.

    Returns:
        What was read and what became of it; `rows_new + rows_revised + rows_unchanged + rows_duplicate +
        rows_rejected == rows_in`.

    Raises:
        InputError: a source can't be read.
        SettingsError: a parameter makes no sense.
        StoreError: the store can't be used; StoreLockedError: another load holds it.
        LoadError: the load was given up; the tables are as they were.
    """
    wanted = _settings(sources, warehouse, settings)
    store = Store.open(wanted.warehouse)
    request = Request(
        flow="ingest",
        settings=wanted,
        plan=partial(plan_load, wanted),
        stage=stage_input,
        extractor_version=extractor_version(wanted.annotator, wanted.knowledge),
    )
    with store.lock("load"):
        return run_load(store, request)


def _settings(sources: Sources, warehouse: str | os.PathLike[str], settings: dict[str, Any]) -> IngestSettings:
    several = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    paths = tuple(os.fspath(source) for source in several)
    named = {"sources": paths, "warehouse": Path(warehouse)}
    if "-" in paths:
        raise SettingsError("load: standard input is for the command line; name files or folders")
    try:
        return IngestSettings.model_validate(settings | named)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}; see flows/PARAMETERS.md") from None
