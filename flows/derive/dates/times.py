"""Readers of times of day, alone or with their day: `10 p.m. Wednesday`, `Saturday night`, `noon`, `tonight`."""

from dataclasses import replace
from datetime import date
from itertools import takewhile

from flows.derive.dates.days import calendar_day
from flows.derive.dates.items import Item
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import cover, shift
from schemas.vocabulary import DateBasis
from seeds.quantities import words_of_figures

_HOURS = ("d12", "d24", "d59", "w12", "dotted")
_MINUTES = ("d12", "d24", "d31", "d59", "w12", "w59", "dotted")
_ENDS = frozenset({"colon", "am", "pm", "oclock", "zone"})
_AT = frozenset({"at", "by", "from", "until", "till", "since", "around", "before"})
_NOON = 12
"""The hour at which a clock of half days begins again."""
_DUSK = 5
"""Before five o'clock the hour of a night or evening is of the next morning, or none is meant."""
_STOPS = words_of_figures("stop")
_NAMING_A_DAY = frozenset(
    {"weekday", "weekday_short", "deictic", "month", "month_word", "month_short", "daypart", "tonight"}
)
_OF_A_DAY = _NAMING_A_DAY | {"comma", "the", "on", "d12", "d24", "d31", "od", "ow", "y4", "dot", "this", "last", "next"}
_LATE = frozenset({"AF", "EV", "NI"})
_TO = frozenset({"dash", "to"})
_CLOCK_ITEMS = 4
"""Hour, colon, minute and half of the day."""
_BRACKETED = frozenset({"", "y4", "d12", "d24", "d31", "d59", "dotted", "colon", "am", "pm", "zone"})
_DAY_HOURS = 24
"""Hours of a day: 24:00 is its end."""
_HOUR_MINUTES = 60  # of the clock


def read_timed(phrase: Phrase, clock: Clock) -> Reading | None:
    """A clock time and its day."""
    time, rest = clock_time(phrase)
    if time is None:
        return None
    day, basis = calendar_day(rest, clock)
    time = _before_its_end(phrase, time)
    return Reading("TIME", f"{day}{time}" if day else time, basis, phrase.mod, phrase.offset)


def _before_its_end(phrase: Phrase, start: str) -> str:
    """*Friday at 2:00 - 2:30 p.m.*: the half of the day is that of the hour behind, where it alone says one."""
    link, *behind = phrase.rest or [phrase.items[-1]]
    if link.code not in _TO or phrase.has("am", "pm", "zone", "noon", "daypart", "tonight"):
        return start
    end, _ = clock_time(phrase.narrowed(behind[:_CLOCK_ITEMS])) if behind else (None, phrase)
    halved = end is not None and any(item.code in {"am", "pm"} for item in behind[:_CLOCK_ITEMS])
    return _in_half(start, end) if end is not None and halved else start


def read_clock(phrase: Phrase, clock: Clock) -> Reading | None:
    """A clock time of the day that the passage speaks of, else of the day of publication."""
    time, _ = clock_time(phrase)
    if time is None or _is_measured(phrase):
        return None
    day, basis = _day_of_a_clock(phrase, clock)
    ranged, range_basis = _range_day(phrase, clock)
    if ranged:
        return Reading("TIME", f"{ranged}{time}", range_basis, phrase.mod, phrase.offset)
    return Reading("TIME", f"{day.isoformat()}{time}" if day else time, basis, phrase.mod, phrase.offset)


def _day_of_a_clock(phrase: Phrase, clock: Clock) -> tuple[date | None, DateBasis]:
    """The day told last, in news within two paragraphs; that of publication where an entry begins or none was told."""
    behind = _behind_brackets(phrase)
    if behind:
        value, basis = calendar_day(phrase.narrowed(behind), clock)
        first, last, _ = cover(value) if value else (None, None, None)
        return (first, basis) if first is not None and first == last else (None, "none")
    if clock.last_unit != "D" or (_heads_an_entry(phrase) and not clock.narrative):
        return clock.anchor
    known = clock.narrative or clock.told_here or clock.told_before or clock.last in {None, clock.published}
    return clock.told if known else (None, "none")


def _behind_brackets(phrase: Phrase) -> list[Item]:
    """The day of `2 a.m. (0100 UTC) on Sunday`, which stands behind the same time of another zone."""
    if phrase.after(1) not in (["("], [")"]):
        return []
    rest = list(phrase.rest)
    passed = len(list(takewhile(lambda item: item.code in _BRACKETED, rest)))
    day = list(takewhile(lambda item: item.code in _OF_A_DAY, rest[passed:]))
    return day if any(item.code in _NAMING_A_DAY for item in day[:3]) else []


def _is_measured(phrase: Phrase) -> bool:
    """*She ran it in 2:14:04*: hours, minutes and seconds are a time of day only where a word says so."""
    front = phrase.before(1)
    first, behind = phrase.items[0].first, phrase.items[-1].last
    tied = front == [":"] and phrase.lexemes.glued(first)  # but *Time: 2:55 p.m.*
    colon, *digits = phrase.after(2) or [""]
    if tied or (colon == ":" and phrase.lexemes.glued(behind) and "".join(digits).isdecimal()):
        return True
    seconds = len(phrase.every("colon")) > 1 and not phrase.has("am", "pm", "zone", "oclock")
    return seconds and (front or [""])[0] not in _AT


def read_clock_from(phrase: Phrase, clock: Clock) -> Reading | None:
    """The first hour of `5 to 7 p.m. on Monday`, `between 10 and 11:30 this morning`.

    Its half of the day and its day are those of the second hour.
    """
    link, *behind = phrase.rest or [phrase.items[-1]]
    front = (phrase.before(1) or [""])[0]
    if link.code == "and" and front not in {"between", "at"}:
        return None
    end, rest = clock_time(replace(phrase, items=behind, codes=frozenset(item.code for item in behind)))
    start, _ = clock_time(phrase)
    start = start or _bare_hour(phrase.items[0])
    if end is None or start is None or end[1:3] == "24":
        return None
    day, basis = _day_behind(rest, clock)
    value = _in_half(start, end)
    return Reading("TIME", f"{day}{value}" if day else value, basis if day else "none", phrase.mod)


def _bare_hour(item: Item) -> str | None:
    return f"T{int(item.number):02d}:00" if item.number is not None and 1 <= item.number <= _NOON else None


def _in_half(start: str, end: str) -> str:
    """The start in the half of the day that puts it before the end: 5 to 7 p.m. from 17:00, 10 to 2 p.m. from 10:00."""
    hour = int(start[1:3])
    late = f"T{hour + _NOON:02d}{start[3:]}" if hour < _NOON else start
    early = start if hour < _NOON else f"T00{start[3:]}"
    return late if late < end or early >= end else early


def _range_day(phrase: Phrase, clock: Clock) -> tuple[str | None, DateBasis]:
    """The day behind the second clock time of `3 a.m. to noon on Monday`, which is that of the first one too."""
    link, *behind = phrase.rest or [phrase.items[-1]]
    if link.code not in _TO or not behind:
        return None, "none"
    end, rest = clock_time(phrase.narrowed(behind))
    items = list(takewhile(lambda item: item.code in _OF_A_DAY, rest.items))
    if end is None or not any(item.code in _NAMING_A_DAY for item in items):
        return None, "none"
    return calendar_day(rest.narrowed(items), clock)


def _day_behind(rest: Phrase, clock: Clock) -> tuple[str | None, DateBasis]:
    """The day that stands right behind the second clock time, else the one spoken of."""
    items = list(takewhile(lambda item: item.code in _OF_A_DAY, rest.items))
    if any(item.code in _NAMING_A_DAY for item in items) and not rest.has("am", "pm", "colon"):
        return calendar_day(rest.narrowed(items), clock)
    day, basis = clock.told if clock.last_unit == "D" else clock.anchor
    return (day.isoformat(), basis) if day else (None, "none")


def read_evening_at(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last night at 8`, `Monday evening at seven`: an hour whose half the part of the day tells."""
    hour, part = phrase.find("d12", "w12"), phrase.find("daypart", "tonight", "lastnight")
    after = (phrase.after(1) or [""])[0]
    if hour is None or part is None or not hour.number or (after[:1].isalnum() and after not in _STOPS):
        return None
    late = part.value != "MO"
    if late and hour.number < _DUSK and part.value != "AF":
        return None
    back = phrase.has("lastnight")
    day, basis = calendar_day(_without(phrase, [hour, part]), clock)
    if back:
        before = clock.anchor[0] and shift(clock.anchor[0], "D", -1)
        day, basis = (before.isoformat(), clock.anchor[1]) if before else (None, "none")
    value = f"T{int(hour.number) % _NOON + _NOON * late:02d}:00"
    return Reading("TIME", f"{day}{value}" if day else value, basis, phrase.mod)


def read_minutes_past(phrase: Phrase, clock: Clock) -> Reading | None:
    """`20 minutes past eight in the evening`, `at five past seven`, `ten minutes to 2 p.m.`."""
    numbers = [item for item in phrase.items if item.number is not None]
    unit, part = phrase.find("units"), phrase.find("daypart")
    if len(numbers) != 2 or (unit is not None and unit.value != "TM"):  # noqa: PLR2004 - minutes and hour
        return None
    minutes, hour = (int(item.number or 0) for item in numbers)
    late = phrase.has("pm") or (part is not None and part.value in _LATE)
    hour = hour % _NOON + _NOON * late if late or phrase.has("am") or part is not None else hour
    told = hour * _HOUR_MINUTES + (-minutes if phrase.has("to") else minutes)
    if not 0 < minutes < _HOUR_MINUTES or not 0 <= told < _DAY_HOURS * _HOUR_MINUTES:
        return None
    day, basis = clock.told if clock.last_unit == "D" else clock.anchor
    value = f"T{told // _HOUR_MINUTES:02d}:{told % _HOUR_MINUTES:02d}"
    return Reading("TIME", f"{day}{value}" if day else value, basis, phrase.mod)


def read_hour_tonight(phrase: Phrase, clock: Clock) -> Reading | None:
    """`at 8 tonight`, `at nine tomorrow evening`: an hour in front of its part of the day."""
    hour, *rest = phrase.items
    part = phrase.find("tonight", "daypart")
    if part is None or hour.number is None:
        return None
    late = part.value != "MO"
    if late and hour.number < _DUSK and part.value != "AF":
        return None
    day, basis = calendar_day(phrase.narrowed([item for item in rest if item is not part] or [part]), clock)
    value = f"T{int(hour.number) % _NOON + _NOON * late:02d}:00"
    return Reading("TIME", f"{day}{value}" if day else value, basis, phrase.mod)


def read_day_part(phrase: Phrase, clock: Clock) -> Reading | None:
    """`early in the morning`, `in the afternoon`: of the day that the passage speaks of."""
    part, after = phrase.find("daypart"), (phrase.after(1) or [""])[0]
    if part is None or (
        after.isalpha() and after not in _STOPS and phrase.lexemes.forms[phrase.items[-1].last].islower()
    ):
        return None
    day, basis = clock.told if clock.last_unit == "D" else (None, "none")
    return Reading("TIME", f"{day.isoformat()}T{part.value}" if day else f"T{part.value}", basis, phrase.mod)


def _heads_an_entry(phrase: Phrase) -> bool:
    """`9:05 p.m.` alone in its paragraph: an entry of a page that is written as things happen."""
    size = len(phrase.lexemes)
    return phrase.items[0].first == 0 and phrase.items[-1].last >= size - 1


def clock_time(phrase: Phrase) -> tuple[str | None, Phrase]:
    """The value of the clock time (T22:00) and the phrase without its items; None where it is none."""
    noon = phrase.find("noon")
    if noon is not None and not phrase.has("colon", "am", "pm", "half_past", "quarter_past"):
        return f"T{noon.value}", _without(phrase, [noon])
    place = _clock_place(phrase)
    if place is None:
        return None, phrase
    used = phrase.items[place : _clock_end(phrase, place)]
    numbers = [item for item in used if item.code in _HOURS or item.code in _MINUTES or item.code == "y4"]
    hour, minute = _hour_minute(used, numbers)
    if hour is None or minute >= _HOUR_MINUTES:
        return None, phrase
    hour = _half_day(phrase, used, hour)
    if not 0 <= hour <= _DAY_HOURS:
        return None, phrase
    return f"T{hour:02d}:{minute:02d}{_seconds(used, numbers)}", _without(phrase, used)


def _seconds(used: list[Item], numbers: list[Item]) -> str:
    """The whole seconds of `8:00:31 a.m.`; none where nobody gave any."""
    given = len(numbers) > 2 and sum(item.code == "colon" for item in used) > 1  # noqa: PLR2004 - hour, minute, second
    second = numbers[2].number if given else None
    return f":{int(second):02d}" if second else ""


def _clock_place(phrase: Phrase) -> int | None:
    """Where the clock time begins: at the number before a colon, a.m., o'clock or `in the morning`."""
    items = phrase.items
    for place, item in enumerate(items):
        behind = items[place + 1].code if place + 1 < len(items) else ""
        second = items[place + 2].code if place + 2 < len(items) else ""
        if item.code in {"half_past", "quarter_past", "quarter_to"}:
            return place
        if item.code in _HOURS and (behind in {"colon", "am", "pm", "oclock"} or second in {"am", "pm"}):
            return place
        if item.code in {"dotted", "y4"} and behind == "zone":
            return place
        if item.code in _HOURS and behind == "in" and second == "the":
            return place
    return None


def _clock_end(phrase: Phrase, place: int) -> int:
    last = place + 1
    for index in range(place + 1, min(place + 7, len(phrase.items))):
        item = phrase.items[index]
        follows = phrase.items[index - 1].code in {"colon", "half_past", "quarter_past", "quarter_to"}
        if item.code in _ENDS or (follows and item.code in _MINUTES):
            last = index + 1
        elif item.code not in _MINUTES:
            break
    return last


def _hour_minute(used: list[Item], numbers: list[Item]) -> tuple[int | None, int]:
    if not numbers:
        return None, 0
    first = numbers[0]
    if used[0].code in {"half_past", "quarter_past", "quarter_to"}:
        hour = int(first.number or 0)
        offset = int(used[0].value)
        return (hour - 1, 60 + offset) if offset < 0 else (hour, offset)
    if first.code == "y4":
        return divmod(int(first.value), 100) if first.value.isdecimal() else (None, 0)
    if first.code == "dotted":
        hour_text, _, minute_text = first.value.partition(".")
        return (int(hour_text), int(minute_text)) if minute_text.isdecimal() and len(minute_text) == 2 else (None, 0)  # noqa: PLR2004
    minute = int(numbers[1].number or 0) if len(numbers) > 1 and numbers[1].number is not None else 0
    return int(first.number or 0), minute


def _half_day(phrase: Phrase, used: list[Item], hour: int) -> int:
    codes = {item.code for item in used}
    part = phrase.find("daypart")
    evening = part is not None and part.value in _LATE and hour != _NOON
    evening = evening or (phrase.has("tonight") and _DUSK <= hour < _NOON)
    if ("pm" in codes or (evening and "am" not in codes)) and hour < _NOON:
        return hour + _NOON
    return 0 if "am" in codes and hour == _NOON else hour


def _without(phrase: Phrase, used: list[Item]) -> Phrase:
    items = [item for item in phrase.items if item not in used]
    return replace(phrase, items=items or phrase.items, codes=frozenset(item.code for item in items))


def read_part_of_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Saturday night`, `early Thursday morning`, `mid-afternoon yesterday`."""
    part = phrase.find("daypart", "noon")
    if part is None:
        return None
    day, basis = calendar_day(_without(phrase, [part]), clock)
    return Reading("TIME", f"{day}T{part.value}" if day else f"T{part.value}", basis, phrase.mod)


def read_rel_part(phrase: Phrase, clock: Clock) -> Reading | None:
    """`this morning`, `tonight`, `last night`, `that evening`."""
    part = phrase.find("daypart", "tonight", "lastnight", "overnight")
    step = phrase.find("this", "that", "last", "next")
    day, basis = clock.told if phrase.has("that") or phrase.says("following", "previous") else clock.anchor
    if basis == "narrative" and clock.last_unit != "D":
        day = None  # in March … *that evening*
    if basis == "publication" and phrase.says("next") and phrase.ahead is False:
        day = None  # *the next morning he left*, of a story that names no day
    back: int = -1 if phrase.has("lastnight", "last") else 1 if step is not None and step.code == "next" else 0
    moved = shift(day, "D", back) if day else None
    if part is None:
        return None
    value = f"T{part.value}"
    return Reading("TIME", f"{moved.isoformat()}{value}" if moved else value, basis if moved else "none", phrase.mod)
