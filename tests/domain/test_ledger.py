"""The decisions of the ledger: when a day is complete, and what is made of what was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.calendars import EVERY_DAY
from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import ArxivId
from academichub_cli.domain.ledger import (
    Coverage,
    LedgerDay,
    Listing,
    absent,
    batch_by_change,
    day_of_change,
    is_due,
    is_implausible,
    is_repeat,
    settled,
    wanted_days,
)
from academichub_cli.domain.paper import AnnounceType

CALENDAR = Calendar()
DAY = timedelta(days=1)
MONDAY = date(2026, 6, 8)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + number * DAY for number in range(1, 5))
LONGEST = timedelta(days=92)


def eastern(text):
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN)


def names(*numbers):
    return frozenset(ArxivId(f"2606.{number:05d}") for number in numbers)


def line(day=THURSDAY, **more):
    known = {
        "source": "arxiv",
        "category": "cs.CL",
        "day": day,
        "state": State.FAILED,
        "read_at": eastern("2026-06-11 08:00"),
    }
    return LedgerDay(**(known | more))


# When a day is complete


@pytest.mark.parametrize(
    ("is_listed", "announced", "listed", "missing", "said"),
    [
        (True, 412, 412, (), None),
        (True, 0, 0, (), None),
        (True, None, 40, (), None),
        (True, 410, 412, (), None),  # the source counts lower than it names
        (True, 412, 412, ("2606.00001",), "no record of 1 announced papers"),
        (True, 412, 396, (), "its listing names 396 of 412 papers"),
        (True, 412, 396, ("2606.00001",), "its listing names 396 of 412 papers"),
        (False, 412, 412, (), ""),
        (False, None, 0, (), ""),
    ],
)
def test_a_day_is_fresh_only_when_all_that_was_announced_is_here(
    is_listed, announced, listed, missing, said
):
    before = line(is_listed=is_listed, announced=announced)
    after = settled(before, listed=listed, missing=missing)
    assert after.state is (State.FRESH if said is None else State.FAILED)
    assert after.is_settled == (said is None)
    assert (said or "") in after.message
    assert after.fetched == listed - len(missing)


def test_a_complaint_goes_before_other_reasons_and_ends_with_them():
    short = settled(line(announced=9), listed=6, missing=(), complaint="its feed was cut off")
    assert short.message == "its feed was cut off"
    whole = settled(replace(short, is_listed=True), listed=9, missing=())
    assert (whole.state, whole.message) == (State.FRESH, "")


def test_only_the_first_of_many_missing_papers_are_named():
    missing = tuple(f"2606.{number:05d}" for number in range(1, 1_301))
    said = settled(line(is_listed=True, announced=1_300), listed=1_300, missing=missing).message
    assert said.endswith(
        "1,300 announced papers could be had (2606.00001, 2606.00002, 2606.00003, …)"
    )


@pytest.mark.parametrize(
    ("known", "is_read"),
    [
        ({"is_listed": False, "announced": None}, False),
        ({"is_listed": True, "announced": None}, True),
        ({"is_listed": True, "announced": 9, "fetched": 9}, True),
        ({"is_listed": True, "announced": 9, "fetched": 8, "missing": ("2606.00001",)}, True),
        ({"is_listed": True, "announced": 9, "fetched": 8}, False),
    ],
)
def test_a_listing_is_read_when_it_names_as_many_as_are_counted(known, is_read):
    assert line(**known).is_read == is_read


@given(
    is_listed=st.booleans(),
    announced=st.none() | st.integers(0, 9),
    listed=st.integers(0, 9),
    missing=st.integers(0, 9),
)
def test_fresh_is_never_more_than_is_so(is_listed, announced, listed, missing):
    lacking = tuple(map(str, range(min(missing, listed))))
    after = settled(line(is_listed=is_listed, announced=announced), listed=listed, missing=lacking)
    if after.state is State.FRESH:
        assert is_listed
        assert not lacking
        assert after.fetched == listed >= (announced or 0)
        assert after.is_read
    else:
        assert not (is_listed and not lacking and (announced or 0) <= listed)


def test_replacements_are_no_news():
    kinds = dict(zip(sorted(names(1, 2, 3, 4), key=str), AnnounceType, strict=True))
    listing = Listing(category="cs.CL", day=THURSDAY, route="rss", entries=kinds)
    assert listing.news == names(1, 2)
    assert listing.without(names(2)).news == names(1)


@pytest.mark.parametrize(("fetched", "is_complete"), [(411, False), (412, True)])
def test_coverage_is_complete_when_nothing_is_missing(fetched, is_complete):
    found = Coverage(day=THURSDAY, categories=("cs.CL",), announced=412, fetched=fetched)
    assert found.is_complete == is_complete


# What it means that a day is not shown


@pytest.mark.parametrize(
    ("shown", "now", "state"),
    [
        ({WEDNESDAY}, "2026-06-10 20:05", State.WAITING),  # five minutes after it is due
        ({WEDNESDAY}, "2026-06-11 01:59", State.WAITING),
        ({WEDNESDAY}, "2026-06-11 02:00", State.STALE),
        (set(), "2026-06-11 01:00", State.WAITING),
        (set(), "2026-06-11 09:00", State.STALE),
        ({WEDNESDAY, FRIDAY}, "2026-06-12 09:00", State.QUIET),
        ({FRIDAY}, "2026-06-12 09:00", None),
    ],
)
def test_a_day_that_is_not_shown_is_late_stale_quiet_or_cannot_be_told(shown, now, state):
    assert absent(THURSDAY, shown, now=eastern(now)) is state


# Whether a listing is an old one


@pytest.mark.parametrize(
    ("news", "earlier", "is_so"),
    [
        (names(), names(), False),
        (names(1), names(), False),
        (names(1), names(1), True),
        (names(1, 2), names(1), False),
        (names(1, 2), names(1, 2), True),
        (names(1, 2, 3, 4), names(1, 2), False),  # half of it
        (names(1, 2, 3, 4), names(1, 2, 3), True),
        (names(*range(100)), names(*range(60)), True),
    ],
)
def test_a_listing_mostly_of_papers_that_were_news_before_is_a_repeat(news, earlier, is_so):
    assert is_repeat(news, earlier) == is_so


@pytest.mark.parametrize(
    ("news", "earlier", "is_so"),
    [
        (names(1, 2), names(1, 2), False),  # too few to tell
        (names(1, 2, 3), names(1, 2, 3), True),
        (names(*range(10)), names(*range(9)), True),
        (names(*range(10)), names(*range(8)), False),  # the other half of a double batch
    ],
)
def test_a_listing_of_papers_due_earlier_is_implausible(news, earlier, is_so):
    assert is_implausible(news, earlier) == is_so


# Which days are wanted


def test_a_new_category_wants_the_current_day():
    assert wanted_days({}, calendar=CALENDAR, now=eastern("2026-06-11 09:00"), longest=LONGEST) == (
        THURSDAY,
    )


@pytest.mark.parametrize(
    ("known", "now", "days"),
    [
        ({MONDAY: State.FRESH}, "2026-06-08 09:00", ()),
        ({MONDAY: State.FRESH}, "2026-06-08 19:59", ()),
        ({MONDAY: State.FRESH}, "2026-06-08 20:00", (TUESDAY,)),
        ({MONDAY: State.FRESH}, "2026-06-11 09:00", (TUESDAY, WEDNESDAY, THURSDAY)),
        ({MONDAY: State.FAILED, TUESDAY: State.FRESH}, "2026-06-09 09:00", (MONDAY,)),
        ({MONDAY: State.STALE, TUESDAY: State.QUIET}, "2026-06-10 09:00", (MONDAY, WEDNESDAY)),
        ({FRIDAY: State.FRESH}, "2026-06-13 09:00", ()),  # the weekend
        ({FRIDAY: State.FRESH}, "2026-06-14 20:30", (date(2026, 6, 15),)),
        # Friday 19 June is without mailing, so there is no listing of the Monday after.
        ({date(2026, 6, 19): State.FRESH}, "2026-06-22 09:00", ()),
        ({date(2026, 6, 19): State.FRESH}, "2026-06-23 09:00", (date(2026, 6, 23),)),
        # One that was seen though the calendar does not have it is wanted until it is complete.
        (
            {date(2026, 6, 19): State.FRESH, date(2026, 6, 22): State.FAILED},
            "2026-06-23 09:00",
            (date(2026, 6, 22), date(2026, 6, 23)),
        ),
        # So is one that a clock behind its time does not have yet.
        ({MONDAY: State.FRESH, TUESDAY: State.FAILED}, "2026-06-08 09:00", (TUESDAY,)),
    ],
)
def test_every_day_since_the_first_is_wanted_until_it_is_settled(known, now, days):
    lines = {day: line(day, state=state) for day, state in known.items()}
    found = wanted_days(lines, calendar=CALENDAR, now=eastern(now), longest=LONGEST)
    assert found == days


def test_a_source_that_reaches_back_wants_the_days_of_the_look_back():
    wanted = wanted_days(
        {},
        calendar=EVERY_DAY,
        now=eastern("2026-06-14 09:00"),
        longest=LONGEST,
        begins=date(2026, 6, 11),
    )
    assert wanted == (date(2026, 6, 11), date(2026, 6, 12), date(2026, 6, 13))


def test_what_is_too_long_ago_is_wanted_no_more():
    lines = {date(2026, 1, 5): line(date(2026, 1, 5))}
    now = eastern("2026-06-11 09:00")
    found = wanted_days(lines, calendar=CALENDAR, now=now, longest=timedelta(days=10))
    assert found == (date(2026, 6, 1), *(date(2026, 6, day) for day in (2, 3, 4, 5, 8, 9, 10, 11)))


@given(
    states=st.dictionaries(st.integers(0, 40), st.sampled_from(State), max_size=20),
    hours=st.integers(0, 40 * 24),
)
def test_wanted_days_are_in_order_unsettled_and_none_is_passed_over(states, hours):
    first = date(2026, 6, 1)
    lines = {first + n * DAY: line(first + n * DAY, state=state) for n, state in states.items()}
    now = datetime(2026, 6, 1, 12, tzinfo=UTC) + timedelta(hours=hours)
    found = wanted_days(lines, calendar=CALENDAR, now=now, longest=LONGEST)
    assert list(found) == sorted(set(found))
    assert not any(lines[day].is_settled for day in found if day in lines)
    assert {day for day in lines if not lines[day].is_settled} <= set(found)
    current = CALENDAR.current(now)
    assert current in found or lines[current].is_settled


# When they are due


@pytest.mark.parametrize(
    ("known", "now", "asks"),
    [
        (None, "2026-06-11 09:00", True),
        ({"state": State.FAILED}, "2026-06-11 08:01", True),
        ({"state": State.STALE}, "2026-06-11 08:01", True),
        ({"state": State.WAITING}, "2026-06-11 08:01", False),
        ({"state": State.WAITING}, "2026-06-11 08:30", True),
        ({"state": State.FAILED, "is_listed": True}, "2026-06-11 08:29", False),
        ({"state": State.FAILED, "is_listed": True}, "2026-06-11 08:30", True),
        ({"state": State.WAITING}, "2026-06-11 07:00", True),  # the clock was set back
    ],
)
def test_a_wanted_day_is_asked_for_when_asking_can_help(known, now, asks):
    lines = {} if known is None else {THURSDAY: line(**known)}
    assert is_due((THURSDAY,), lines, now=eastern(now)) == asks


def test_a_day_that_was_not_out_everywhere_is_due_at_its_midnight():
    before = line(state=State.WAITING, read_at=eastern("2026-06-10 23:50"))
    assert not is_due((THURSDAY,), {THURSDAY: before}, now=eastern("2026-06-10 23:59"))
    assert is_due((THURSDAY,), {THURSDAY: before}, now=eastern("2026-06-11 00:00"))


def test_nothing_wanted_is_never_due():
    assert not is_due((), {}, now=eastern("2026-06-11 09:00"))


# What OAI-PMH says of a day


@pytest.mark.parametrize(
    ("month", "is_revised", "changed", "day"),
    [
        ("2606", False, WEDNESDAY, WEDNESDAY),
        ("2606", False, MONDAY, TUESDAY),  # announced on a day that is not wanted, or its evening
        ("2606", False, FRIDAY, THURSDAY),
        ("2606", True, FRIDAY, TUESDAY),  # changed since, so it can be of any of the days
        ("2605", False, WEDNESDAY, WEDNESDAY),
        ("2604", False, WEDNESDAY, None),
        ("2604", True, WEDNESDAY, None),
        ("", False, WEDNESDAY, None),  # an identifier from before 2007
    ],
)
def test_a_record_counts_to_the_first_day_its_last_change_allows(month, is_revised, changed, day):
    days = (TUESDAY, WEDNESDAY, THURSDAY)
    found = batch_by_change(month=month, is_revised=is_revised, changed=changed, days=days)
    assert found == day


@pytest.mark.parametrize(
    ("changed", "day"),
    [(MONDAY, TUESDAY), (TUESDAY, TUESDAY), (WEDNESDAY, THURSDAY), (FRIDAY, THURSDAY)],
)
def test_a_change_is_of_the_first_day_that_can_have_it(changed, day):
    assert day_of_change(changed, (THURSDAY, TUESDAY)) == day


@given(
    days=st.sets(st.dates(date(2026, 5, 1), date(2026, 6, 30)), min_size=1),
    changed=st.dates(date(2026, 5, 1), date(2026, 7, 30)),
    is_revised=st.booleans(),
)
def test_a_recent_record_counts_to_one_of_the_days(days, changed, is_revised):
    found = batch_by_change(
        month=f"{changed:%y%m}", is_revised=is_revised, changed=changed, days=days
    )
    assert found in days
