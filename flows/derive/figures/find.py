"""Figures: every number that an article claims, with unit, interval, role and what it counts.

Dates and clock times claim their words first. Numerals then take unit and currency, pair up (ranges, scores, ratios),
take the modifier around them, and last the noun they count. Each step looks a few lexemes around a number.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from flows.derive.figures import tables
from flows.derive.figures.links.context import Near, near_of, share_measures, told_near
from flows.derive.figures.links.groups import group
from flows.derive.figures.links.linker import Beside, Linker, Links
from flows.derive.figures.links.measures import as_of_like, is_foreseen, told_by_tree
from flows.derive.figures.links.told import Told
from flows.derive.figures.links.topics import scope_of, topic_of
from flows.derive.figures.quantities.outlet import Home, assume_units
from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.figures.quantities.reading import read_quantities
from flows.derive.figures.quantities.units import si_units
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
"""What is left of the confidence for each self-check that failed, and where the text hardly tells whose currency
is meant."""
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
    tokens, home = document.tokens, Home(document.article)
    sentences = _sentence_starts(document)
    beside = tables.Beside(tokens, times, linker.around, sentences)
    rows: list[Figure] = []
    groups = 0
    for lexemes, numbers in zip(document.lexemes, numerals_of(document), strict=True):
        taken = _taken(lexemes, claimed.get(lexemes.paragraph, ()))
        runs = tables.deep_runs(lexemes, numbers, taken, beside)
        quantities = read_quantities(lexemes, tables.but_for(runs, numbers), taken, tokens)
        if not quantities:
            continue
        assume_units(home, quantities)
        told: dict[int, Told] = {}
        links: dict[int, Links] = {}
        for sentence, members in _by_sentence(lexemes, quantities, sentences):
            groups = group(lexemes, members, groups)
            told.update(_told(lexemes, members, tokens, told))
            dates = _dates_within(claimed.get(lexemes.paragraph, ()), sentence)
            links.update(_linked(linker, lexemes, members, [told[one.first] for one in members], dates, sentence))
        starts = _group_starts(lexemes, quantities)
        here = [_row(document, lexemes, one, told[one.first], starts, links[one.first]) for one in quantities]
        rows += tables.filled(here, runs, lexemes, document.body)
    return rows


def _group_starts(lexemes: Lexemes, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Where the first figure of each group begins: the key of the group's id."""
    starts: dict[int, int] = {}
    for quantity in quantities:
        if quantity.part.group is not None:
            starts.setdefault(quantity.part.group, lexemes.starts[quantity.first])
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


def _told(
    lexemes: Lexemes, quantities: Sequence[Quantity], tokens: Tokens, before: Mapping[int, Told]
) -> dict[int, Told]:
    """What the clauses of a sentence say of its figures, by their first lexemes; `before` is what those before said."""
    known = dict(before)
    for quantity in quantities:
        told = _told_of(tokens, lexemes, quantity)
        known[quantity.first] = as_of_like(quantity, told, known)
        if told.counted is not None:
            quantity.kind, quantity.rule, quantity.counted = "count", "elided", told.counted
    shared = share_measures(quantities, [known[one.first] for one in quantities])
    return {quantity.first: told for quantity, told in zip(quantities, shared, strict=True)}


def _told_of(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> Told:
    """What the clause of a figure says of it; of a cell among cells none does, in a sentence without end."""
    if quantity.cell and not tokens.parsed(tokens.token_at(lexemes.starts[quantity.first])):
        return Told()
    return told_by_tree(tokens, lexemes, quantity) if tokens.has_syntax else told_near(lexemes, quantity)


def _linked(
    linker: Linker,
    lexemes: Lexemes,
    quantities: Sequence[Quantity],
    told: Sequence[Told],
    dates: Sequence[TimeSpan],
    sentence: Span,
) -> dict[int, Links]:
    """The links of a sentence's figures by their first lexemes."""
    anchors = linker.anchors(lexemes, quantities, told)
    near: Sequence[Near | None] = [None] * len(anchors)
    if None in anchors:
        near = _near(linker.tokens, lexemes, quantities, dates)
    roles = [quantity.part.role for quantity in quantities]
    return {
        quantity.first: linker.links(lexemes, quantity, Beside(one, anchor, anchors, words, sentence, roles))
        for quantity, one, anchor, words in zip(quantities, told, anchors, near, strict=True)
    }


def _near(tokens: Tokens, lexemes: Lexemes, quantities: Sequence[Quantity], dates: Sequence[TimeSpan]) -> list[Near]:
    """What the words near figures say where no tree is read: in sentences without end, and without an annotator."""
    return [
        near._replace(modality="forecast")
        if near.modality == "asserted"
        and tokens.has_syntax
        and not quantity.cell
        and is_foreseen(tokens, lexemes, quantity)
        else near
        for quantity, near in zip(quantities, near_of(lexemes, quantities, dates), strict=True)
    ]


def _taken(lexemes: Lexemes, dates: Sequence[TimeSpan]) -> set[int]:
    """The lexemes that dates and clock times have claimed."""
    taken: set[int] = set()
    for row in dates:
        taken.update(range(bisect_left(lexemes.starts, row.start_char), bisect_left(lexemes.starts, row.end_char)))
    return taken


def _row(
    document: Document, lexemes: Lexemes, quantity: Quantity, told: Told, starts: Mapping[int, int], links: Links
) -> Figure:
    first, last = quantity.first, quantity.last
    start, end = lexemes.starts[first], lexemes.ends[last - 1]
    body, article_id = document.body, document.article.article_id
    unit, part = quantity.unit, quantity.part
    si = si_units().get(unit.code or "") if quantity.kind in {"measure", "duration"} else None
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
        unit=unit.code or ("1" if quantity.kind == "count" else None),
        unit_text=_slice(body, lexemes, unit.words),
        per_unit=unit.per,
        unit_assumed=unit.assumed,
        value_si=float(f"{value * si.factor + si.offset:.12g}") if si and value is not None else None,
        unit_si=si.unit_si if si and value is not None else None,
        numerator=quantity.numerator,
        denominator=quantity.denominator,
        role=part.role,
        direction=part.direction,
        group_id=None if part.group is None else row_id("figure_groups", article_id, starts[part.group]),
        counted=_slice(body, lexemes, quantity.counted.words),
        counted_lemma=quantity.counted.lemma,
        topic=topic_of(lexemes, quantity, told, body),
        scope=scope_of(lexemes, quantity),
        measure=_slice(body, lexemes, told.measure),
        predicate=told.predicate,
        **links._asdict(),
        checks_failed=tuple(quantity.checks),
        paragraph=lexemes.paragraph,
        section=lexemes.section,
        rule=quantity.rule,
        confidence=rule_confidence().get(("figure", quantity.rule, "any"), UNMEASURED)
        * _DOUBT ** (len(quantity.checks) + unit.told),
    )


def _slice(body: str, lexemes: Lexemes, words: Words) -> str | None:
    """The text of some lexemes, None for none."""
    return body[lexemes.starts[words.first] : lexemes.ends[words.last - 1]] if words else None
