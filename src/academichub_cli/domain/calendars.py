"""Days as a source counts them: arXiv's announcements, or every day that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from academichub_cli.domain.announcements import EASTERN, Calendar

_DAY = timedelta(days=1)


class Days(Protocol):
    """The days of a source: which is the last that is out, and which were before it."""

    def current(self, now: datetime) -> date:
        """The last day that is out."""
        ...

    def before(self, day: date) -> date:
        """The day before this one."""
        ...

    def is_listed(self, day: date) -> bool:
        """Whether there is to be anything of this day."""
        ...

    def comes_out(self, day: date) -> datetime:
        """The instant from which a day can be read whole."""
        ...

    def last(self, count: int, *, now: datetime) -> list[date]:
        """The last day that is out and those before it, so many in all."""
        ...


@dataclass(frozen=True, slots=True)
class EveryDay:
    """The days of a server that posts whenever it likes: each is out when it is over there."""

    def current(self, now: datetime) -> date:
        """The last day that is over in Eastern time, where these servers are kept."""
        return now.astimezone(EASTERN).date() - _DAY

    def before(self, day: date) -> date:
        """The day before."""
        return day - _DAY

    def is_listed(self, day: date) -> bool:  # noqa: ARG002 (the promise has it)
        """Every day is."""
        return True

    def comes_out(self, day: date) -> datetime:
        """The midnight with which it ends."""
        return datetime.combine(day + _DAY, time(), EASTERN)

    def last(self, count: int, *, now: datetime) -> list[date]:
        """The last day that is over and those before it."""
        current = self.current(now)
        return [current - back * _DAY for back in range(count)]


EVERY_DAY = EveryDay()


def batch_of_day(day: date, *, calendar: Calendar, now: datetime) -> date:
    """The announcement that papers posted on a day are read with: the next, if that is out."""
    return min(calendar.after(day), calendar.current(now))
