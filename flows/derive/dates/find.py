"""Time expressions: found by one grammar, read one after the other, resolved against a clock (TIMEX3, ISO 8601-2).

Values follow TIMEX3 (ISO-TimeML); `start_date` and `end_date` cover the value, whatever the modifier. Without a day
of publication what counts from it stays unresolved. How bare weekdays, months and days resolve was counted on news.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from flows.derive.dates.days import read_day, read_range_day, read_range_end
from flows.derive.dates.durations import (
    read_duration,
    read_rel_many,
    read_rel_some,
    read_set,
    read_set_word,
    read_units,
    read_year_age,
)
from flows.derive.dates.grammar import grammar, rules, starts
from flows.derive.dates.holidays import read_holiday
from flows.derive.dates.items import Item, items_of
from flows.derive.dates.narrative import tells_of_the_past
from flows.derive.dates.other import (
    read_century,
    read_decade,
    read_era,
    read_fiscal_year,
    read_iso,
    read_reference,
    read_the_past,
    read_week_of,
    read_whole_year,
    read_word_year,
    read_year,
    read_year_end,
)
from flows.derive.dates.quarters import read_half, read_quarter, read_year_quarter
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.relative import (
    read_ago,
    read_rel_month,
    read_rel_season,
    read_rel_unit,
    read_rel_weekday,
    read_the_unit,
    read_vague_ago,
)
from flows.derive.dates.times import read_clock, read_part_of_day, read_rel_part, read_timed
from flows.derive.dates.values import cover, edtf
from flows.derive.numbers.numeral import Numeral
from flows.derive.numbers.numerals import numerals_of
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes, lexemes_of
from flows.derive.text.times import TimeSpan
from seeds.quantities import UNMEASURED, rule_confidence

_READERS: dict[str, Callable[[Phrase, Clock], Reading | None]] = {
    "iso": read_iso,
    "timed": read_timed,
    "timed_after": read_timed,
    "part_of_day": read_part_of_day,
    "part_of_day_of": read_part_of_day,
    "rel_part": read_rel_part,
    "clock": read_clock,
    "full_date": read_day,
    "quarter": read_quarter,
    "quarter_code": read_quarter,
    "year_quarter": read_year_quarter,
    "half": read_half,
    "half_code": read_half,
    "month_year": read_day,
    "season_year": read_rel_season,
    "decade": read_decade,
    "century": read_century,
    "era_year": read_era,
    "year_age": read_year_age,
    "ago": read_ago,
    "ago_vague": read_vague_ago,
    "rel_many": read_rel_many,
    "rel_some": read_rel_some,
    "rel_seasons": read_rel_some,
    "rel_season": read_rel_season,
    "rel_month": read_rel_month,
    "rel_weekday": read_rel_weekday,
    "rel_unit": read_rel_unit,
    "set_each": read_set,
    "set_days": read_set,
    "set_freq": read_set,
    "set_word": read_set_word,
    "year_end": read_year_end,
    "the_rel": read_the_unit,
    "fiscal_year": read_fiscal_year,
    "duration": read_duration,
    "weekday": read_day,
    "month": read_day,
    "season": read_rel_season,
    "deictic": read_day,
    "wyear": read_word_year,
    "year": read_year,
    "the_unit": read_the_unit,
    "now": read_reference,
    "past": read_reference,
    "future": read_reference,
    "adj": read_reference,
    "units": read_units,
    "holiday": read_holiday,
    "range_day": read_range_day,
    "range_end": read_range_end,
    "latest_period": read_rel_unit,
    "the_year": read_whole_year,
    "the_past": read_the_past,
    "week_of": read_week_of,
}
_REST = 7


def find_dates(document: Document) -> list[TimeSpan]:
    """The time expressions of an article in the order of the text, none overlapping another.

    Dates, clock times, durations and sets; `date_rows` makes rows of them. Never raises on any text.
    """
    article = document.article
    known = article.published_precision not in {"year", "month"}
    published = article.published_date if known else None
    clock = Clock(published, narrative=tells_of_the_past(document.body, published))
    rows: list[TimeSpan] = []
    for lexemes, numbers in zip(lexemes_of(document), numerals_of(document), strict=True):
        rows += _in_paragraph(document, lexemes, numbers, clock)
    return rows


def _in_paragraph(document: Document, lexemes: Lexemes, numbers: list[Numeral], clock: Clock) -> list[TimeSpan]:
    items, classes = items_of(lexemes, numbers)
    rows: list[TimeSpan] = []
    pattern = grammar()
    position = 0
    clock.quarter = None
    while begin := starts().search(classes, position):
        position = begin.start() + 1
        match = pattern.match(classes, begin.start())
        if match is None:
            continue
        for phrase in _phrases(match, items, classes, lexemes):
            reading = _READERS[phrase.rule](phrase, clock)
            if reading is not None:
                clock.note(reading, phrase.rule, passing=bool(rows) and not phrase.opens)
                rows.append(_row(document, lexemes, phrase, reading))
                position = match.start() + len(phrase.items)
                break
    return rows


def _phrases(match: re.Match[str], items: list[Item], classes: str, lexemes: Lexemes) -> Iterator[Phrase]:
    """The phrase of the rule that matched; should its reader refuse, those of the rules behind it."""
    start = match.start()
    yield _phrase(match.lastgroup or "", items, start, match.end(), lexemes)
    refused = False
    for name, pattern in rules():
        if refused and (other := pattern.match(classes, start)):
            yield _phrase(name, items, start, other.end(), lexemes)
        refused = refused or name == match.lastgroup


def _phrase(rule: str, items: list[Item], start: int, end: int, lexemes: Lexemes) -> Phrase:
    chosen = items[start:end]
    return Phrase(rule, chosen, lexemes, frozenset(item.code for item in chosen), items[end : end + _REST])


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
