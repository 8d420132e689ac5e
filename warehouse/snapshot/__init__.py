"""A snapshot is built beside the old one, checked, and swapped in: readers never see half a load."""

from warehouse.snapshot.commit import publish
from warehouse.snapshot.verify import Fault, repoint

__all__ = ["Fault", "publish", "repoint"]
