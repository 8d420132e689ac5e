"""The border between our code and whoever keeps its errors: what passes never holds article text."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.installation import DEBUG
from schemas.errors import OnrecordError, place_in_code
from warehouse.disk.durable import disk_errors


class UnforeseenError(OnrecordError):
    """A fault in onrecord; says where, not with which text."""

    exit_code = 70


@contextmanager
def guarded(what: str, folder: Path) -> Iterator[None]:
    """Let only onrecord's own errors out of the block, since Prefect stores messages and logs show them.

    Raises:
        TransientError: no room on the disk that holds `folder`.
        UnforeseenError: anything else that is not onrecord's; with ONRECORD_DEBUG set, the error itself.
    """
    try:
        with disk_errors(folder):
            yield
    except OnrecordError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        place = place_in_code(error)
        message = f"{what}: unforeseen {type(error).__name__} at {place}; set {DEBUG}=1 to see it, and report it"
        raise UnforeseenError(message) from None
