"""What a served flow may be asked: whoever reaches a Prefect server can start its deployments with any settings.

`onrecord serve` tells the processes of its runs, in their environment, with which settings it was started; others are
refused. Where folders are allowed by name (`--allow`, or ONRECORD_ALLOWED_ROOTS for deployments on workers), settings
whose paths all lie below them pass too.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from schemas.errors import SettingsError
from schemas.ids import hash_text

SERVED = "ONRECORD_SERVED"
"""Environment variable with the hash of the settings that `onrecord serve` was started with."""
ROOTS = "ONRECORD_ALLOWED_ROOTS"
"""Environment variable with the folders below which all paths of a flow run must lie, apart as in PATH."""
_PATHS = ("warehouse", "aliases", "stdin_file", "payload_file", "fetched")


def serve_only(settings: BaseModel, roots: Sequence[Path] = ()) -> None:
    """Let flows of this process and its children run with `settings` alone, or below `roots`, if there are any."""
    os.environ[SERVED] = _digest(settings)
    if roots:
        os.environ[ROOTS] = os.pathsep.join(str(root.absolute()) for root in roots)


def check_allowed(settings: BaseModel) -> None:
    """Check the settings of a flow run against what this process serves.

    Raises:
        SettingsError: it serves others, and a path lies outside the allowed folders.
    """
    own, roots = os.environ.get(SERVED), _roots()
    if own == _digest(settings) or (own is None and roots is None):
        return
    if roots is None:
        raise SettingsError(
            "settings: not those that `onrecord serve` was started with; start it with --allow FOLDER "
            "to let its deployment run on other sources and stores below that folder"
        )
    if getattr(settings, "fetch", ()):
        raise SettingsError(
            "settings: fetch: a served flow fetches only what `onrecord serve --fetch` was started with"
        )
    if getattr(settings, "watch", None):
        raise SettingsError("settings: watch: a served flow tells only whom `onrecord serve --watch` was started with")
    if getattr(settings, "openlineage", None):
        raise SettingsError(
            "settings: openlineage: a served flow tells only what `onrecord serve --openlineage` was started with"
        )
    outside = [path for path in _paths(settings) if not any(_below(path, root) for root in roots)]
    if outside:
        raise SettingsError(f"settings: {len(outside)} paths lie outside the folders that are allowed ({ROOTS})")


def _roots() -> list[str] | None:
    listed = os.environ.get(ROOTS)
    return None if listed is None else [os.path.realpath(root) for root in listed.split(os.pathsep) if root]


def _paths(settings: BaseModel) -> Iterator[str]:
    values = (getattr(settings, name, None) for name in _PATHS)
    yield from (str(value) for value in values if value is not None)
    yield from getattr(settings, "sources", ())


def _below(path: str, root: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)


def _digest(settings: BaseModel) -> str:
    return hash_text(settings.model_dump_json())
