"""A lexicon of words and phrases, matched longest first at a place in the lexemes."""

from collections.abc import Container, Iterable, Sequence
from typing import Generic, TypeVar

from flows.derive.text.lexemes import cut

Entry = TypeVar("Entry")


class Lexicon(Generic[Entry]):
    """Phrases and what each stands for; matching costs one dictionary look-up where none begins or ends.

    With `cased`, phrases are compared as written, else in lower case.
    """

    def __init__(self, phrases: Iterable[tuple[str, Entry]], *, cased: bool = False) -> None:
        """Cut the phrases as the text is cut; of two equal phrases the first counts."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for phrase, entry in phrases:
            pieces = cut(phrase, 0, len(phrase))
            words = tuple(pieces.forms if cased else pieces.lower)
            self._by_first.setdefault(words[0], []).append((words, entry))
            self._by_last.setdefault(words[-1], []).append((words, entry))
        for found in (*self._by_first.values(), *self._by_last.values()):
            found.sort(key=lambda pair: -len(pair[0]))

    @property
    def opens(self) -> Container[str]:
        """The lexemes that phrases begin with."""
        return self._by_first

    def match(self, words: Sequence[str], at: int) -> tuple[int, Entry] | None:
        """Length in lexemes, and meaning, of the longest phrase that begins at `at`."""
        for phrase, entry in self._by_first.get(words[at], ()) if at < len(words) else ():
            size = len(phrase)
            if size == 1:
                return size, entry
            if at + size <= len(words) and words[at + 1] == phrase[1] and tuple(words[at : at + size]) == phrase:
                return size, entry
        return None

    def match_before(self, words: Sequence[str], at: int) -> tuple[int, Entry] | None:
        """Length in lexemes, and meaning, of the longest phrase that ends right before `at`."""
        for phrase, entry in self._by_last.get(words[at - 1], ()) if at > 0 else ():
            size = len(phrase)
            if size == 1 or (size <= at and words[at - 2] == phrase[-2] and tuple(words[at - size : at]) == phrase):
                return size, entry
        return None
