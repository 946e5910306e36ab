"""arXiv's calendar: which batch is current at an instant, and to which a submission belongs.

A *batch* is named by the day its listing bears (Monday to Friday); it comes out at 20:00 Eastern
time the evening before and holds what was received until 14:00 of the weekday before. Rules:
https://info.arxiv.org/help/availability.html. A weekday without mailing means that the next
weekday's listing is not made and its papers wait for the one after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")

# The year's days without mailing, from the page above.
NO_MAILING = frozenset(
    date(2026, month, day)
    for month, day in (
        *((1, 1), (1, 19), (6, 19), (7, 3), (9, 7)),
        *((11, 26), (12, 25), (12, 29), (12, 31)),
    )
)

_CUT_OFF = time(14)
_COMES_OUT = time(20)
_FRIDAY = 4
_DAY = timedelta(days=1)
_SLACK = timedelta(hours=1)
# The API's index follows the announcement within a few hours; a read before that is not the last.
SETTLES_AFTER = timedelta(hours=5)
ASK_AGAIN_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Calendar:
    """arXiv's calendar with the days on which nothing is mailed."""

    no_mailing: frozenset[date] = NO_MAILING

    def is_listed(self, day: date) -> bool:
        """Whether a listing bears this day."""
        return day.weekday() <= _FRIDAY and _weekday_before(day) not in self.no_mailing

    def comes_out(self, day: date) -> datetime:
        """The instant at which the listing of this day is announced, in Eastern time."""
        return datetime.combine(day - _DAY, _COMES_OUT, EASTERN)

    def cut_off(self, day: date) -> datetime:
        """The last instant of submission for the listing of this day, in Eastern time."""
        return datetime.combine(_weekday_before(day), _CUT_OFF, EASTERN)

    def current(self, now: datetime) -> date:
        """The batch that was announced last."""
        return _current(self, now)

    def before(self, day: date) -> date:
        """The batch before this one."""
        day -= _DAY
        while not self.is_listed(day):
            day -= _DAY
        return day

    def after(self, day: date) -> date:
        """The batch after this one."""
        day += _DAY
        while not self.is_listed(day):
            day += _DAY
        return day

    def last(self, count: int, *, now: datetime) -> list[date]:
        """The current batch and those before it, so many in all."""
        days = [self.current(now)]
        while len(days) < count:
            days.append(self.before(days[-1]))
        return days

    def is_quiet(self, now: datetime) -> bool:
        """Whether this is a day (or the evening before one) that has no listing of its own."""
        local = now.astimezone(EASTERN)
        day = local.date() + (_DAY if local.time() >= _COMES_OUT else timedelta())
        return not self.is_listed(day)

    def batch_of(self, submitted: datetime) -> date:
        """The first batch that a paper submitted at this instant can be in."""
        local = submitted.astimezone(EASTERN)
        return _first_batch(self, local.date(), is_in_time=local.time() <= _CUT_OFF)

    def batch_when_seen(
        self, submitted: datetime | None, *, now: datetime, looked: datetime | None
    ) -> date:
        """The batch to count a paper to that no source dates, first seen now.

        It is the one its submission belongs to, unless that came out before we last `looked` and
        the paper was not there: then it was held back, and came with the current one. A source
        that shows a paper has announced it, so no batch lies in the future; but where the paper is
        younger than `now`, it is our clock that is wrong, and it says nothing.
        """
        current = self.current(now)
        if submitted is None:
            return current
        first = self.batch_of(submitted)
        was_missed = looked is not None and self.comes_out(first) + SETTLES_AFTER <= looked
        if submitted > now + _SLACK:
            return first
        return current if was_missed else min(first, current)

    def is_due(self, now: datetime, *, read: datetime | None, has_current: bool) -> bool:
        """Whether to ask again.

        `read` is when everything was read last, `has_current` whether that had papers of the
        current batch.
        """
        out = self.comes_out(self.current(now))
        if read is None or read < out or read > now:
            return True
        settled = out + SETTLES_AFTER
        if read >= settled:
            return False
        return now >= settled or (not has_current and now - read >= ASK_AGAIN_AFTER)


# Of the papers of a whole file, many are of one day, and all are held against one instant.


@lru_cache(maxsize=16)
def _current(calendar: Calendar, now: datetime) -> date:
    day = now.astimezone(EASTERN).date() + _DAY
    while not (calendar.is_listed(day) and calendar.comes_out(day) <= now):
        day -= _DAY
    return day


@lru_cache(maxsize=4_096)
def _first_batch(calendar: Calendar, received: date, *, is_in_time: bool) -> date:
    """The first batch after a day, or a weekday's own where it is before the cut-off."""
    day = received
    while not calendar.is_listed(day) or (_weekday_before(day), is_in_time) < (received, True):
        day += _DAY
    return day


def _weekday_before(day: date) -> date:
    day -= _DAY
    while day.weekday() > _FRIDAY:
        day -= _DAY
    return day
