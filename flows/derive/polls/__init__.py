"""From a document and its figures to the opinion polls that it tells of, and which figures are their answers."""

from flows.derive.polls.find import find_polls

__all__ = ["find_polls"]
