"""From addresses to web archives: the only network there is, and only where it is asked for (`--fetch`)."""

from flows.fetch.collection import Fetched, collect, done, listed, pending

__all__ = ["Fetched", "collect", "done", "listed", "pending"]
