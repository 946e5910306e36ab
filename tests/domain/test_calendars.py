from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.calendars import EVERY_DAY, batch_of_day

MOMENTS = st.datetimes(
    datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2027-12-31")
).map(lambda moment: moment.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-06-11T14:00", date(2026, 6, 10)),
        ("2026-06-11T03:59", date(2026, 6, 9)),  # still the 10th in New York
        ("2026-06-11T04:00", date(2026, 6, 10)),
        ("2026-12-11T04:59", date(2026, 12, 9)),  # in winter an hour later
    ],
)
def test_a_day_is_out_when_it_is_over_in_new_york(now, day):
    assert EVERY_DAY.current(datetime.fromisoformat(now).replace(tzinfo=UTC)) == day


@given(MOMENTS)
def test_the_current_day_is_the_last_that_is_out(now):
    current = EVERY_DAY.current(now)
    assert EVERY_DAY.comes_out(current) <= now < EVERY_DAY.comes_out(current + timedelta(days=1))
    assert EVERY_DAY.last(3, now=now)[1] == EVERY_DAY.before(current)
    assert EVERY_DAY.is_listed(current)


@pytest.mark.parametrize(
    ("day", "now", "batch"),
    [
        ("2026-06-09", "2026-06-10T14:00", "2026-06-10"),
        ("2026-06-09", "2026-06-20T14:00", "2026-06-10"),
        ("2026-06-12", "2026-06-15T14:00", "2026-06-15"),  # Friday, read on Monday
        ("2026-06-13", "2026-06-15T14:00", "2026-06-15"),
        ("2026-06-12", "2026-06-13T14:00", "2026-06-12"),  # read on Saturday: with Friday's
    ],
)
def test_a_posted_day_is_read_with_the_next_announcement_that_is_out(day, now, batch):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = batch_of_day(date.fromisoformat(day), calendar=Calendar(), now=moment)
    assert found == date.fromisoformat(batch)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), MOMENTS)
def test_no_batch_lies_in_the_future(day, now):
    batch = batch_of_day(day, calendar=Calendar(), now=now)
    assert batch <= Calendar().current(now)
    assert Calendar().is_listed(batch)
