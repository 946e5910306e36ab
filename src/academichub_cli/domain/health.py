"""The ledger as a reader sees it: every day of a span has its lines, also those without listing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from academichub_cli.domain.calendars import Days
from academichub_cli.domain.freshness import State
from academichub_cli.domain.ledger import LedgerDay, overdue_from

_NOT_ASKED = "not asked for yet: `hub fetch`"
# From coming out in the evening to two hours after midnight, when it is everywhere.
_EVERYWHERE_AFTER = timedelta(hours=6)
_NO_MAILING = "no announcement on this day"


def days_seen(
    lines: Collection[LedgerDay],
    categories: Iterable[str],
    *,
    source: str,
    calendar: Days,
    now: datetime,
    span: int,
) -> tuple[LedgerDay, ...]:
    """The lines of so many days up to the current announcement, newest first.

    A day without listing has one `quiet` line without category; a day that was never asked for is
    `waiting` until its listing should be out, and `stale` from then on. Days before the first that
    was ever asked for have none.
    """
    current = max((line.day for line in lines), default=calendar.current(now))
    current = max(current, calendar.current(now))
    begun = {
        category: min((line.day for line in lines if line.category == category), default=None)
        for category in categories
    }
    first = min((day for day in begun.values() if day), default=current)
    last_local = max(current, now.date())
    days = (last_local - timedelta(days=back) for back in range(span))
    return tuple(
        line
        for day in days
        if day >= first
        for line in _lines_of(day, lines, begun, source=source, calendar=calendar, now=now)
    )


def _lines_of(
    day: date,
    lines: Collection[LedgerDay],
    begun: dict[str, date | None],
    *,
    source: str,
    calendar: Days,
    now: datetime,
) -> Iterator[LedgerDay]:
    found = {line.category: line for line in lines if line.day == day}
    if not found and not calendar.is_listed(day):
        yield LedgerDay(
            source=source, category="", day=day, state=State.QUIET, read_at=now, message=_NO_MAILING
        )
        return
    for category, first in begun.items():
        if category in found:
            yield found[category]
        elif (
            calendar.is_listed(day)
            and calendar.comes_out(day) <= now
            and (first is None or day >= first)
        ):
            overdue = max(overdue_from(day), calendar.comes_out(day) + _EVERYWHERE_AFTER)
            state = State.WAITING if now < overdue else State.STALE
            yield LedgerDay(
                source=source,
                category=category,
                day=day,
                state=state,
                read_at=now,
                message=_NOT_ASKED,
            )
