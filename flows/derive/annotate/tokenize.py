"""Words with exact offsets, cut as the English Universal Dependencies treebanks (EWT, GUM) cut them.

Hyphenated compounds, clitics and currency signs are tokens of their own; abbreviations, numbers, dates,
addresses and handles stay whole. Works chunk by chunk (a chunk is what stands between two blanks), in time
linear in the text: every repetition in the patterns that could be tried from more than one place is bounded.
"""

import re
from functools import lru_cache

import numpy as np

from flows.derive.text.annotation import Ints, Span
from flows.derive.text.shadow import shadow
from seeds.token_forms import token_forms

_FORMS = token_forms()
_DOTTED = frozenset(_FORMS["title"] | _FORMS["abbreviation"])
_BEFORE_NUMBER = frozenset(_FORMS["before_number"])
_BEFORE_LETTER, _BEFORE_X = frozenset(_FORMS["before_letter"]), frozenset(_FORMS["before_x"])
_PREFIXES = frozenset(_FORMS["prefix"])
_SUFFIXES = "|".join(sorted(map(re.escape, _FORMS["number_suffix"]), key=len, reverse=True))
_DOMAINS = "com|org|net|edu|gov|mil|int|info|io|tv|co|uk|eu|de|fr|au|ca|us|in|jp|cn|ru|ie|nz|za"

_CHUNK = re.compile(r"\S+")
_TOKEN = re.compile(
    rf"""
      (?P<url>(?:https?://|www\.)[^\s"<>]+)
    | (?P<mail>(?<![\w.@])[\w.+%-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,63}}){{1,5}}(?!\w))
    | (?P<domain>(?<![\w.])[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,3}}\.(?:{_DOMAINS})(?![\w.-]))
    | (?P<handle>[@\#][^\W\d_]\w*)
    | (?P<money>(?:[A-Z]{{1,3}})\$)
    | (?P<joined>(?<!\w)[A-Z][A-Za-z]{{0,5}}&[A-Z][A-Za-z]{{0,5}}(?!\w))
    | (?P<date>(?<!\w)(?:\d{{1,4}}[-/.]\d{{1,4}}[-/.]\d{{2,4}}
        |\d{{3}}-\d{{3}}-\d{{4}}|\d{{3}}-\d{{4}}|\d{{1,2}}/\d{{1,4}})(?![\w/-]))
    | (?P<time>(?<!\w)\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d))
    | (?P<suffixed>(?<!\w)\d+(?:[.,]\d+)*(?=(?i:{_SUFFIXES})(?!\w)))
    | (?P<number>(?:(?<![\w.])\.)?\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|ST|ND|RD|TH|s|'s)(?!\w)|(?!\w)))
    | (?P<year>(?<!\w)'\d\ds?(?!\w))
    | (?P<dotted>(?<!\w)(?:[A-Za-z]\.){{2,8}}(?:[A-Za-z](?![\w']))?)
    | (?P<initial>(?<![\w'])[A-HJ-Z]\.(?![\w.]))
    | (?P<clitic>'(?i:s|m|ll|ve|re|d|em|til|cause|tis|twas|n)(?![\w']))
    | (?P<word>\w+(?:'[^\W\d_]+)*)
    | (?P<dots>\.{{2,}}|…+|[!?]+|''|``)
    | (?P<same>(?P<one>[^\w\s()\[\]{{}}"'])(?P=one)*)
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
_LETTER = re.compile(r"[A-Z]\.[\"'”’)\]]{0,3}")
_AFTER_URL = ".,;:!?)]}'»”"
_CLITIC = re.compile(r"(?i:n't|'(?:s|m|ll|ve|re|d))\Z")
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
"""Letters of the first of two words that are written as one, where the treebanks cut them."""
_CACHED_LENGTH = 48  # longer ones seldom come again: time and memory alone depend on it


def tokenize(body: str, span: Span) -> tuple[Ints, Ints]:
    """Starts and ends (code points of `body`, ascending) of the tokens within `span`.

    No token holds a blank, or begins or ends with an invisible character.
    """
    start, end = span
    seen, kept = shadow(body[start:end])
    cuts = np.array(_cuts(seen), dtype=np.int64).reshape(-1, 2)
    if kept is None:
        starts, ends = cuts[:, 0], cuts[:, 1]
    else:
        starts, ends = kept[cuts[:, 0]], kept[cuts[:, 1] - 1] + 1
    return (starts + start).astype(np.int32), (ends + start).astype(np.int32)


def _cuts(seen: str) -> list[int]:
    flat: list[int] = []
    before = ""
    for match in _CHUNK.finditer(seen):
        chunk, at = match.group(), match.start()
        behind, before = before, chunk
        if chunk[1:2] == "." and _LETTER.fullmatch(chunk) and _ends_with_letter(behind, chunk[0]):
            flat += at, at + 1  # the letter; its stop, and marks behind, are cut as ever
            at, chunk = at + 1, chunk[1:]
        if chunk in _BEFORE_NUMBER and seen[match.end() + 1 : match.end() + 2].isdigit():
            flat += at, match.end()
            continue
        cut = _cached_chunk(chunk) if len(chunk) <= _CACHED_LENGTH else _cut_chunk(chunk)
        flat += [at + offset for offset in cut]
    return flat


def _ends_with_letter(before: str, letter: str) -> bool:
    """Whether a letter with a full stop ends a sentence as its last word: *on X.*, *Plan B.*, no initial of a name."""
    before = before.lower()
    return before in _BEFORE_LETTER or (letter == "X" and before in _BEFORE_X)


@lru_cache(maxsize=1 << 16)
def _cached_chunk(chunk: str) -> tuple[int, ...]:
    return tuple(_cut_chunk(chunk))


def _cut_chunk(chunk: str) -> list[int]:
    """Flat list of starts and ends of the tokens of a chunk."""
    flat: list[int] = []
    position, size = 0, len(chunk)
    while position < size:
        match = _TOKEN.match(chunk, position)
        if match is None:
            break
        kind, end = match.lastgroup, match.end()
        if kind == "url":
            end = position + len(match.group().rstrip(_AFTER_URL))
        if kind == "word":
            end = _word_end(chunk, position, end)
            flat += _split_clitics(chunk, position, end)
        else:
            flat += position, end
        position = end
    return flat


def _word_end(chunk: str, start: int, end: int) -> int:
    """Where the word from `start` ends, once a prefix's hyphen or an abbreviation's full stop is taken in."""
    if chunk[end : end + 1] == "-" and chunk[start:end].lower() in _PREFIXES:
        rest = _TOKEN.match(chunk, end + 1)
        if rest is not None and rest.lastgroup in {"word", "number"}:
            return rest.end()
    dotted = chunk[end : end + 1] == "." and not chunk[end + 1 : end + 2].isalnum()
    return end + 1 if dotted and _is_abbreviation(chunk[start : end + 1]) else end


def _is_abbreviation(form: str) -> bool:
    return form in _DOTTED or (form.isupper() and form.capitalize() in _DOTTED)


def _split_clitics(chunk: str, start: int, end: int) -> list[int]:
    word = chunk[start:end] if end - start <= _CACHED_LENGTH else ""
    fused = _FUSED.get(word.lower())
    if fused:
        return [start, start + fused, start + fused, end]
    parts: list[int] = []
    while match := _CLITIC.search(word, 1) if "'" in word else None:
        cut = start + match.start()
        parts = [cut, start + len(word), *parts]
        word = word[: match.start()]
    return [start, start + len(word) if word else end, *parts]
