"""What is counted: with syntax the noun that the numeral modifies, else the noun run to the right of the number."""

from flows.derive.figure_quantity import Quantity, past_dash, word
from flows.derive.lexemes import Lexemes
from flows.derive.nouns import is_plural, singular
from seeds.quantities import figure_words

_STOPS = frozenset(figure_words()["stop"])
_RUN = 7
_JOINERS = frozenset({"-", "&", "'s", "'", "\u2013"})
_OF_FORMS = frozenset({"vague", "couple", "fraction", "half"})
_DETERMINERS = frozenset(
    {"the", "its", "their", "his", "her", "our", "my", "your", "these", "those", "all", "more", "other", "such"}
)


def set_counted(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Give the quantity the noun phrase to its right; False where there is none."""
    start = _run_start(lexemes, quantity)
    end = _run_end(lexemes, start)
    if end == start:
        return False
    head = _head(lexemes, start, end, one=quantity.value == 1 and quantity.modifier == "exact")
    if head < start:
        return False
    quantity.counted_first, quantity.counted_last = start, head + 1
    quantity.counted_lemma = singular(lexemes.lower[head])
    return True


def _run_start(lexemes: Lexemes, quantity: Quantity) -> int:
    at = past_dash(lexemes, quantity.last)
    partitive = quantity.numeral.form in _OF_FORMS or quantity.kind in {"ratio", "percent"} or quantity.value == 1
    if word(lexemes, at) == "of" and (partitive or word(lexemes, at + 1) in _DETERMINERS):
        at += 1
        while word(lexemes, at) in _DETERMINERS:
            at += 1
    while word(lexemes, at) in {"more", "other", "such", "additional", "extra", "further"}:
        at += 1
    return at


def _run_end(lexemes: Lexemes, start: int) -> int:
    """Behind the last word that may belong to the noun phrase."""
    at = start
    while at < min(start + _RUN, len(lexemes)):
        token = lexemes.lower[at]
        if token in _JOINERS and at > start and lexemes.glued(at):
            at += 1
            continue
        if not token[0].isalpha() or token in _STOPS or (at > start and _is_participle(token)):
            break
        at += 1
        if is_plural(token) and not _goes_on(lexemes, at):
            break
    while at > start and lexemes.lower[at - 1] in _JOINERS:
        at -= 1
    return at


def _goes_on(lexemes: Lexemes, at: int) -> bool:
    """Whether a plural is only part of a compound: a possessive or hyphen follows."""
    return word(lexemes, at) in _JOINERS and lexemes.glued(at)


def _is_participle(token: str) -> bool:
    return len(token) > 4 and token.endswith(("ed", "ly"))  # noqa: PLR2004 - bed, fly


def _head(lexemes: Lexemes, start: int, end: int, *, one: bool) -> int:
    """The first plural, for one the last noun; -1 where the run holds neither."""
    plurals = [at for at in range(start, end) if is_plural(lexemes.lower[at]) and not _goes_on(lexemes, at + 1)]
    if plurals and not one:
        return plurals[0]
    return end - 1 if lexemes.lower[end - 1].isalpha() else -1
