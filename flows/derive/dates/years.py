"""The year of a date: said with it, shared with the date behind, or the likeliest one."""

from datetime import date

from flows.derive.dates.items import Item
from flows.derive.dates.reading import Clock, Phrase
from flows.derive.dates.values import make_date
from schemas.vocabulary import DateBasis
from seeds.quantities import time_cues

MONTHS = ("month", "month_word", "month_short")
_DAYS = ("d12", "d24", "d31", "od", "ow")
_SHARED = frozenset(
    {*MONTHS, *_DAYS, "and", "to", "dash", "or", "comma", "season", "start", "mid", "end", "of", "dot", "the", "slash"}
)
_RANGE_LINKS = frozenset({"dash", "to", "until"})
_ABOUT_A_MONTH = frozenset({"the", "start", "mid", "end", "of", "dash"})
_DASHED = ("day", "dash", "month", "dash", "year")
_WORD_YEARS = ("w12", "w59", "w99", "wbig")
_CUES = time_cues()
TOLD = time_cues()["told"]
_COMING = ("coming", "next")
STEPS = ("this", "that", "last", "next", "past_adj", "latest", "adj_now")
_SENTENCE_ENDS = frozenset({".", "!", "?", ";"})
_SENTENCE, _YEAR_DIGITS = 60, 4
"""Words in front among which a sentence's beginning is looked for (a longer one is rare), and digits of a year."""
_LOOK = 10  # assumed: words in front that may tell of what is to come
_PIVOT = 69  # as POSIX reads two digits: 69 to 99 are of the last century
_MIDSIZE = 6  # months: half a year, so that the nearest is meant
_LATE = 8  # months: assumed, longer ago than this a bare month is the next one
_SLACK, _EARLY, _NOUNS = 31, 7, 120
"""Days before and after publication within which a day without a year is the nearest, whatever the tense; longer after
it for what but dates a noun (*gave no reason for the June 4 deadline*)."""
_SLIP = 1
"""By so much a day that is past may lie after publication: the article's day may be that of another zone."""


def year_of(phrase: Phrase) -> int | None:
    """The year that a phrase names, in digits or words."""
    item = phrase.find("y4")
    if item is not None and item.number is not None:
        return int(item.number)
    short = phrase.find("apos")
    if short is not None:
        place = phrase.items.index(short)
        number = phrase.items[place + 1].number if place + 1 < len(phrase.items) else None
        return None if number is None else two_digit_year(int(number))
    codes = [item.code for item in phrase.items]
    if len(codes) >= len(_DASHED) and codes[-4] == codes[-2] == "dash" and codes[-3] in MONTHS:
        return two_digit_year(int(phrase.items[-1].number or 0))
    words = phrase.every(*_WORD_YEARS)
    return word_year(words) if words else None


def year_before_christ(phrase: Phrase) -> int:
    """The number in front of `BC`."""
    return next((int(item.number) for item in reversed(phrase.items) if item.number is not None), 0)


def two_digit_year(short: int) -> int:
    """'89 is 1989, '05 is 2005: the pivot of POSIX."""
    return short + (1900 if short >= _PIVOT else 2000)


def word_year(words: list[Item]) -> int | None:
    """`nineteen ninety-six`, `two thousand ten`; None where the words are no year."""
    numbers = [int(word.number) for word in words if word.number is not None]
    if len(numbers) == 2 and 10 <= numbers[0] <= 20 and 10 <= numbers[1] <= 99:  # noqa: PLR2004 - centuries
        return numbers[0] * 100 + numbers[1]
    if len(numbers) == 1 and 1100 <= numbers[0] <= 2099:  # noqa: PLR2004 - years
        return numbers[0]
    return None


def relative_year(phrase: Phrase, clock: Clock) -> tuple[int | None, DateBasis]:
    """The year of `this year`, `last year` within a longer phrase."""
    unit = phrase.find("unit")
    step = phrase.find("this", "last", "next", "that", "past_adj")
    if unit is None or unit.value != "Y" or step is None:
        return None, "none"
    told = step.code == "that"
    day, basis = clock.told if told else (clock.published, "publication")
    return (None, "none") if day is None else (day.year + (0 if told else int(step.value)), basis)


def range_month(phrase: Phrase) -> int | None:
    """The month that counts on from this one: *from May to September*, *Nov-Feb*, *the end of March to mid-June*."""
    if not phrase.rest or phrase.rest[0].code not in _RANGE_LINKS:
        return None
    behind = [item for item in phrase.rest[1:5] if item.code not in _ABOUT_A_MONTH]
    return int(behind[0].value) if behind and behind[0].code in MONTHS else None


def year_ahead(phrase: Phrase, month: int = 1) -> int | None:
    """The year that a date right behind shares with this one: August and September 1914, March 5-9, 1918.

    *Nov-Feb 2018* began in the year before.
    """
    year = _shared_year(phrase)
    return year - ((range_month(phrase) or month) < month) if year is not None else None


def _shared_year(phrase: Phrase) -> int | None:
    for before, item in zip([phrase.items[-1], *phrase.rest], phrase.rest, strict=False):
        if item.code == "dot" and before.code != "month_short":
            return None  # the end of a sentence
        if item.code == "in" and before.code in MONTHS:
            continue  # from April to June in 2014
        if item.code == "y4" and item.number is not None and item is not phrase.rest[0]:
            return int(item.number)
        if item.code not in _SHARED:
            return None
    return None


def likely_year(phrase: Phrase, clock: Clock, month: int, day: int | None) -> tuple[int | None, DateBasis]:
    """The year of a month and day without one: of the nearest such day; of a bare month, the latest unless ahead."""
    anchor, basis = clock.anchor
    if anchor is None:
        return None, "none"
    if basis == "narrative":
        late = clock.last_unit != "Y" and anchor.month - month > _LATE
        return anchor.year + late, basis
    if (said := _opened_with(phrase)) is not None and said <= anchor.year and phrase.ahead is not True:
        return said, "narrative"
    if clock.goes_on and phrase.opens and phrase.ahead is False:
        return clock.last.year if clock.last else anchor.year, "narrative"
    gap = month - anchor.month
    if day is None:
        ahead = is_ahead(phrase) or (phrase.ahead is None and not _CUES["ahead"].isdisjoint(phrase.before(1)))
        return (anchor.year + (gap < 0), basis) if ahead else (anchor.year - (gap > 0), basis)
    nearest = anchor.year + (1 if gap < -_MIDSIZE else -1 if gap > _MIDSIZE else 0)
    return nearest + _off(make_date(nearest, month, day), anchor, phrase), basis


def _opened_with(phrase: Phrase) -> int | None:
    """The year that the sentence opens with: *In 2019 outbreaks were found on February 6 in Manila*."""
    front = phrase.before(_SENTENCE)
    end = next((at for at in range(len(front) - 1, -1, -1) if front[at] in _SENTENCE_ENDS), None)
    if end is None and len(front) == _SENTENCE:
        return None
    first, year, *_ = [*front[0 if end is None else end + 1 :], "", ""]
    return int(year) if first == "in" and len(year) == _YEAR_DIGITS and year.isdecimal() and year > "1" else None


def _off(day: date | None, anchor: date, phrase: Phrase) -> int:
    """How many years the nearest such day is off: one that the clause's tense puts on the other side of publication."""
    if day is None:
        return 0
    if day > anchor:
        early = _SLIP if phrase.gone else _NOUNS if phrase.dates_a_noun else _EARLY
        return -1 if (day - anchor).days > early and phrase.ahead is False else 0
    return 1 if (anchor - day).days > _SLACK and phrase.ahead else 0


def is_ahead(phrase: Phrase, look: int = _LOOK) -> bool:
    """Whether a phrase speaks of the future: by the tense of its clause, else by words near it in its sentence."""
    told = phrase.ahead
    return _near_cue(phrase, look) if told is None else told


def _near_cue(phrase: Phrase, look: int) -> bool:
    front = phrase.before(look)
    for place in range(len(front) - 1, -1, -1):
        if front[place] in _SENTENCE_ENDS:
            front = front[place + 1 :]
            break
    return not _CUES["future"].isdisjoint(front) or not _CUES["ahead_behind"].isdisjoint(phrase.after(3))


def anchor_of(phrase: Phrase, clock: Clock) -> tuple[date | None, DateBasis]:
    """The day that a relative phrase counts from: `the following year` from the day told, `next year` from today."""
    if phrase.has("that") or phrase.says(*TOLD) or _next_of_the_story(phrase):
        return clock.told
    return clock.anchor


def _next_of_the_story(phrase: Phrase) -> bool:
    """*The next year he moved*: with its article and in a clause of the past it counts from what was told."""
    return phrase.has("the") and phrase.has("next") and phrase.ahead is False


def step_of(phrase: Phrase) -> int:
    """-1 for `last`, 0 for `this`, 1 for `next`; *this past weekend* is the last one, *this coming year* the next."""
    item = phrase.find(*STEPS)
    if item is not None and item.code == "this" and phrase.says("weekend", *_COMING):
        item = phrase.find("past_adj", "next", "last") or item
    return int(item.value) if item is not None and item.value.lstrip("-").isdecimal() else 0
