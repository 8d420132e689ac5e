"""Dates of publication: what sources write, and what is promised of it."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.validate.dates import PRECISIONS, Published, parse_published
from schemas.errors import RecordError


def parsed(value: object, precision: object = None) -> Published:
    """What a value that is a date says."""
    found = parse_published(value, precision)
    assert found is not None
    return found


def refused(value: object, precision: object = None) -> str:
    """The code that a value is refused with."""
    with pytest.raises(RecordError) as caught:
        parse_published(value, precision)
    return caught.value.code


@pytest.mark.parametrize(
    ("value", "instant", "zone", "precision"),
    [
        ("2021", "2021-01-01T00:00", None, "year"),
        (2021, "2021-01-01T00:00", None, "year"),
        ("2021-07", "2021-07-01T00:00", None, "month"),
        ("2021-07-26", "2021-07-26T00:00", None, "day"),
        ("20210726", "2021-07-26T00:00", None, "day"),
        (20210726, "2021-07-26T00:00", None, "day"),
        (date(2021, 7, 26), "2021-07-26T00:00", None, "day"),
        ("2021-07-26Z", "2021-07-26T00:00", "UTC", "day"),
        ("2021-07-26-05:00", "2021-07-26T05:00", "-05:00", "day"),
        ("2021-07-26T15:30", "2021-07-26T15:30", None, "minute"),
        (" 2021-07-26 15:30:11 ", "2021-07-26T15:30:11", None, "second"),
        ("2021-07-26T15:30:11.123456789Z", "2021-07-26T15:30:11", "UTC", "second"),
        ("2021-07-26t15:30:11,5z", "2021-07-26T15:30:11", "UTC", "second"),
        ("2021-07-26T15:30:11+02", "2021-07-26T13:30:11", "+02:00", "second"),
        ("2021-07-26 15:30:11 -0430", "2021-07-26T20:00:11", "-04:30", "second"),
        ("2021-07-26T15:30:11+02:00[Europe/Paris]", "2021-07-26T13:30:11", "Europe/Paris", "second"),
        ("2021-01-26T15:30 Europe/London", "2021-01-26T15:30", "Europe/London", "minute"),
        ("2021-07-26 15:30 EDT", "2021-07-26T19:30", "-04:00", "minute"),
        ("20210726153011", "2021-07-26T15:30:11", None, "second"),
        ("20210726T153011Z", "2021-07-26T15:30:11", "UTC", "second"),
        (1627313411, "2021-07-26T15:30:11", None, "second"),
        ("1627313411", "2021-07-26T15:30:11", None, "second"),
        (1627313411.9, "2021-07-26T15:30:11", None, "second"),
        (1627313411000, "2021-07-26T15:30:11", None, "second"),
        ("Mon, 26 Jul 2021 15:30:11 GMT", "2021-07-26T15:30:11", "UTC", "second"),
        ("26 Jul 2021 15:30 -0400", "2021-07-26T19:30", "-04:00", "minute"),
        ("Mon, 26 Jul 2021 15:30:11 +0000 (UTC)", "2021-07-26T15:30:11", "+00:00", "second"),
        ("July 26, 2021", "2021-07-26T00:00", None, "day"),
        ("Monday 26th July 2021", "2021-07-26T00:00", None, "day"),
        ("Sept. 6, 2021 at 12:05 a.m. EDT", "2021-09-06T04:05", "-04:00", "minute"),
        ("20210726T1530Z", "2021-07-26T15:30", "UTC", "minute"),
        ("202107261530", "2021-07-26T15:30", None, "minute"),
        ("2021/07/26 15:30:11", "2021-07-26T15:30:11", None, "second"),
        ("2021.7.26", "2021-07-26T00:00", None, "day"),
        ("2021-07-26 3:30 PM", "2021-07-26T15:30", None, "minute"),
        ("2021-07-26 12:05 am", "2021-07-26T00:05", None, "minute"),
        ("26/07/2021", "2021-07-26T00:00", None, "day"),
        ("07/26/2021 15:30", "2021-07-26T15:30", None, "minute"),
        ("07/07/2021", "2021-07-07T00:00", None, "day"),
        ("26-Jul-2021", "2021-07-26T00:00", None, "day"),
        ("Monday 26th of July 2021, 3.30pm", "2021-07-26T15:30", None, "minute"),
        ("15:30 GMT, 26 July 2021", "2021-07-26T15:30", "UTC", "minute"),
        ("3:30 PM EDT, Mon July 26, 2021", "2021-07-26T19:30", "-04:00", "minute"),
        ("3pm, 26 July 2021", "2021-07-26T15:00", None, "minute"),
        ("26 July, 2021 | 15:30GMT", "2021-07-26T15:30", "UTC", "minute"),
        ("Mon Jul 26 15:30:11 +0000 2021", "2021-07-26T15:30:11", "+00:00", "second"),
        ("Mon Jul 26 15:30:11 UTC 2021", "2021-07-26T15:30:11", "UTC", "second"),
        ("26 Jul 2021 15:30 IST", "2021-07-26T00:00", None, "day"),
        ("6 MAY 2021, 1:05 PM", "2021-05-06T13:05", None, "minute"),
        ("Apr 28, 2026, 07:00 ET", "2026-04-28T11:00", "America/New_York", "minute"),
        ("12 Jan 2026 9:05 AEDT", "2026-01-11T22:05", "+11:00", "minute"),
        ("Thu, 05/07/2026 - 08:15", "2026-05-07T08:15", None, "minute"),
        ("Tue, 05/07/2024", "2024-05-07T00:00", None, "day"),
        (datetime(2021, 7, 26, 15, 30, tzinfo=timezone(timedelta(hours=-4))), "2021-07-26T19:30", "-04:00", "second"),
        (datetime(2021, 7, 26, 15, 30), "2021-07-26T15:30", None, "second"),  # noqa: DTZ001  # Parquet has such
    ],
)
def test_what_sources_write_is_understood(value: object, instant: str, zone: str | None, precision: str) -> None:
    """The instant is in UTC, which is assumed where no zone is given; the zone stays as given."""
    found = parsed(value)
    assert found.at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert (found.zone, found.precision) == (zone, precision)
    assert found.day.isoformat()[: len("2021-07")] == instant[: len("2021-07")]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_no_date(value: object) -> None:
    """And no error."""
    assert parse_published(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "yesterday", "2021-02-30", "2021-13", "2021-07-26T25:00", "2021-07-26T15:30 BST",
        "03/04/2021", "03.04.2021", "31/02/2021", "99.99.2021", "July 2021 5", "2 hours ago", "Today 8:30",
        "Jul 32, 2021", "Foo 26, 2021", "Fooday, July 26, 2021", "July 5, 2021 13:00 pm",
        "07/26/21", "0000-01-01", "1599-12-31", "2200-01-01", "2021-07-26T15:30+25:00", "12345",
        "2021-07-26 15:30 Nowhere/Land", "2021-07-26 15:30 ../etc/passwd", "２０２１", "1" * 5000,
        True, [], {}, 12, 10**30, -1e300, float("nan"), float("inf"), b"2021",
    ],
)  # fmt: skip
def test_nonsense_is_refused(value: object) -> None:
    """No day of the calendar, an ambiguous order or zone, a year that no newspaper saw."""
    assert refused(value) == "bad_date"


def test_an_ambiguous_order_is_named() -> None:
    """Whoever reads why a record was refused learns that it is not the spelling."""
    with pytest.raises(RecordError, match="the day or the month first"):
        parse_published("03/04/2021")


def test_an_explicit_precision_cuts_the_instant() -> None:
    """In the zone of the source; a finer precision than the date has is a contradiction."""
    late = "2021-07-26T23:30:11-04:00"
    assert parsed(late, "day").at == datetime(2021, 7, 26, 4, tzinfo=UTC)
    assert (parsed(late, "month").day, parsed(late, "year").day) == (date(2021, 7, 1), date(2021, 1, 1))
    assert parsed(late, "minute").at == datetime(2021, 7, 27, 3, 30, tzinfo=UTC)
    assert parsed(late, "").precision == "second"
    assert refused("2021-07-26", "minute") == "bad_precision"
    assert refused(late, "hour") == "bad_precision"
    assert refused(late, ["day"]) == "bad_precision"


@given(
    st.datetimes(datetime(1601, 1, 1), datetime(2198, 12, 31)),  # noqa: DTZ001  # wall-clock times
    st.integers(-23 * 60, 23 * 60),
    st.sampled_from(PRECISIONS),
)
def test_the_instant_and_the_day_agree(wall: datetime, offset: int, precision: str) -> None:
    """For any time and offset: the instant in the zone of the source lies on the day as written, at its start."""
    aware = wall.replace(tzinfo=timezone(timedelta(minutes=offset)))
    found = parsed(aware.isoformat(timespec="seconds"), precision)
    local = found.at.astimezone(aware.tzinfo)
    assert local.date() == found.day
    assert local <= aware
    if precision == "second":
        assert local == aware.replace(microsecond=0)
    assert parse_published(found.at.astimezone(aware.tzinfo).isoformat(), precision) == found


@given(st.text(max_size=40) | st.from_regex(r"\d{4}-?\d\d-?\d\d[T ]\d\d:\d\d.{0,12}", fullmatch=True))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Never another exception."""
    with contextlib.suppress(RecordError):
        parse_published(text)
