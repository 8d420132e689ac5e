"""What is kept of what was fetched: web archives, and what their folder remembers; pages can be erased from them."""

from flows.fetched.archives import archive_path, archives_of, keep_unfinished, unfinished_path
from flows.fetched.erasing import Gone, Place, erase_pages
from flows.fetched.state import State

__all__ = [
    "Gone",
    "Place",
    "State",
    "archive_path",
    "archives_of",
    "erase_pages",
    "keep_unfinished",
    "unfinished_path",
]
