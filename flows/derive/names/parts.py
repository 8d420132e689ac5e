"""The parts of a person's name."""

import re
from collections.abc import Sequence

from flows.derive.names.cluster import normalised
from seeds.word_classes import words_of

_SUFFIXES = words_of("name_suffix")
_PARTICLES = words_of("name_particle")
_PART = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


def parts_of(name: str) -> list[str]:
    """The parts of a person's name, normalised, suffixes such as Jr. left out."""
    return [part for part in _PART.findall(normalised(name)) if part not in _SUFFIXES]


def suffix_of(name: str) -> str:
    """The suffix of a person's name, such as jr; empty where there is none."""
    last = normalised(name).rstrip(",").rpartition(" ")[2]
    return last if last in _SUFFIXES else ""


def surname(parts: Sequence[str]) -> str:
    """The last part with the particles before it: al kadhimi, van der berg."""
    start = len(parts) - 1
    while start > 0 and parts[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(parts[start:])
