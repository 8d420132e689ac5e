"""Capitals that stand for their country: *Moscow accused Washington*, but not *in Washington*.

A capital is its country where it acts or is acted on as governments are (subject of a verb of saying or of policy,
object of *accuse* and its like, *talks between Moscow and Kyiv*), if the article names the country as well. Seats that
are institutions of their own (*the White House*, *the Kremlin*) stay what they are: who asks for them asks for them.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from flows.derive.names.find import Name
from flows.derive.text.cues import verbs
from flows.derive.text.signs import ACTIVE_SUBJECTS
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from seeds.people import countries_of_seats, country_of
from seeds.word_classes import words_of

_DATELINE = re.compile(r"(?:, ?D\.?C\.?)?[:,]?(?: ?\([^()\n]{1,30}\))? ?(?:[—–_]|--?) ?(?=[^\W_]|[“\"])")  # as written
"""What stands between the place of a dateline and its sentence."""
_OBJECTS = frozenset({"obj", "nsubj:pass"})
_PHRASES = frozenset({"nmod", "obl"})
_DEEPEST = 4
"""Names joined by *and* that are stepped over to their verb: a bound, as lists are rarely longer."""


def metonyms(tokens: Tokens, names: Sequence[Name]) -> Mapping[int, str]:
    """The names, by index, that are capitals standing for a country, with its code."""
    if not tokens.has_syntax:
        return {}
    seats: dict[int, str] = {}
    named: dict[str, bool] = defaultdict(bool)
    for index, name in enumerate(names):
        text = name.text(tokens.body)
        country = country_of(text)
        if country is not None:
            named[country.code] = True
        elif name.kind != "PERSON" and text in countries_of_seats():
            seats[index] = countries_of_seats()[text]
    told = (index for index, code in seats.items() if named[code] and not _opens_dateline(tokens.body, names[index]))
    return {index: seats[index] for index in told if _acts(tokens, names[index])}


def _opens_dateline(body: str, name: Name) -> bool:
    """*Washington, D.C. – U.S. Senators announced …*: whether a line begins with the place where it was written."""
    return body[name.start - 1 : name.start] in {"", "\n"} and _DATELINE.match(body, name.end) is not None


def _acts(tokens: Tokens, name: Name) -> bool:
    token = head_of(tokens, (name.start, name.end))
    if not tokens.parsed(token):
        return False
    for _ in range(_DEEPEST):
        if tokens.deprel[token] == "conj" and tokens.heads[token] >= 0:
            token = tokens.heads[token]
    governor, relation = tokens.heads[token], tokens.deprel[token]
    if governor < 0:
        return False
    verb = tokens.lemmas[governor]
    if relation in ACTIVE_SUBJECTS:
        return verb in words_of("government_verb") or verb in verbs()
    if relation in _OBJECTS:
        return verb in words_of("government_object_verb")
    cases = {tokens.lower[case] for case in tokens.dependents(token, "case")}
    return relation in _PHRASES and bool(cases & words_of("relation_preposition"))
