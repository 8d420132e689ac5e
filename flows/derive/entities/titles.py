"""Nominals that stand for a named person: the title with an article (*the prime minister*)."""

from collections.abc import Iterator, Mapping, Sequence

from flows.derive.text.tokens import Tokens
from seeds.people import title_in_full, title_words
from seeds.word_classes import words_of

_LONGEST = 4  # words of a title that is said again without its bearer: assumed
_ALONE = words_of("office_alone")
"""Offices of which the last word may be said alone: *the minister* for the health minister."""


def title_nominals(
    tokens: Tokens, titles: Mapping[int, Sequence[str]], named: Mapping[int, int]
) -> Iterator[tuple[range, int]]:
    """Tokens of *the* with a title that one person of the article bears, and that person's cluster.

    A title alone (*president*) may be said for a longer one (*vice president* is another). The person named last
    before it goes first, else the only bearer.
    """
    bearers = _bearers(titles)
    borne: dict[int, list[str]] = {}
    for title, members in bearers.items():
        for cluster in members:
            borne.setdefault(cluster, []).append(title)
    last: dict[str, int] = {}
    for token, word in enumerate(tokens.lower):
        for title in borne.get(named.get(token, -1), ()):
            last[title] = named[token]
        run = _title_run(tokens, token, bearers, named) if word == "the" else None
        if run is not None:
            title = " ".join(tokens.lower[run.start + 1 : run.stop])
            yield run, last.get(title, next(iter(bearers[title])))


def _title_run(
    tokens: Tokens, token: int, bearers: Mapping[str, Mapping[int, None]], named: Mapping[int, int]
) -> range | None:
    """The article at `token` and the longest title behind it that somebody bears."""
    if token + 1 >= len(tokens) or tokens.lower[token + 1] not in title_words():
        return None
    for length in range(min(_LONGEST, len(tokens) - token - 1), 0, -1):
        title = " ".join(tokens.lower[token + 1 : token + 1 + length])
        if title in bearers and not _goes_on(tokens, token + 1 + length, named):
            return range(token, token + 1 + length)
    return None


def _bearers(titles: Mapping[int, Sequence[str]]) -> dict[str, dict[int, None]]:
    """For each title that may be said, the clusters that bear it, in the order of the text."""
    found: dict[str, dict[int, None]] = {}
    for cluster, own in titles.items():
        for title in own:
            for said in _said(title):
                found.setdefault(said, {})[cluster] = None
    return found


def _said(title: str) -> Iterator[str]:
    """A title in full, without *former*, and its last word where that is said alone; none for what is no title."""
    words = [title_in_full().get(word, word) for word in title.lower().split()]
    while words and words[0] in {"former", "then", "ex"}:
        words = words[1:]
    entry = title_words().get(words[-1]) if words else None
    if entry is None or (entry.kind not in {"office", "rank", "role"} and words[-1] not in words_of("reigning_title")):
        return
    if words[0] in title_words():
        yield " ".join(words)
    if words[-1] in _ALONE and len(words) > 1:
        yield words[-1]


def _goes_on(tokens: Tokens, token: int, named: Mapping[int, int]) -> bool:
    """Whether a name or a longer noun follows, so that the words are a title or a modifier there."""
    if token >= len(tokens):
        return False
    return token in named or tokens.upos[token] in {"PROPN", "NOUN"} or tokens.words[token] in {"of", "-"}
