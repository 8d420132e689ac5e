"""Words as the encoder reads them: word pieces of an uncased vocabulary, and the case that it would lose."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES_PER_WORD = 6
"""As in training: another number needs the network trained anew. It bounds what a long address takes."""
_MAX_WORD_LENGTH = 64  # longer is no word, and the pieces of what follows would fill the window
_CACHE_SIZE = 1 << 17
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‛": "'", "`": "'", "–": "—", "―": "—"}
)
_SAME = {"''": '"', "``": '"', "--": "—", "---": "—", "…": "...", "-LRB-": "(", "-RRB-": ")"}


class Case(IntEnum):
    """How a word is written; fed to the encoder beside its pieces."""

    OTHER = 0
    LOWER = 1
    CAPITALISED = 2
    ALL_CAPITALS = 3
    ONE_CAPITAL = 4
    MIXED = 5
    DIGITS = 6


def case_of(word: str) -> Case:
    """The written case of a word; anything with a digit is `DIGITS`, anything without a letter `OTHER`."""
    if any(char.isdigit() for char in word):
        return Case.DIGITS
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return Case.OTHER
    if not any(char.isupper() for char in letters):
        return Case.LOWER
    if len(letters) == 1:
        return Case.ONE_CAPITAL
    if all(char.isupper() for char in letters):
        return Case.ALL_CAPITALS
    return Case.CAPITALISED if word[0].isupper() and not any(c.isupper() for c in letters[1:]) else Case.MIXED


class WordPieces:
    """Looks words up one by one and remembers them; the same word always gives the same pieces."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self.begin = self._special("[CLS]")
        self.separator = self._special("[SEP]")
        self.padding = self._special("[PAD]")
        self._unknown = self._special("[UNK]")

    def _special(self, piece: str) -> int:
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"vocabulary: no piece {piece}; use an uncased BERT vocabulary")
        return int(found)

    def look_up(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """Piece ids (1 to `MAX_PIECES_PER_WORD`) and `Case` of each word."""
        known = self._known
        if len(known) > _CACHE_SIZE:
            known.clear()
        for word in words:
            if word not in known:
                known[word] = self._read(word)
        return [known[word] for word in words]

    def _read(self, word: str) -> tuple[tuple[int, ...], int]:
        short = word[:_MAX_WORD_LENGTH]
        plain = _SAME.get(short) or short.translate(_PLAIN)
        ids = self._tokenizer.encode(plain, add_special_tokens=False).ids[:MAX_PIECES_PER_WORD]
        return tuple(ids) or (self._unknown,), int(case_of(short))
