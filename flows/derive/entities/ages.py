"""*The 45-year-old*: the person whom the article gives that age, else the only one near."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from flows.derive.names.find import Name
from flows.derive.text.annotation import Span
from flows.derive.text.tokens import Tokens

_AGE = re.compile(r"(?:,| \() ?(?:aged? )?(\d{1,3})(?=[,.)])")
_NOMINAL = re.compile(r"\b[Tt]he (\d{1,3})[-‑–]year[-‑–]old\b")
_REACH = 2
"""Sentences back in which one person alone may be meant, if the article gives no ages."""
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})


def age_nominals(
    tokens: Tokens, names: Sequence[Name], owner: Mapping[int, int], people: Sequence[int]
) -> Iterator[tuple[Span, int]]:
    """Spans of nominals and the cluster each stands for; `owner` gives the cluster of a name, `people` the persons."""
    persons = set(people)
    named = [(name.start, name.end, owner[index]) for index, name in enumerate(names) if owner[index] in persons]
    ages: dict[str, dict[int, None]] = {}
    for _, end, cluster in named:
        told = _AGE.match(tokens.body, end)
        if told:
            ages.setdefault(told.group(1), {})[cluster] = None
    for match in _NOMINAL.finditer(tokens.body):
        meant = ages.get(match.group(1), {}) if ages else _near(tokens, named, match.start())
        if len(meant) == 1 and not _goes_on(tokens, match.end()):
            yield match.span(), next(iter(meant))


def _goes_on(tokens: Tokens, end: int) -> bool:
    """Whether a noun follows, which may be something else that is as old (*the 45-year-old law*)."""
    behind = tokens.within((end, end + len(" law and what is behind it")))
    return bool(behind) and tokens.starts[behind.start] <= end + 1 and tokens.upos[behind.start] in _NOUNS


def _near(tokens: Tokens, named: Sequence[tuple[int, int, int]], start: int) -> dict[int, None]:
    sentence = tokens.sentence_at(start)
    found: dict[int, None] = {}
    for place in range(bisect_left(named, (start, 0, 0)) - 1, -1, -1):
        if sentence - tokens.sentence_at(named[place][0]) > _REACH:
            break
        found[named[place][2]] = None
    return found
