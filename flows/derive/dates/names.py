"""Names with a word of time in them: USA Today, the Daily Beast, the Sunday Times are no time expressions."""

from bisect import bisect_right

from flows.derive.dates.reading import Phrase
from flows.derive.text.annotation import NAME_KINDS, Annotation

_PLACES = frozenset({"GPE", "LOC"})
"""Of places only those named after a holiday are meant: *Easter* Island."""
_WORDS = frozenset(
    {
        *("weekday", "deictic", "set_word", "set_days", "month", "part_of_day", "season", "now", "adj", "the_unit"),
        *("units", "rel_part", "the_rel", "holiday", "past", "future"),
    }
)
_KINDS = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC"})
"""Kinds whose names tell no time by their words; the *February* Revolution was in February, and a place may lie before
the day (in the Czech Republic *Friday*)."""


_NAMED = _KINDS | _PLACES


class Names:
    """The names of a document by their places."""

    def __init__(self, annotation: Annotation) -> None:
        kept = [
            (start, end, NAME_KINDS[kind])
            for start, end, kind in zip(
                *(part.tolist() for part in (annotation.name_starts, annotation.name_ends, annotation.name_kind)),
                strict=True,
            )
            if NAME_KINDS[kind] in _NAMED
        ]
        self._starts = [start for start, _, _ in kept]
        self._ends = [end for _, end, _ in kept]
        self._kinds = [kind for _, _, kind in kept]

    def hold(self, phrase: Phrase) -> bool:
        """Whether a word of time is part of a longer name."""
        if phrase.rule not in _WORDS:
            return False
        lexemes = phrase.lexemes
        items = [item for item in phrase.items if item.code not in {"the", "dot"}] or phrase.items
        if not lexemes.forms[items[-1].last - 1][0].isupper():
            return False
        if (phrase.rule == "month" and _helps(phrase)) or _is_star(phrase):
            return True
        start, end = lexemes.starts[items[0].first], lexemes.ends[items[-1].last - 1]
        at = bisect_right(self._starts, start) - 1
        around = at >= 0 and self._starts[at] <= start and end <= self._ends[at]
        around = around and (self._kinds[at] in _KINDS or phrase.rule == "holiday")
        return (around and (self._starts[at], self._ends[at]) != (start, end)) or _titled(phrase)


def _is_star(phrase: Phrase) -> bool:
    """*As bright as the Sun.*: a shortened weekday has no article."""
    short = phrase.find("weekday_short")
    return short is not None and phrase.rule == "weekday" and phrase.before(1)[:1] == ["the"]


def _helps(phrase: Phrase) -> bool:
    """*May God bless all who served*: an auxiliary."""
    tokens = phrase.tokens
    if tokens is None or not tokens.has_syntax:
        return False
    return tokens.upos[tokens.token_at(phrase.lexemes.starts[phrase.items[0].first])] == "AUX"


def _titled(phrase: Phrase) -> bool:
    """*the Daily Beast*: a capitalised *Daily* within a sentence, before another capital."""
    forms, behind = phrase.lexemes.forms, phrase.items[-1].last
    follows = behind < len(forms) and forms[behind][0].isupper()
    return phrase.rule == "set_word" and follows and len(forms[behind - 1]) > 1 and not forms[behind - 1].isupper()
