"""Names with a word of time in them: USA Today, the Daily Beast, the Sunday Times are no time expressions."""

from bisect import bisect_right

from flows.derive.dates.reading import Phrase
from flows.derive.text.annotation import NAME_KINDS, Annotation
from flows.derive.text.lexemes import Lexemes
from seeds.quantities import time_cues, words_of_figures
from seeds.word_classes import words_of

_PLACES = frozenset({"GPE", "LOC"})
"""Of places only those named after a holiday are meant: *Easter* Island."""
_WORDS = frozenset(
    {
        *(
            "weekday",
            "deictic",
            "set_word",
            "set_days",
            "month",
            "part_of_day",
            "season",
            "season_year",
            "now",
            "adj",
            "the_unit",
        ),
        *("units", "rel_part", "rel_unit", "the_rel", "holiday", "past", "future"),
    }
)
_STOPS = words_of_figures("stop")
_BEHIND = {"weekday": time_cues()["press_noun"], "season": time_cues()["games_noun"]}
_PARTS = frozenset({"night", "morning"})
_TITLES = frozenset({"deictic", "now", "rel_unit", "rel_part", "past", "future"})
_NEAR, _SHORT = 12, 3
"""Words on either side that are looked at, and letters up to which a word may be small in a headline: assumed; a
headline has some twelve words, and joiners of up to three letters."""
_KINDS = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC"})
"""Kinds whose names tell no time by their words; the *February* Revolution was in February, and a place may lie before
the day (in the Czech Republic *Friday*)."""


_NAMED = _KINDS | _PLACES

_PARTS_OF_A_MONTH = frozenset({"START", "MID", "END"})
_ASKING = frozenset({"in", "since", "until", "till", "by", "during", "through", "last", "next", "this", "of", "from"})
"""Words in front of a month that no name stands behind so often; *of* and *from* among them."""
_BEFORE_VERB = frozenset({"to"}) | words_of("future_auxiliary") | words_of("conditional_auxiliary")


class Names:
    """The names of a document by their places."""

    def __init__(self, annotation: Annotation, body: str) -> None:
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
        self._surnames = frozenset(
            body[start:end].rpartition(" ")[2].lower() for start, end, kind in kept if kind == "PERSON"
        )

    def hold(self, phrase: Phrase) -> bool:
        """Whether a word of time is part of a longer name, or none: *expected to last 14 weeks*."""
        if phrase.items[0].code == "that" and _opens_a_clause(phrase):
            return True
        if phrase.rule == "rel_many" and phrase.items[0].code == "last" and _is_verb(phrase):
            return True
        if phrase.rule not in _WORDS:
            return False
        lexemes = phrase.lexemes
        items = [item for item in phrase.items if item.code not in {"the", "dot"}] or phrase.items
        if not lexemes.forms[items[-1].last - 1][0].isupper():
            return False
        if (phrase.rule == "month" and (_helps(phrase) or self._is_namesake(phrase))) or _is_star(phrase):
            return True
        start, end = lexemes.starts[items[0].first], lexemes.ends[items[-1].last - 1]
        at = bisect_right(self._starts, start) - 1
        around = at >= 0 and self._starts[at] <= start and end <= self._ends[at]
        around = around and (self._kinds[at] in _KINDS or phrase.rule == "holiday")
        return (around and (self._starts[at], self._ends[at]) != (start, end)) or _titled(phrase) or _entitled(phrase)

    def _is_namesake(self, phrase: Phrase) -> bool:
        """*May's agreement*, *told May to go*, in a text of Theresa May: no month without a word that asks for one."""
        item = phrase.items[-1]
        before = (phrase.before(1) or [""])[0]
        if item.code != "month_word" or before in _ASKING or phrase.mod in _PARTS_OF_A_MONTH:
            return False
        return phrase.lexemes.lower[item.first] in self._surnames


def _opens_a_clause(phrase: Phrase) -> bool:
    """*Said that Monday's vote was void*: a conjunction."""
    tokens = phrase.tokens
    if tokens is None or not tokens.has_syntax or not "".join(phrase.before(1))[:1].isalpha():
        return False
    return tokens.upos[tokens.token_at(phrase.lexemes.starts[phrase.items[0].first])] == "SCONJ"


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


def _is_verb(phrase: Phrase) -> bool:
    """*Will last 14 weeks*; only an article or a possessive makes *last* an adjective there."""
    return not _BEFORE_VERB.isdisjoint(phrase.before(1))


def _entitled(phrase: Phrase) -> bool:
    """*Russia Today*, *the Tonight Show*, *the Winter Olympics*, *the Sunday Times*: capitals that no rule asks for."""
    lexemes, first, behind = phrase.lexemes, phrase.items[0].first, phrase.items[-1].last
    follows = behind < len(lexemes) and lexemes.forms[behind][0].isupper() and lexemes.forms[behind].isalpha()
    if phrase.rule == "weekday" and follows and lexemes.lower[behind] in _PARTS:
        behind += 1
        follows = behind < len(lexemes) and lexemes.forms[behind].istitle()
        return follows and lexemes.forms[behind - 1].istitle() and _in_text(lexemes, first, behind)
    if phrase.rule == "season_year":
        return follows and lexemes.lower[behind] in _BEHIND["season"] and phrase.items[-1].code in {"season", "fall"}
    if phrase.rule in {"weekday", "season"}:
        return follows and lexemes.lower[behind] in _BEHIND[phrase.rule]
    if phrase.rule == "part_of_day":
        return follows and lexemes.forms[behind - 1].istitle() and _in_text(lexemes, first, behind)
    said = phrase.items[0].last if lexemes.lower[first] == "the" else first
    within = said > 0 and lexemes.lower[said - 1][0].isalpha() and not _is_short(lexemes, said - 1)
    large = all(lexemes.forms[at].istitle() for at in range(said, behind)) or _in_capitals(lexemes, said, behind)
    return phrase.rule in _TITLES and within and large and _in_text(lexemes, first, behind)


def _in_capitals(lexemes: Lexemes, first: int, last: int) -> bool:
    """*USA TODAY*: capitals alone, those of the word in front among them."""
    return all(lexemes.forms[at].isupper() for at in range(first - 1, last))


def _is_short(lexemes: Lexemes, at: int) -> bool:
    """Whether a lexeme is written with full stops, and so may end a line: WASHINGTON, *D.C.* Today."""
    return lexemes.ends[at] - lexemes.starts[at] > len(lexemes.forms[at])


def _in_text(lexemes: Lexemes, first: int, last: int) -> bool:
    """Whether words around that a headline would write large are in lower case."""
    near = (*lexemes.forms[max(0, first - _NEAR) : first], *lexemes.forms[last : last + _NEAR])
    return any(form.islower() and len(form) > _SHORT and form not in _STOPS for form in near)


def _titled(phrase: Phrase) -> bool:
    """*the Daily Beast*: a capitalised *Daily* within a sentence, before another capital."""
    forms, behind = phrase.lexemes.forms, phrase.items[-1].last
    follows = behind < len(forms) and forms[behind][0].isupper()
    return phrase.rule == "set_word" and follows and len(forms[behind - 1]) > 1 and not forms[behind - 1].isupper()
