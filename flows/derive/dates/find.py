"""Time expressions: found by one grammar, read one after the other, resolved against a clock (TIMEX3, ISO 8601-2).

Values follow TIMEX3 (ISO-TimeML); `start_date` and `end_date` cover the value, whatever the modifier. Without a day
of publication what counts from it stays unresolved. How bare weekdays, months and days resolve was counted on news.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from flows.derive.dates.ancient import of_its_era
from flows.derive.dates.grammar import grammar, rules
from flows.derive.dates.items import Item, items_of
from flows.derive.dates.names import Names
from flows.derive.dates.narrative import tells_of_the_past
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.rules import BY_NAME
from flows.derive.dates.values import cover, edtf
from flows.derive.numbers.numeral import Numeral
from flows.derive.numbers.numerals import numerals_of
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from seeds.quantities import UNMEASURED, rule_confidence

_REST = 10  # items that a reader may look at behind its phrase: more than any rule asks for
_RANGES = ("to", "through", "until", "till", "-", "\u2013")
"""What alone stands between the two days of a range."""
_RANGED = {
    "weekday": ("weekday",),
    "rel_weekday": ("weekday",),
    "full_date": ("full_date",),
    "timed": ("weekday",),
    "range_day": ("full_date",),
}
"""Rules of a range's first day, and of its last."""


def find_dates(document: Document) -> list[TimeSpan]:
    """The time expressions of an article in the order of the text, none overlapping another.

    Dates, clock times, durations and sets; `date_rows` makes rows of them. Never raises on any text.
    """
    article = document.article
    known = article.published_precision not in {"year", "month"}
    published = article.published_date if known else None
    clock = Clock(published, narrative=tells_of_the_past(document.body, published))
    names = Names(document.annotation, document.body)
    rows: list[TimeSpan] = []
    for lexemes, numbers in zip(document.lexemes, numerals_of(document), strict=True):
        rows += _in_paragraph(document, lexemes, numbers, clock, names)
    return rows


def _in_paragraph(
    document: Document, lexemes: Lexemes, numbers: list[Numeral], clock: Clock, names: Names
) -> list[TimeSpan]:
    items, classes = items_of(lexemes, numbers)
    rows: list[TimeSpan] = []
    pattern, tokens = grammar(), document.tokens
    position = behind = 0
    clock.turn_to_a_paragraph()
    while match := pattern.search(classes, position):
        position = match.start() + 1
        for phrase in _phrases(match, items, classes, lexemes, tokens):
            clock.opened = _opened(rows, phrase, behind)
            reading = None if names.hold(phrase) else BY_NAME[phrase.rule].read(phrase, clock)
            if reading is not None:
                reading = of_its_era(reading, phrase, clock)
                clock.note(reading, phrase.rule, passing=bool(rows) and not phrase.opens, bounds=phrase.bounds)
                rows.append(_row(document, lexemes, phrase, reading))
                position, behind = match.start() + len(phrase.items), phrase.items[-1].last
                break
    return rows


def _opened(rows: Sequence[TimeSpan], phrase: Phrase, behind: int) -> date | None:
    """The day that a phrase behind *to* or a dash counts on from: from Monday *to Sunday*."""
    first = phrase.items[0].first
    if not rows or first - behind != 1 or phrase.rule not in _RANGED.get(rows[-1].rule, ()):
        return None
    return rows[-1].start_date if phrase.lexemes.lower[behind] in _RANGES else None


def _phrases(
    match: re.Match[str], items: list[Item], classes: str, lexemes: Lexemes, tokens: Tokens
) -> Iterator[Phrase]:
    """The phrase of the rule that matched; should its reader refuse, those of the rules behind it."""
    start = match.start()
    yield _phrase(match.lastgroup or "", items, start, match.end(), lexemes, tokens)
    refused = False
    for name, pattern in rules():
        if refused and (other := pattern.match(classes, start)):
            yield _phrase(name, items, start, other.end(), lexemes, tokens)
        refused = refused or name == match.lastgroup


def _phrase(rule: str, items: list[Item], start: int, end: int, lexemes: Lexemes, tokens: Tokens) -> Phrase:
    chosen = items[start:end]
    codes = frozenset(item.code for item in chosen)
    return Phrase(rule, chosen, lexemes, codes, items[end : end + _REST], tokens)


def _row(document: Document, lexemes: Lexemes, phrase: Phrase, reading: Reading) -> TimeSpan:
    start, end = lexemes.starts[phrase.items[0].first], lexemes.ends[phrase.items[-1].last - 1]
    value = reading.value
    first, last, grain = cover(value) if value and reading.timex_type in {"DATE", "TIME"} else (None, None, None)
    return TimeSpan(
        text=document.body[start:end],
        start_char=start,
        end_char=end,
        timex_type=reading.timex_type,
        timex_value=value,
        timex_mod=reading.mod,
        edtf=edtf(value, reading.mod) if value and reading.timex_type in {"DATE", "TIME"} else None,
        start_date=first,
        end_date=last,
        start_ts=_instant(document, value, reading.offset) if value and reading.timex_type == "TIME" else None,
        grain=grain,
        basis=reading.basis if value is not None else "none",
        paragraph=lexemes.paragraph,
        section=lexemes.section,
        rule=phrase.rule,
        confidence=rule_confidence().get(("date", phrase.rule, reading.basis), UNMEASURED),
    )


def _instant(document: Document, value: str, offset: str | None) -> datetime | None:
    """The instant of a day and clock time, in the zone that is named, else of the publication; UTC where unknown."""
    day, _, time = value.partition("T")
    try:
        naive = datetime.fromisoformat(f"{day}T{time}{offset or ''}")
    except ValueError:
        return None
    if offset is not None:
        return naive
    local = document.article.published_local
    return naive.replace(tzinfo=local.tzinfo if local is not None else UTC)
