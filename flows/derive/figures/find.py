"""Figures: every number that an article claims, with unit, interval, role and what it counts.

Dates and clock times claim their words first. Numerals then take unit and currency, pair up (ranges, scores, ratios),
take the modifier around them, and last the noun they count. Each step looks a few lexemes around a number.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from flows.derive.figures.context import set_measure, set_modality, set_periods, share_measures
from flows.derive.figures.groups import group
from flows.derive.figures.links import Beside, Linker, Links
from flows.derive.figures.measures import set_context_by_syntax, take_predicate
from flows.derive.figures.outlet import assume_units
from flows.derive.figures.quantity import Quantity
from flows.derive.figures.reading import read_quantities
from flows.derive.figures.topics import scope_of, topic_of
from flows.derive.figures.units import si_units
from flows.derive.numbers.numerals import numerals_of
from flows.derive.text.annotation import Span
from flows.derive.text.around import Around
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from schemas.ids import row_id
from schemas.rows import Figure, Mention
from seeds.quantities import UNMEASURED, rule_confidence

_DOUBT = 0.6
"""What is left of the confidence for each self-check that failed, and where only a name tells the country meant."""
_COUNTING_SETS = frozenset({"set_each", "set_freq"})


def find_figures(
    document: Document, times: Sequence[TimeSpan], mentions: Sequence[Mention] = (), around: Around | None = None
) -> list[Figure]:
    """The figures of an article in the order of the text.

    `times` are the article's time expressions: numbers in dates and clock times are no figures. Owners, places and
    claimants are among `mentions` and the speakers of `around`. Never raises on any text.
    """
    linker = Linker(document, times, mentions, around or Around(document))
    claimed: dict[int, list[TimeSpan]] = {}
    for row in times:
        if row.timex_type != "DURATION" and row.rule not in _COUNTING_SETS:
            claimed.setdefault(row.paragraph, []).append(row)
    tokens = document.tokens
    sentences = _sentence_starts(document)
    rows: list[Figure] = []
    groups = 0
    for lexemes, numbers in zip(document.lexemes, numerals_of(document), strict=True):
        quantities = read_quantities(lexemes, numbers, _taken(lexemes, claimed.get(lexemes.paragraph, ())), tokens)
        assume_units(document.article, quantities)
        links: dict[int, Links] = {}
        for sentence, members in _by_sentence(lexemes, quantities, sentences):
            groups = group(lexemes, members, groups)
            _about(lexemes, members, _dates_within(claimed.get(lexemes.paragraph, ()), sentence), tokens)
            links.update(_linked(linker, lexemes, members, sentence))
        starts = _group_starts(lexemes, quantities)
        rows += [_row(document, lexemes, one, starts, links[one.first]) for one in quantities]
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


def _dates_within(dates: Sequence[TimeSpan], sentence: tuple[int, int]) -> list[TimeSpan]:
    first = bisect_left(dates, sentence[0], key=lambda row: row.start_char)
    last = bisect_left(dates, sentence[1], key=lambda row: row.start_char)
    return [row for row in dates[first:last] if row.start_date is not None]


def _about(lexemes: Lexemes, quantities: Sequence[Quantity], dates: Sequence[TimeSpan], tokens: Tokens) -> None:
    set_periods(lexemes, quantities, dates)
    for quantity in quantities:
        set_modality(lexemes, quantity)
        if tokens.has_syntax:
            set_context_by_syntax(tokens, lexemes, quantity)
        else:
            set_measure(lexemes, quantity)
        take_predicate(quantity)
    share_measures(quantities)


def _linked(linker: Linker, lexemes: Lexemes, quantities: Sequence[Quantity], sentence: Span) -> dict[int, Links]:
    """The links of a sentence's figures by their first lexeme."""
    anchors = linker.anchors(lexemes, quantities)
    return {
        quantity.first: linker.links(lexemes, quantity, Beside(anchor, anchors, sentence))
        for quantity, anchor in zip(quantities, anchors, strict=True)
    }


def _taken(lexemes: Lexemes, dates: Sequence[TimeSpan]) -> set[int]:
    """The lexemes that dates and clock times have claimed."""
    taken: set[int] = set()
    for row in dates:
        taken.update(range(bisect_left(lexemes.starts, row.start_char), bisect_left(lexemes.starts, row.end_char)))
    return taken


def _row(document: Document, lexemes: Lexemes, quantity: Quantity, starts: dict[int, int], links: Links) -> Figure:
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
        topic=topic_of(lexemes, quantity, body),
        scope=scope_of(lexemes, quantity),
        measure=_slice(body, lexemes, quantity.measure_first, quantity.measure_last),
        predicate=quantity.predicate,
        **links._asdict(),
        checks_failed=tuple(quantity.checks),
        paragraph=lexemes.paragraph,
        section=lexemes.section,
        rule=quantity.rule,
        confidence=rule_confidence().get(("figure", quantity.rule, "any"), UNMEASURED)
        * _DOUBT ** (len(quantity.checks) + quantity.told),
    )


def _slice(body: str, lexemes: Lexemes, first: int, last: int) -> str | None:
    """The text of some lexemes, None for none."""
    return body[lexemes.starts[first] : lexemes.ends[last - 1]] if last > first else None
