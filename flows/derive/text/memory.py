"""What is found of a text is kept with the text: gone when it goes, and never another thread's or document's."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
_UNKNOWN = object()


class Remembering:
    """A text, or a view of it, that keeps what rooms above it find, so that each finding is made once a document.

    What this room knows itself is a cached property; `once` is for findings that it must not know of.
    """

    @cached_property
    def _found(self) -> dict[tuple[object, ...], Any]:
        return {}

    def once(self, find: Callable[[Self, Unpack[Ts]], T], *about: *Ts) -> T:
        """What the pure function `find(self, *about)` gives, called the first time only; `about` is hashable."""
        key = (find, *about)
        found = self._found.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._found[key] = find(self, *about)
        made: T = found
        return made
