"""The figures of a paragraph before they become rows: numerals with unit, partner, modifier, kind and noun."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.figures.quantities.kinds import index_points, name_of_thing, set_kind
from flows.derive.figures.quantities.labels import is_designation, name_labels
from flows.derive.figures.quantities.minus import says_minus
from flows.derive.figures.quantities.modifiers import read_modifier, set_interval
from flows.derive.figures.quantities.multiples import multiples
from flows.derive.figures.quantities.nouns import count_past, noun_beside
from flows.derive.figures.quantities.pairs import pair
from flows.derive.figures.quantities.quantity import Noun, Quantity, Words
from flows.derive.figures.quantities.ranges import join_bounds, join_margins
from flows.derive.figures.quantities.shared import share_counted, share_from_right, share_label, share_money
from flows.derive.figures.quantities.sums import of_one
from flows.derive.figures.quantities.syntax import counts, no_noun, noun_in_tree
from flows.derive.figures.quantities.units import is_unit, rate_at, read_unit
from flows.derive.numbers.digits import is_cell
from flows.derive.numbers.numeral import Numeral
from flows.derive.text.lexemes import Lexemes, past_dash, past_dash_before, word
from flows.derive.text.plurals import is_plural
from flows.derive.text.tokens import Tokens
from seeds.quantities import figure_words, number_words, words_of_figures

_WORDS = figure_words()
_NOT_ONE, _ONE_PRONOUN, _STOPS = (frozenset(_WORDS[code]) for code in ("not_one", "one_pronoun", "stop"))
_ONE_IDIOMS = frozenset(_WORDS["one_idiom"])
_NEVER_ONE = frozenset(_WORDS["not_one_of"])
_FINISHING = words_of_figures("finishing_verb")
_STRENGTHS = words_of_figures("strength_noun")
_PERIOD_HALVES = words_of_figures("half_of_period")
_IDIOMS, _ZERO_NAMES = words_of_figures("compound_idiom"), words_of_figures("zero_name")
_PARTS = _WORDS["compound_part"]
_UNIT_OF_LENGTH = {"year": "a", "month": "mo", "week": "wk", "day": "d", "hour": "h", "minute": "min", "decade": "10.a"}
_DAYS = frozenset({"day", "time"})
_NUMBERS = frozenset(form for forms in number_words().values() for form in forms)
_WITHIN = frozenset({"over", "in", "for", "within", "during"})
"""*One billion over five years* is no length of time."""
_LINKING = frozenset({"or", "to"})
"""Between two numbers with one unit: two *or* three hours."""
_COUNTED_KINDS = frozenset({None, "ratio", "percent"})


def read_quantities(lexemes: Lexemes, numbers: Sequence[Numeral], taken: set[int], tokens: Tokens) -> list[Quantity]:
    """The figures of a paragraph in the order of the text; `taken` are the lexemes that dates have claimed."""
    found = [_begun(lexemes, numeral) for numeral in numbers if _counts(lexemes, numeral, taken, tokens)]
    found = sorted(found + multiples(lexemes), key=lambda quantity: quantity.first)
    if not found:
        return []
    for before, quantity in zip([None, *found], found, strict=False):
        if not quantity.cell and not is_designation(lexemes, quantity):
            read_unit(lexemes, quantity, before.last if before is not None else 0)
            of_one(lexemes, quantity)
    found = pair(lexemes, _outermost(found))
    for quantity in found:
        if quantity.kind != "label" and not quantity.cell:
            read_modifier(lexemes, quantity)
    found = join_margins(lexemes, join_bounds(lexemes, found))
    for quantity in found:
        _settle(lexemes, quantity, tokens)
        set_interval(quantity)
    found = _outermost(found)
    index_points(lexemes, found)
    count_past(lexemes, found)
    share_from_right(lexemes, found)
    share_money(lexemes, found)
    share_counted(lexemes, found, tokens)
    share_label(lexemes, found)
    _cover_nouns(found)
    name_labels(lexemes, found)
    return found


def _settle(lexemes: Lexemes, quantity: Quantity, tokens: Tokens) -> None:
    """Find out what a quantity is a number of; a cell among cells has no word that could tell it."""
    if quantity.cell:
        quantity.kind = quantity.kind or "number"
        return
    set_kind(lexemes, quantity)
    if quantity.kind in _COUNTED_KINDS:
        _count(lexemes, quantity, tokens)


def _outermost(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities without those that the unit of one before covers: the second of `30-second`."""
    kept: list[Quantity] = []
    for quantity in quantities:
        if not kept or quantity.numeral.first >= kept[-1].last:
            kept.append(quantity)
    return kept


def _cover_nouns(quantities: Sequence[Quantity]) -> None:
    """Let a figure's text go to the end of the noun it counts, unless another figure stands between."""
    behind = len(quantities)
    for at, quantity in enumerate(quantities):
        limit = quantities[at + 1].first if at + 1 < behind else None
        noun = quantity.counted.words
        own = noun.first >= quantity.last and quantity.rule not in {"elided", "shared"}
        if own and (limit is None or noun.last <= limit):
            quantity.last = noun.last


def _count(lexemes: Lexemes, quantity: Quantity, tokens: Tokens) -> None:
    """Find the noun counted: by the tree where there is one, else by the run of words behind the number."""
    if quantity.kind == "percent" and word(lexemes, quantity.last) != "of":
        return
    noun = _noun(lexemes, quantity, tokens)
    if noun and noun.lemma in _STRENGTHS and _is_strength(lexemes, quantity):
        quantity.kind = "number"
        return
    quantity.counted = noun or Noun()
    quantity.kind = quantity.kind or ("count" if noun else "number")
    length = _UNIT_OF_LENGTH.get(noun.lemma or "") if noun and quantity.kind == "count" else None
    between = lexemes.lower[quantity.last : noun.words.first] if noun else ()
    near = all(map(str.isalpha, between)) and (_LINKING | _WITHIN).isdisjoint(between)
    if noun and length is not None and near:
        quantity.kind, quantity.rule, quantity.counted = "duration", "unit", Noun()
        quantity.unit = replace(quantity.unit, code=length, words=noun.words)
        quantity.last = max(quantity.last, noun.words.last)  # four additional years
    elif noun and quantity.kind == "count":
        _count_rate(lexemes, quantity)
    if quantity.kind == "count" and name_of_thing(lexemes, quantity):
        quantity.kind, quantity.rule, quantity.counted = "label", "label", Noun()


def _is_strength(lexemes: Lexemes, quantity: Quantity) -> bool:
    """*A 6.3 earthquake*, *a 5.3-magnitude quake*: a fraction of one is its strength, and counts nothing."""
    return quantity.kind is None and not quantity.scaled and "." in lexemes.forms[quantity.numeral.first]


def _noun(lexemes: Lexemes, quantity: Quantity, tokens: Tokens) -> Noun | None:
    at = past_dash(lexemes, quantity.last)
    if (part := _PARTS.get(word(lexemes, at))) is not None and quantity.numeral.form in {"words", "digits"}:
        return Noun(Words(at, at + 1), part)  # a two-tiered system has two tiers
    noun = noun_in_tree(tokens, lexemes, quantity) if tokens.has_syntax else None
    if noun is not None:
        return noun
    noun = noun_beside(lexemes, quantity)
    return None if noun and tokens.has_syntax and no_noun(tokens, lexemes, noun) else noun


def _count_rate(lexemes: Lexemes, quantity: Quantity) -> None:
    """`24.5 points per game`, `31 cases per 10,000 people`, `three meals a day`: the rate behind the noun counted."""
    noun = quantity.counted.words
    found = rate_at(lexemes, noun.last, bare=False) if quantity.unit.per is None else None
    if found is not None and noun.first >= quantity.last:
        quantity.unit, quantity.last = replace(quantity.unit, per=found[0]), found[1]


def _counts(lexemes: Lexemes, numeral: Numeral, taken: set[int], tokens: Tokens) -> bool:
    """Whether a numeral is a figure: not in a date, not a bare `several`, not the pronoun `one`."""
    if numeral.first in taken or numeral.last - 1 in taken or numeral.form == "few" or _is_pair(lexemes, numeral):
        return False
    if numeral.form == "digits" and word(lexemes, numeral.last) == "s" and lexemes.glued(numeral.last):
        return False  # temperatures in the 30s
    if _is_idiom(lexemes, numeral):
        return False
    if numeral.form == "half":
        return _is_half(lexemes, numeral)
    if numeral.form == "words" and numeral.value == 1 and word(lexemes, numeral.first) == "one":
        return _is_one(lexemes, numeral, tokens)
    return numeral.form != "ordinal" or not _is_adverb(tokens, tokens.token_at(lexemes.starts[numeral.first]))


def _is_half(lexemes: Lexemes, numeral: Numeral) -> bool:
    """Half of something: no half of a year or a match (*first-half profit*), nor of a compound but a unit's."""
    if word(lexemes, past_dash_before(lexemes, numeral.first)) in _PERIOD_HALVES:
        return False
    return word(lexemes, numeral.last) != "-" or is_unit(lexemes, numeral.last + 1)


def _is_idiom(lexemes: Lexemes, numeral: Numeral) -> bool:
    """A *one-sided* talk, *zero tolerance*; *net-zero*, *ground zero*; the *number one* player, who is ranked."""
    if numeral.form == "words" and word(lexemes, past_dash_before(lexemes, numeral.first)) == "number":
        return True
    if f"{word(lexemes, numeral.first)} {word(lexemes, past_dash(lexemes, numeral.last))}" in _IDIOMS:
        return True
    return numeral.value == 0 and word(lexemes, past_dash_before(lexemes, numeral.first)) in _ZERO_NAMES


def _is_adverb(tokens: Tokens, ordinal: int) -> bool:
    """*First, she must go*, *he first met her*: no rank, as who *came first* has, or who is the *third largest*."""
    if not tokens.has_syntax or tokens.upos[ordinal] != "ADV" or ordinal + 1 >= len(tokens):
        return False
    head = tokens.heads[ordinal]
    if tokens.upos[ordinal + 1] == "DET" or head < 0:
        return head >= 0  # *first the facts*
    ranked = tokens.lemmas[head] in _FINISHING and head < ordinal
    return tokens.deprel[ordinal] == "advmod" and not ranked and tokens.upos[head] not in {"ADJ", "ADV"}


def _is_pair(lexemes: Lexemes, numeral: Numeral) -> bool:
    """*A young couple*: two people, and no number unless something is counted (a couple of days, a couple days)."""
    bare = numeral.form == "couple" and word(lexemes, numeral.last - 1) == "couple"
    return bare and not (word(lexemes, numeral.first) in {"a", "another"} and is_plural(word(lexemes, numeral.last)))


def _is_one(lexemes: Lexemes, numeral: Numeral, tokens: Tokens) -> bool:
    """`one of the people`, `one man`, but not `no one`, `one another`, `this one`."""
    before, after = word(lexemes, numeral.first - 1), word(lexemes, numeral.last)
    if says_minus(lexemes, numeral.first - 1):
        return True
    if not _ONE_IDIOMS.isdisjoint({f"{before} one {after}", f"one {after}", f"{before} one"}):
        return False
    if tokens.has_syntax and after.isalpha() and counts(tokens, lexemes.starts[numeral.first]):
        return before != "no"
    if before in _NEVER_ONE or (before in _NOT_ONE and after != "of" and after in _STOPS):
        return False
    if after in _ONE_PRONOUN and not (after in _DAYS and before in _STOPS):
        return False
    behind = word(lexemes, numeral.last + 1)
    over = after == "over" and (behind.isdecimal() or behind in _NUMBERS)  # one over twenty
    return over or after in {"of", "-", "million", "in", "or", "to", "out"} or (after.isalpha() and after not in _STOPS)


def _begun(lexemes: Lexemes, numeral: Numeral) -> Quantity:
    quantity = Quantity(numeral, numeral.first, numeral.last, numeral.value, numeral.low, numeral.high)
    quantity.scaled = numeral.form == "mixed"
    if numeral.form == "vague":
        quantity.modifier, quantity.rule = "vague", "vague"
    elif numeral.form == "couple":
        quantity.modifier, quantity.approx, quantity.rule = "approx", True, "couple"
    elif is_cell(lexemes, numeral):
        quantity.cell = True
    elif _negative(lexemes, numeral):
        quantity.value = -(numeral.value or 0.0)
        quantity.first -= 1
    return quantity


def _negative(lexemes: Lexemes, numeral: Numeral) -> bool:
    """A minus written against the number and apart from what stands before it, or the word."""
    if says_minus(lexemes, numeral.first - 1):
        return True
    apart = not lexemes.glued(numeral.first - 1)
    return word(lexemes, numeral.first - 1) == "-" and lexemes.glued(numeral.first) and apart
