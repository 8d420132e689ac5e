"""`onrecord browse`: a store to search and read in a browser, on this machine alone; see README.md."""

from flows.browse.serve import browse_store

__all__ = ["browse_store"]
