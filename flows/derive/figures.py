"""Figures: every number that an article claims, with unit, interval, role and what it counts.

Dates and clock times claim their words first. Numerals then take unit and currency, pair up (ranges, scores, ratios),
take the modifier around them, and last the noun they count. Each step looks a few lexemes around a number.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from flows.derive.document import Document
from flows.derive.figure_context import holds, set_measure, set_modality, share_measures
from flows.derive.figure_groups import group
from flows.derive.figure_kinds import name_of_thing, set_kind
from flows.derive.figure_modifiers import read_modifier, set_interval
from flows.derive.figure_multiples import multiples
from flows.derive.figure_nouns import count_past, set_counted, share_counted, share_from_right
from flows.derive.figure_pairs import join_bounds, pair
from flows.derive.figure_quantity import Quantity, word
from flows.derive.figure_units import read_unit, si_units
from flows.derive.lexemes import Lexemes, lexemes_of
from flows.derive.numerals import Numeral, numerals_of
from schemas.ids import row_id
from schemas.rows import Figure, TimeExpression
from seeds.quantities import figure_words

_WORDS = figure_words()
_NOT_ONE, _ONE_PRONOUN, _STOPS = (frozenset(_WORDS[code]) for code in ("not_one", "one_pronoun", "stop"))
_ONE_IDIOMS = frozenset(_WORDS["one_idiom"])
_NEVER_ONE = frozenset(_WORDS["not_one_of"])
_DAYS = frozenset({"day", "time"})
_COUNTED_KINDS = frozenset({None, "ratio", "percent"})


def find_figures(document: Document, dates: Sequence[TimeExpression]) -> list[Figure]:
    """The figures of an article in the order of the text.

    `dates` are the article's time expressions: numbers in dates and clock times are no figures. Owner, place, claimant
    and quote are left empty (`link_figures` fills them). Never raises on any text.
    """
    claimed = [row for row in dates if row.timex_type != "DURATION" and row.rule != "set_each"]
    sentences = _sentence_starts(document)
    rows: list[Figure] = []
    groups = 0
    for lexemes, numbers in zip(lexemes_of(document), numerals_of(document), strict=True):
        quantities = _quantities(lexemes, numbers, _taken(lexemes, claimed))
        for sentence, members in _by_sentence(lexemes, quantities, sentences):
            groups = group(lexemes, members, groups)
            _about(lexemes, members, _dates_within(claimed, sentence))
        starts = _group_starts(lexemes, quantities)
        rows += [_row(document, lexemes, quantity, starts) for quantity in quantities]
    return rows


def _group_starts(lexemes: Lexemes, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Where the first figure of each group begins: the key of the group's id."""
    starts: dict[int, int] = {}
    for quantity in quantities:
        if quantity.group is not None:
            starts.setdefault(quantity.group, lexemes.starts[quantity.first])
    return starts


def _sentence_starts(document: Document) -> list[int]:
    annotation = document.annotation
    found: list[int] = annotation.starts[annotation.sentence_first].tolist()
    return found


def _by_sentence(
    lexemes: Lexemes, quantities: Sequence[Quantity], starts: Sequence[int]
) -> list[tuple[tuple[int, int], list[Quantity]]]:
    """The figures of each sentence, with the sentence's range of characters."""
    found: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        found.setdefault(bisect_right(starts, lexemes.starts[quantity.numeral.first]), []).append(quantity)
    last = lexemes.ends[-1] if len(lexemes.lower) else 0
    return [
        ((starts[at - 1] if at else 0, starts[at] if at < len(starts) else last), members)
        for at, members in found.items()
    ]


def _dates_within(dates: Sequence[TimeExpression], sentence: tuple[int, int]) -> list[TimeExpression]:
    first = bisect_left(dates, sentence[0], key=lambda row: row.start_char)
    last = bisect_left(dates, sentence[1], key=lambda row: row.start_char)
    return [row for row in dates[first:last] if row.start_date is not None]


def _about(lexemes: Lexemes, quantities: Sequence[Quantity], dates: Sequence[TimeExpression]) -> None:
    starts = [row.start_char for row in dates]
    for quantity in quantities:
        set_modality(lexemes, quantity)
        set_measure(lexemes, quantity)
        quantity.holds_from, quantity.holds_to = holds(lexemes, quantity, dates, starts)
    share_measures(quantities)


def _taken(lexemes: Lexemes, dates: Sequence[TimeExpression]) -> set[int]:
    """The lexemes that dates and clock times have claimed."""
    taken: set[int] = set()
    for row in dates:
        if row.paragraph == lexemes.paragraph:
            taken.update(range(bisect_left(lexemes.starts, row.start_char), bisect_left(lexemes.starts, row.end_char)))
    return taken


def _quantities(lexemes: Lexemes, numbers: Sequence[Numeral], taken: set[int]) -> list[Quantity]:
    found = [_begun(lexemes, numeral) for numeral in numbers if _counts(lexemes, numeral, taken)]
    found = sorted(found + multiples(lexemes), key=lambda quantity: quantity.first)
    for quantity in found:
        read_unit(lexemes, quantity)
    found = pair(lexemes, found)
    for quantity in found:
        read_modifier(lexemes, quantity)
    found = join_bounds(lexemes, found)
    for quantity in found:
        set_kind(lexemes, quantity)
        if quantity.kind in _COUNTED_KINDS:
            counted = set_counted(lexemes, quantity)
            quantity.kind = quantity.kind or ("count" if counted else "number")
            if quantity.kind == "count" and name_of_thing(lexemes, quantity):
                quantity.kind, quantity.rule, quantity.counted_last, quantity.counted_lemma = "label", "label", 0, None
                quantity.counted_first = 0
        set_interval(quantity)
    count_past(lexemes, found)
    share_from_right(lexemes, found)
    share_counted(lexemes, found)
    return found


def _counts(lexemes: Lexemes, numeral: Numeral, taken: set[int]) -> bool:
    """Whether a numeral is a figure: not in a date, not a bare `several`, not the pronoun `one`."""
    if numeral.first in taken or numeral.last - 1 in taken or numeral.form == "few":
        return False
    if numeral.form == "half" and word(lexemes, numeral.last) == "-":
        return False
    if numeral.form == "words" and numeral.value == 1 and word(lexemes, numeral.first) == "one":
        return _is_one(lexemes, numeral)
    return True


def _is_one(lexemes: Lexemes, numeral: Numeral) -> bool:
    """`one of the people`, `one man`, but not `no one`, `one another`, `this one`."""
    before, after = word(lexemes, numeral.first - 1), word(lexemes, numeral.last)
    if not _ONE_IDIOMS.isdisjoint({f"{before} one {after}", f"one {after}", f"{before} one"}):
        return False
    if before in _NEVER_ONE or (before in _NOT_ONE and after != "of" and after in _STOPS):
        return False
    if after in _ONE_PRONOUN and not (after in _DAYS and before in _STOPS):
        return False
    return after in {"of", "-", "million", "in", "or", "to"} or (after.isalpha() and after not in _STOPS)


def _begun(lexemes: Lexemes, numeral: Numeral) -> Quantity:
    quantity = Quantity(numeral, numeral.first, numeral.last, numeral.value, numeral.low, numeral.high)
    quantity.scaled = numeral.form == "mixed"
    if numeral.form == "vague":
        quantity.modifier, quantity.rule = "vague", "vague"
    elif numeral.form == "couple":
        quantity.modifier, quantity.approx, quantity.rule = "approx", True, "couple"
    elif _negative(lexemes, numeral):
        quantity.value = -(numeral.value or 0.0)
        quantity.first -= 1
    return quantity


def _negative(lexemes: Lexemes, numeral: Numeral) -> bool:
    """A minus written against the number and apart from what stands before it, or the word."""
    before = word(lexemes, numeral.first - 1)
    if before in {"minus", "negative"}:
        return True
    apart = not lexemes.glued(numeral.first - 1)
    return before == "-" and lexemes.glued(numeral.first) and apart and numeral.first > 1


def _row(document: Document, lexemes: Lexemes, quantity: Quantity, starts: dict[int, int]) -> Figure:
    first, last = quantity.first, quantity.last
    start, end = lexemes.starts[first], lexemes.ends[last - 1]
    body, article_id = document.body, document.article.article_id
    si = si_units().get(quantity.unit or "") if quantity.kind in {"measure", "duration"} else None
    value = quantity.value
    return Figure(
        figure_id=row_id("figures", article_id, start, end),
        article_id=article_id,
        text=body[start:end],
        start_char=start,
        end_char=end,
        kind=quantity.kind or "number",
        value=value,
        low=quantity.low,
        high=quantity.high,
        modifier=quantity.modifier,
        approx=quantity.approx,
        sig_digits=quantity.numeral.digits or None,
        unit=quantity.unit or ("1" if quantity.kind == "count" else None),
        unit_text=_slice(body, lexemes, quantity.unit_first, quantity.unit_last),
        per_unit=quantity.per_unit,
        unit_assumed=quantity.assumed,
        value_si=float(f"{value * si.factor + si.offset:.12g}") if si and value is not None else None,
        unit_si=si.unit_si if si and value is not None else None,
        numerator=quantity.numerator,
        denominator=quantity.denominator,
        role=quantity.role,
        direction=quantity.direction,
        group_id=None if quantity.group is None else row_id("figure_groups", article_id, starts[quantity.group]),
        counted=_slice(body, lexemes, quantity.counted_first, quantity.counted_last),
        counted_lemma=quantity.counted_lemma,
        measure=_slice(body, lexemes, quantity.measure_first, quantity.measure_last),
        predicate=quantity.predicate,
        entity_id=None,
        place_entity_id=None,
        quote_id=None,
        in_quote=False,
        claimant_entity_id=None,
        holds_from=quantity.holds_from,
        holds_to=quantity.holds_to,
        modality=quantity.modality,
        checks_failed=tuple(quantity.checks),
        paragraph=lexemes.paragraph,
        section=lexemes.section,
        rule=quantity.rule,
        confidence=quantity.confidence,
    )


def _slice(body: str, lexemes: Lexemes, first: int, last: int) -> str | None:
    """The text of some lexemes, None for none."""
    return body[lexemes.starts[first] : lexemes.ends[last - 1]] if last > first else None
