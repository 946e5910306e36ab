from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.announcements import EASTERN, Calendar

CALENDAR = Calendar()
DAY = timedelta(days=1)


def eastern(text):
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "current"),
    [
        ("2026-06-09 19:59:59", "2026-06-09"),  # Tuesday evening
        ("2026-06-09 20:00:00", "2026-06-10"),
        ("2026-06-10 12:00:00", "2026-06-10"),
        ("2026-06-10 20:00:00", "2026-06-11"),
        ("2026-06-11 20:00:00", "2026-06-12"),  # Thursday evening: Friday's
        ("2026-06-12 20:00:00", "2026-06-12"),  # Friday night brings nothing
        ("2026-06-13 20:00:00", "2026-06-12"),
        ("2026-06-14 19:59:59", "2026-06-12"),
        ("2026-06-14 20:00:00", "2026-06-15"),  # Sunday evening: Monday's
        ("2026-06-15 20:00:00", "2026-06-16"),
        # Martin Luther King's day, a Monday: nothing is mailed, so Tuesday has no listing.
        ("2026-01-18 20:00:00", "2026-01-19"),
        ("2026-01-19 20:00:00", "2026-01-19"),
        ("2026-01-20 19:59:59", "2026-01-19"),
        ("2026-01-20 20:00:00", "2026-01-21"),
        # Juneteenth, a Friday: Monday has no listing.
        ("2026-06-18 20:00:00", "2026-06-19"),
        ("2026-06-21 20:00:00", "2026-06-19"),
        ("2026-06-22 20:00:00", "2026-06-23"),
        # Thanksgiving, a Thursday.
        ("2026-11-26 20:00:00", "2026-11-26"),
        ("2026-11-29 20:00:00", "2026-11-30"),
        # The year's end.
        ("2026-12-24 20:00:00", "2026-12-25"),
        ("2026-12-27 20:00:00", "2026-12-25"),
        ("2026-12-28 20:00:00", "2026-12-29"),
        ("2026-12-29 20:00:00", "2026-12-29"),
        ("2026-12-30 20:00:00", "2026-12-31"),
        ("2026-12-31 20:00:00", "2026-12-31"),
        ("2027-01-03 20:00:00", "2027-01-04"),
    ],
)
def test_the_current_batch_is_the_one_announced_last(now, current):
    assert CALENDAR.current(eastern(now)) == date.fromisoformat(current)


@pytest.mark.parametrize(
    ("day", "out"),
    [
        ("2026-06-10", "2026-06-10 00:00"),  # summer: 20:00 is midnight
        ("2026-03-06", "2026-03-06 01:00"),  # winter, the Friday before the clocks change
        ("2026-03-09", "2026-03-09 00:00"),  # the Monday after, announced that very Sunday
        ("2026-10-30", "2026-10-30 00:00"),
        ("2026-11-02", "2026-11-02 01:00"),  # and back
    ],
)
def test_a_batch_comes_out_at_eight_in_the_evening_of_the_east_summer_and_winter(day, out):
    assert CALENDAR.comes_out(date.fromisoformat(day)) == utc(out)


@pytest.mark.parametrize(
    ("submitted", "batch"),
    [
        ("2026-06-08 14:00:00", "2026-06-09"),  # Monday, the last second
        ("2026-06-08 14:00:01", "2026-06-10"),
        ("2026-06-09 14:00:00", "2026-06-10"),
        ("2026-06-10 14:00:01", "2026-06-12"),
        ("2026-06-11 14:00:00", "2026-06-12"),
        ("2026-06-11 14:00:01", "2026-06-15"),  # Thursday to Friday: Sunday evening
        ("2026-06-12 14:00:00", "2026-06-15"),
        ("2026-06-12 14:00:01", "2026-06-16"),  # Friday to Monday: Monday evening
        ("2026-06-13 03:00:00", "2026-06-16"),
        ("2026-06-15 14:00:00", "2026-06-16"),
        (
            "2026-01-19 10:00:00",
            "2026-01-21",
        ),  # what a holiday would have brought comes a day later
        ("2026-01-16 15:00:00", "2026-01-21"),
        ("2026-06-19 10:00:00", "2026-06-23"),
        ("2026-06-22 14:00:00", "2026-06-23"),
        ("2026-11-26 10:00:00", "2026-11-30"),
        ("2026-12-31 10:00:00", "2027-01-04"),
        ("2026-03-08 02:30:00", "2026-03-10"),  # an hour that does not exist
        ("2026-11-01 01:30:00", "2026-11-03"),  # one that is there twice
    ],
)
def test_a_submission_belongs_to_the_first_batch_that_can_hold_it(submitted, batch):
    assert CALENDAR.batch_of(eastern(submitted)) == date.fromisoformat(batch)


ZONES = ["UTC", "Asia/Shanghai", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu"]
INSTANTS = st.integers(0, 3 * 365 * 86_400).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@pytest.mark.parametrize("zone", ZONES)
def test_the_readers_own_zone_does_not_matter(zone):
    for hours in range(0, 24 * 15, 5):
        now = utc("2026-03-01 00:30") + timedelta(hours=hours)
        there = now.astimezone(ZoneInfo(zone))
        assert CALENDAR.current(there) == CALENDAR.current(now)
        assert CALENDAR.batch_of(there) == CALENDAR.batch_of(now)
        assert CALENDAR.is_quiet(there) == CALENDAR.is_quiet(now)


@given(INSTANTS)
def test_the_current_batch_is_out_and_the_next_is_not(now):
    current = CALENDAR.current(now)
    assert CALENDAR.is_listed(current)
    assert CALENDAR.comes_out(current) <= now < CALENDAR.comes_out(CALENDAR.after(current))
    assert CALENDAR.before(CALENDAR.after(current)) == current


@given(INSTANTS)
def test_a_submission_is_announced_after_it_was_made(submitted):
    batch = CALENDAR.batch_of(submitted)
    assert CALENDAR.cut_off(CALENDAR.before(batch)) < submitted <= CALENDAR.cut_off(batch)
    assert submitted < CALENDAR.comes_out(batch)


@pytest.mark.parametrize(
    ("submitted", "now", "looked", "batch"),
    [
        # Seen for the first time ever: counted by its submission.
        ("2026-06-08 10:00", "2026-06-11 10:00", None, "2026-06-09"),
        # Not there when we looked after its batch had settled: held back until today.
        ("2026-06-02 10:00", "2026-06-11 10:00", "2026-06-10 10:00", "2026-06-11"),
        # Looked before its batch had settled: it may well have been in it.
        ("2026-06-08 10:00", "2026-06-10 10:00", "2026-06-08 20:30", "2026-06-09"),
        # A source that shows it has announced it, whatever the cut-off says.
        ("2026-06-10 15:00", "2026-06-11 10:00", None, "2026-06-11"),
        # Younger than now it cannot be: our clock is behind, and must not re-date it.
        ("2026-06-09 12:00", "2025-06-11 10:00", None, "2026-06-10"),
        ("2026-06-10 15:00", "2026-06-08 10:00", None, "2026-06-12"),
        (None, "2026-06-11 10:00", None, "2026-06-11"),
    ],
)
def test_a_paper_that_no_source_dates_is_counted_to_the_batch_it_came_with(
    submitted, now, looked, batch
):
    counted = CALENDAR.batch_when_seen(
        eastern(submitted) if submitted else None,
        now=eastern(now),
        looked=eastern(looked) if looked else None,
    )
    assert counted == date.fromisoformat(batch)


@pytest.mark.parametrize(
    ("now", "read", "has_current", "is_due"),
    [
        ("2026-06-11 08:00", None, False, True),
        ("2026-06-11 08:00", "2026-06-10 19:59", True, True),  # read before it came out
        ("2026-06-10 20:10", "2026-06-10 20:05", False, False),  # asked a moment ago
        ("2026-06-10 20:35", "2026-06-10 20:05", False, True),  # not there yet
        ("2026-06-10 20:35", "2026-06-10 20:05", True, False),  # there, perhaps in part
        ("2026-06-11 01:00", "2026-06-10 20:05", True, True),  # settled since
        ("2026-06-11 08:00", "2026-06-11 01:00", True, False),
        ("2026-06-11 08:00", "2026-06-11 01:00", False, False),
        ("2026-06-13 12:00", "2026-06-12 09:00", True, False),  # Saturday
        ("2026-06-14 20:00", "2026-06-12 09:00", True, True),  # Sunday evening
        ("2026-06-11 08:00", "2026-06-12 08:00", True, True),  # the clock was set back
    ],
)
def test_a_source_is_asked_again_when_there_can_be_something_new(now, read, has_current, is_due):
    moment = eastern(read) if read else None
    assert CALENDAR.is_due(eastern(now), read=moment, has_current=has_current) is is_due


@pytest.mark.parametrize(
    ("now", "is_quiet"),
    [
        ("2026-06-12 19:59", False),
        ("2026-06-12 20:00", True),
        ("2026-06-13 12:00", True),
        ("2026-06-14 19:59", True),
        ("2026-06-14 20:00", False),
        ("2026-01-20 12:00", True),
        ("2026-01-21 12:00", False),
    ],
)
def test_it_is_quiet_where_a_day_has_no_listing_of_its_own(now, is_quiet):
    assert CALENDAR.is_quiet(eastern(now)) is is_quiet


def test_a_reader_can_name_other_days_without_mailing():
    calendar = Calendar(frozenset({date(2027, 6, 10)}))
    assert not calendar.is_listed(date(2027, 6, 11))
    assert CALENDAR.is_listed(date(2027, 6, 11))


@pytest.mark.recorded
def test_days_without_a_listing_repeat_the_one_before_as_they_did_at_arxiv(real_data):
    path = real_data / "corpus" / "arxiv-cs-2025-2026-days.json.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not among the recorded data")
    listings = {
        date.fromisoformat(day): frozenset(names)
        for day, names in json.loads(gzip.decompress(path.read_bytes())).items()
    }
    quiet = [
        (before, day)
        for before, day in pairwise(sorted(listings))
        if day - before == DAY and not CALENDAR.is_listed(day) and listings[before]
    ]
    weekdays = {day for _, day in quiet if day.weekday() < 5}
    assert weekdays == {date(2026, 1, 2), date(2026, 1, 20), date(2026, 6, 22)}
    assert all(listings[day] == listings[before] for before, day in quiet if day in weekdays)
    # A few crawls were short or late.
    same = sum(listings[day] == listings[before] for before, day in quiet)
    assert same / len(quiet) > 0.8
    listed = [
        (before, day)
        for before, day in pairwise(sorted(listings))
        if day - before == DAY and CALENDAR.is_listed(day)
    ]
    new = sum(listings[day] != listings[before] for before, day in listed)
    assert new / len(listed) > 0.95
