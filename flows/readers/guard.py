"""One guard a record: whatever a record provokes becomes its error, and the records behind it are read on."""

from collections.abc import Callable
from typing import TypeVar

from schemas.errors import RecordError, place_in_code

T = TypeVar("T")


def tried(read: Callable[[], T]) -> tuple[T | None, RecordError | None]:
    """What `read` returns, or the error for which the record is refused; only the system's OSError passes."""
    try:
        return read(), None
    except RecordError as refusal:
        return None, refusal
    except OSError:
        raise
    except Exception as failure:  # noqa: BLE001  # a record must not cost others anything
        return None, unforeseen(failure)


def unforeseen(failure: Exception) -> RecordError:
    """The error of a record over which onrecord itself stumbled: type and place in the code, never text."""
    place = f"{type(failure).__name__} at {place_in_code(failure)}"
    return RecordError("unforeseen", "", f"onrecord stumbled over the record ({place}); report it, with the record")
