"""What of a quote is compared with other quotes: its words, in one spelling.

Case, accents, punctuation and ellipses go; contractions are written out; an editor's [bracket] goes, unless it only
mends a word ([w]e, walk[ed]). Of a mixed quote the marked words count, for the rest is the reporter's.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

from schemas.ids import hash_number

RUN: Final = 3
"""Words that a shared run has at least; shingles are this long."""

LONG_WORDS, LONG_LETTERS = 8, 36
"""From both on, the same words are the same quote, whoever is named as the speaker."""

LONG_CONTENT: Final = 3
"""Words that are not common which a long form has at least: *proud to be here with you all* is said by many."""

SHORT_LETTERS: Final = 18
"""A short form with fewer letters is compared with nothing: common words are short ("thank you very much" has 16)."""

_MARKED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|„([^„“”]*)[“”]|‘((?:[^‘’]|’(?=\w))*)’")
_MENDED = re.compile(r"(?<=\w)\[([^\[\]]*)\]|\[([^\[\]]*)\](?=\w)")
_EDITED = re.compile(r"\[[^\[\]]*\]")
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|%")
_SUFFIXES = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'d": "", "'s": "", "'": ""}


@dataclass(frozen=True, slots=True)
class Form:
    """A quote as it is compared; quotes of equal words and speaker are one form.

    Attributes:
        words: its words, joined by spaces.
        speaker: the speaker's name in the same spelling, "" where it is not known.
    """

    words: str
    speaker: str

    @property
    def number(self) -> int:
        """The form's id: the first 64 bits of a hash of words and speaker, as a signed integer."""
        return hash_number("quote_form", self.words, self.speaker)

    @property
    def size(self) -> int:
        """The order in which forms lead a group: by words, then those with a speaker."""
        return 2 * len(self.words.split()) + bool(self.speaker)

    @property
    def shingles(self) -> list[int]:
        """32-bit hashes of the runs of RUN words, each once, sorted."""
        words = self.words.split()
        return sorted({crc32(" ".join(words[n : n + RUN]).encode()) for n in range(len(words) - RUN + 1)})


def form_of(text: str, kind: str, speaker: str | None) -> Form | None:
    """The form of a quote; None if it is too short to be told from other people's words.

    A form is long (LONG_WORDS, LONG_LETTERS, LONG_CONTENT), or it has RUN words, SHORT_LETTERS letters and a
    speaker's name. A mixed quote's marked words are its form if they make one, else the whole clause.
    """
    name = " ".join(words_of(speaker or ""))
    texts = [_marked(text), text] if kind == "mixed" else [text]
    forms = (Form(" ".join(words_of(one)), name) for one in texts)
    return next((form for form in forms if is_long(form.words) or _is_short(form)), None)


def is_long(words: str) -> bool:
    """Tell whether words, joined by spaces, are many enough and say enough to be a quote of one origin."""
    spaces = words.count(" ")
    told = spaces + 1 >= LONG_WORDS and len(words) - spaces >= LONG_LETTERS
    return told and sum(word not in common_words() for word in words.split()) >= LONG_CONTENT


def _is_short(form: Form) -> bool:
    spaces = form.words.count(" ")
    return bool(form.speaker) and spaces + 1 >= RUN and len(form.words) - spaces >= SHORT_LETTERS


def words_of(text: str) -> list[str]:
    """The words of a text in the spelling in which they are compared."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = _EDITED.sub(" ", _MENDED.sub(r"\1\2", plain))
    return [word for token in _WORD.findall(plain) for word in _written_out(token).split()]


def _marked(text: str) -> str:
    return " … ".join("".join(groups) for groups in _MARKED.findall(text))


def _written_out(token: str) -> str:
    if token[0].isdigit():
        return token.replace(",", "")
    if (known := _spellings().get(token)) is not None:
        return known
    if "'" not in token:
        return token
    stem, suffix = (token[:-3], "n't") if token.endswith("n't") else token.split("'", 1)
    ending = _SUFFIXES.get(suffix if suffix == "n't" else f"'{suffix}")
    return token.replace("'", "") if ending is None else stem + ending


@cache
def _spellings() -> dict[str, str]:
    """The words that are compared in another spelling, or (fillers) not at all."""
    return {word: becomes for word, becomes, sense in _rows() if becomes or sense == "filler"}


@cache
def telling_words() -> frozenset[str]:
    """Words whose change makes another statement: negations, days, numbers in letters."""
    return frozenset(word for word, becomes, sense in _rows() if sense in ("negation", "day", "number") and not becomes)


@cache
def common_words() -> frozenset[str]:
    """Words that every speaker uses: sharing them says little."""
    return frozenset(word for word, _, sense in _rows() if sense == "common")


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """The rows of words.csv: a word, what it becomes, and its sense."""
    path = Path(__file__).parents[1] / "repeats" / "words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["word"], row["becomes"], row["sense"]) for row in csv.DictReader(file))
