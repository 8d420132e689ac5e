"""What is done to names after tagging: titles and articles come off, kinds that nobody asked for go."""

from functools import lru_cache

from flows.derive.annotate.tags import TAG_KINDS
from flows.derive.text.annotation import NAME_KINDS
from seeds.rows import TitleWord

_ARTICLES = frozenset({"the", "a", "an"})
_TAILS = frozenset({"'s", "’s", "'", "’", ",", ".", "-", "—", "–", '"', "”", "“", ":", ";", "(", "'S", "’S"})
_HEADS = frozenset({'"', "“", "”", "'", "‘", "’", "(", "-", "–", "—", ",", "_", "`", "``", "''"})
_PERSON = NAME_KINDS.index("PERSON")


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(row.word for row in TitleWord.rows())


def trimmed(words: list[str], kind: int) -> tuple[int, int] | None:
    """First word and last + 1 of a name without articles, titles, marks and possessives; None if nothing stays.

    `kind` is a position in `TAG_KINDS`.
    """
    first, last = 0, len(words)
    while last > first and words[last - 1] in _TAILS:
        last -= 1
    while first < last and words[first] in _HEADS:
        first += 1
    while first < last - 1 and words[first].lower() in _ARTICLES:
        first += 1
    while kind == _PERSON and first < last - 1 and words[first].lower() in _titles():
        first += 1
    wanted = kind < len(NAME_KINDS) and TAG_KINDS[kind] in NAME_KINDS
    return (first, last) if wanted and first < last else None
