"""A lexicon of words and phrases, matched longest first at a place in the lexemes."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from flows.derive.lexemes import cut

Entry = TypeVar("Entry")


class Lexicon(Generic[Entry]):
    """Phrases (lower case) and what each stands for; matching costs one dictionary look-up where none begins."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        """Cut the phrases as the text is cut; of two equal phrases the first counts."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for phrase, entry in phrases:
            words = tuple(cut(phrase, 0, len(phrase)).lower)
            self._by_first.setdefault(words[0], []).append((words, entry))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def match(self, lower: Sequence[str], at: int) -> tuple[int, Entry] | None:
        """Length in lexemes, and meaning, of the longest phrase that begins at `at`."""
        for words, entry in self._by_first.get(lower[at], ()):
            size = len(words)
            if size == 1 or tuple(lower[at : at + size]) == words:
                return size, entry
        return None
