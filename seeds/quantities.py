"""The words that numbers, units and dates are written in: row models of their reference tables."""

from datetime import date
from functools import lru_cache
from typing import Literal

from seeds.reference import SeedRow

NumberRole = Literal[
    "unit",
    "teen",
    "tens",
    "hundred",
    "magnitude",
    "slang",
    "letter",
    "dozen",
    "couple",
    "half",
    "part",
    "parts",
    "quarter",
    "ordinal",
    "vague",
    "few",
]


class NumberWord(SeedRow, table="number_words"):
    """A word that takes part in a number, and how; `third` has two lines, as an ordinal and as a part of one."""

    form: str
    role: NumberRole
    value: float


@lru_cache(maxsize=1)
def number_words() -> dict[NumberRole, dict[str, float]]:
    """For each role the words that play it, with their values."""
    roles: dict[NumberRole, dict[str, float]] = {}
    for row in NumberWord.rows():
        roles.setdefault(row.role, {})[row.form] = row.value
    return roles


class TimeWord(SeedRow, table="time_words"):
    """A word or phrase of time expressions, the class it belongs to in the grammar, and what it stands for."""

    form: str
    code: str
    value: str


@lru_cache(maxsize=1)
def time_words() -> tuple[TimeWord, ...]:
    """The words of time expressions; of two lines with one form the first counts."""
    return TimeWord.rows()


TimeCue = Literal[
    "before_year",
    "before_old_year",
    "before_far_year",
    "before_amount",
    "after_amount",
    "of_a_year",
    "future",
    "ahead",
    "ahead_behind",
    "told",
    "rate_before",
    "after_the_past",
    "event_link",
    "press_noun",
    "games_noun",
]


class TimeCueWord(SeedRow, table="time_cues"):
    """A word near a time expression that says how to read it.

    `before_year` lets a bare number be a year (`before_old_year` one before 1900, `before_far_year` a round one
    behind 2099), `before_amount` and `after_amount` forbid it (the plurals `of_a_year` do not), `future` (in front),
    `ahead` (right in front) and `ahead_behind` look ahead, `told` counts from the date told last (`the following
    year`); `rate_before` makes `a year` a rate, `after_the_past` lets `the past` end there, `event_link` makes `March`
    an event (the March on Rome), `press_noun` a weekday a title (the Sunday Times) and `games_noun` a season (the
    Winter Olympics).
    """

    form: str
    cue: TimeCue


@lru_cache(maxsize=1)
def time_cues() -> dict[TimeCue, frozenset[str]]:
    """For each cue the words that give it."""
    cues: dict[TimeCue, set[str]] = {}
    for row in TimeCueWord.rows():
        cues.setdefault(row.cue, set()).add(row.form)
    return {cue: frozenset(forms) for cue, forms in cues.items()}


class UnitCode(SeedRow, table="unit_codes"):
    """A UCUM code that the rules know, and its name in pint; without one it has no SI value."""

    unit: str
    pint: str | None


class UnitFamily(SeedRow, table="unit_families"):
    """A base unit by its name in pint, the prefixes that news writes it with (`-`: none), and its UCUM code.

    `seeds/make_tables.py` makes `unit_names.csv` of them: every name and symbol that pint has for these units.
    """

    base: str
    prefixes: str
    ucum: str
    spoken: Literal["yes", "no"]
    """Whether its name is no word of another sense (bar, mole) and not among the unit words already."""


class UnitSi(SeedRow, table="units_si"):
    """How a unit turns into SI units: value_si = value * factor + offset; made by `seeds/make_tables.py`."""

    unit: str
    unit_si: str
    factor: float
    offset: float


class UnitWord(SeedRow, table="unit_words"):
    """A word for a unit, a symbol (case counts), or a symbol that only counts written against its number."""

    form: str
    style: Literal["word", "symbol", "glued"]
    unit: str


class UnitName(UnitWord, table="unit_names"):
    """The same for every name and symbol that pint has for the families; made by `seeds/make_tables.py`."""


class CurrencyForm(SeedRow, table="currencies"):
    """A name or code of a currency in circulation, from CLDR; made by `seeds/make_tables.py`."""

    form: str
    kind: Literal["name", "code"]
    currency: str


class CurrencyWord(SeedRow, table="currency_words"):
    """A sign, short name or subunit of a currency; `assumed` where another currency has it too.

    Where `told`, none of them is so much likelier that it may be assumed of a text that names no country.
    """

    form: str
    kind: Literal["name", "symbol", "subunit", "suffix"]
    currency: str
    assumed: Literal["yes", "no", "told"]
    factor: float


class FigureWord(SeedRow, table="figure_words"):
    """A word or phrase that shapes a figure: what it does (`code`) and with which value."""

    form: str
    code: str
    value: str


class IrregularPlural(SeedRow, table="irregular_plurals"):
    """A plural that the rules of English spelling do not lead back to its singular."""

    plural: str
    singular: str


def words_of_figures(code: str) -> frozenset[str]:
    """The words that have a code in figure_words.csv."""
    return frozenset(figure_words()[code])


@lru_cache(maxsize=1)
def figure_words() -> dict[str, dict[str, str]]:
    """For each code its words, with their values."""
    codes: dict[str, dict[str, str]] = {}
    for row in FigureWord.rows():
        codes.setdefault(row.code, {})[row.form] = row.value
    return codes


class Holiday(SeedRow, table="holidays"):
    """A holiday and the rule that gives its day in a year.

    `12-25` (month-day), `nth 11 4 4` (fourth Thursday of November; -1 the last), `after 11 4 4 1` (a day behind that),
    `easter -2` (days from Western Easter), `election` (Tuesday behind the first Monday of November), `feast ramadan`
    (listed by year in `moving_feasts`), or one ISO day.
    """

    form: str
    rule: str


class Feast(SeedRow, table="moving_feasts"):
    """The first day of a feast of the Jewish, Muslim, Hindu or Chinese calendar in a year, and for how many days.

    Muslim days by the calendar of Umm al-Qura; where the moon is looked for, they may be a day off.
    """

    name: str
    first: date
    days: int


@lru_cache(maxsize=1)
def feasts() -> dict[tuple[str, int], Feast]:
    """The feasts by name and year, the first of two in one year."""
    found: dict[tuple[str, int], Feast] = {}
    for feast in Feast.rows():
        found.setdefault((feast.name, feast.first.year), feast)
    return found


@lru_cache(maxsize=1)
def holidays() -> tuple[Holiday, ...]:
    """The holidays whose day in a year is known by rule."""
    return Holiday.rows()


class OutletUnit(SeedRow, table="outlet_units"):
    """What an ambiguous unit or currency means to an outlet of a country (its top-level domain)."""

    country: str
    assumed: str
    unit: str


class FigureTopic(SeedRow, table="figure_topics"):
    """Words that tell of what a figure is: which nouns are counted (a class or `*`), with which predicate or measure.

    `course` says how a count of the topic goes on: `grows` where it is added to until all is known (deaths), `falls`
    (people missing), `holds` where two numbers for one time cannot both be right.
    """

    topic: str
    counted: str | None
    predicate: str | None
    measure: str | None
    course: Literal["grows", "falls", "holds"]


class RuleConfidence(SeedRow, table="rule_confidence"):
    """How often a rule's value was right on development articles, drawn towards 0.8 by the weight of five cases.

    `basis` is that of the dates, `any` for figures; `measured` counts the cases. Rules with fewer than five are left
    out and count as 0.8. Those of owner, place, claimant, period and modality, by what told of them, are pooled over
    the layer and come from 150 figures drawn at random.
    """

    layer: Literal["date", "figure", "owner", "place", "claimant", "period", "modality"]
    rule: str
    basis: str
    confidence: float
    measured: int


UNMEASURED = 0.8
"""The confidence of a rule that was met too rarely to be measured."""


@lru_cache(maxsize=1)
def rule_confidence() -> dict[tuple[str, str, str], float]:
    """Confidence by layer, rule and basis."""
    rows = RuleConfidence.rows()
    return {(row.layer, row.rule, row.basis): row.confidence for row in rows}


ClauseRole = Literal[
    "ahead",
    "schedule",
    "past_event",
    "lasting",
    "arranging",
    "speech",
    "wants",
    "expects",
    "denies",
    "doubts",
    "sees",
    "wanted",
    "expected",
    "wanted_adjective",
    "expected_adjective",
    "possible",
    "obliged",
    "compares",
    "coming",
]


class ClauseWord(SeedRow, table="clause_words"):
    """A lemma (of adjectives and function words the form) that says how its clause is meant.

    What hangs on `ahead` is still to come; `schedule` verbs tell in the present what is to come; a `past_event` is over
    when a day names it; what `lasting` verbs told of in the past went on *until* a day that is past; what `arranging`
    verbs were done about may come later; `speech` that *would not* be done was not done. What hangs on `wants` or
    stands with `wanted` is a target, on `expects` or with `expected` a forecast, on `denies` denied;
    `doubts` opens a clause that is not asserted, `possible` and `obliged` are auxiliaries; `sees` are verbs that
    *could* governs as a matter of fact; `compares` stands before a day that is only compared with, `coming` before
    one to come.
    """

    word: str
    role: ClauseRole


@lru_cache(maxsize=1)
def clause_words() -> dict[ClauseRole, frozenset[str]]:
    """For each role the words that play it."""
    roles: dict[ClauseRole, set[str]] = {}
    for row in ClauseWord.rows():
        roles.setdefault(row.role, set()).add(row.word)
    return {role: frozenset(words) for role, words in roles.items()}
