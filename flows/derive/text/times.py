"""A time expression as the extractors hand it on: read and resolved, before it is known which quote it stands in."""

from dataclasses import dataclass
from datetime import date, datetime

from schemas.vocabulary import DateBasis, Grain, Section, TimexMod, TimexType


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """What `schemas.rows.TimeExpression` says, without the columns of the quote; offsets refer to the body."""

    text: str
    start_char: int
    end_char: int
    timex_type: TimexType
    timex_value: str | None
    timex_mod: TimexMod | None
    edtf: str | None
    start_date: date | None
    end_date: date | None
    start_ts: datetime | None
    grain: Grain | None
    basis: DateBasis
    paragraph: int
    section: Section
    rule: str
    confidence: float
