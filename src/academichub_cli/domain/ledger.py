"""What was announced and what we got: one entry a source, category and announcement day.

A day is `fresh` only when its listing was read whole and every paper in it is here with its
abstract; everything else has a state and a reason of its own. No mark is moved forward: what is
still wanted is every day that is not `fresh`, so nothing can be passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Self

from academichub_cli.domain.announcements import ASK_AGAIN_AFTER, EASTERN
from academichub_cli.domain.calendars import Days
from academichub_cli.domain.freshness import State
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.paper import AnnounceType

# What counts as announced; replacements are kept beside it.
NEWS = frozenset({AnnounceType.NEW, AnnounceType.CROSS})
# What was announced longer ago is caught up with no more.
LONGEST_AWAY = timedelta(days=92)
# A listing that is not out so long after the midnight it is due at is not late but stale.
_GRACE = timedelta(hours=2)
# Papers of a new listing that stood in an earlier one: more than this part, and it is that one.
_REPEATED = 0.5
_FEWEST_TO_TELL = 3
_TOO_EARLY = 0.9
# An identifier this much older than its last change is no news.
_RECORD_DAYS = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one answer says of one category and announcement day.

    `entries` are the papers in it, replacements included. `claimed` is how many new and
    cross-listed ones the source says there are; `is_exact` that it is this category's own page, so
    that what it does not name was not announced there. `complaint` says why it is not whole.
    """

    category: str
    day: date
    route: str
    entries: Mapping[Identifier, AnnounceType] = field(default_factory=dict)
    claimed: int | None = None
    is_exact: bool = False
    complaint: str = ""

    @property
    def news(self) -> frozenset[Identifier]:
        """The papers announced as new or cross-listed."""
        return frozenset(name for name, kind in self.entries.items() if kind in NEWS)

    def without(self, names: Collection[Identifier]) -> Self:
        """The listing less some papers."""
        kept = {name: kind for name, kind in self.entries.items() if name not in names}
        return replace(self, entries=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of one announcement is here, over several categories, each paper counted once."""

    day: date
    categories: tuple[str, ...]
    announced: int
    fetched: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.fetched >= self.announced


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """One line of the ledger.

    `announced` is how many papers the source says there are, None where it does not; `fetched` how
    many of them are here; `missing` those that are not. `is_listed` says that the listing was read
    whole, `is_counted` that a page which counts its papers agreed.
    """

    source: str
    category: str
    day: date
    state: State
    read_at: datetime
    route: str | None = None
    announced: int | None = None
    fetched: int = 0
    missing: tuple[str, ...] = ()
    is_listed: bool = False
    is_counted: bool = False
    message: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing more to get of this day."""
        return self.state in {State.FRESH, State.QUIET}

    @property
    def is_read(self) -> bool:
        """Whether the listing was read whole and names as many papers as the source counts."""
        named = self.fetched + len(self.missing)
        return self.is_listed and (self.announced is None or self.announced <= named)


def settled(
    before: LedgerDay, *, listed: int, missing: tuple[str, ...], complaint: str = ""
) -> LedgerDay:
    """A day with what is known of it now: `listed` papers, of which some are `missing` here."""
    announced = before.announced
    if before.is_listed and announced is not None:
        announced = max(announced, listed)
    short = 0 if announced is None else announced - listed
    reason = complaint
    if short > 0:
        reason = reason or f"its listing names {listed:,} of {announced:,} papers"
    elif missing:
        reason = reason or _lacking(missing)
    is_whole = before.is_listed and not missing and short <= 0
    return replace(
        before,
        announced=announced,
        fetched=listed - len(missing),
        missing=missing,
        state=State.FRESH if is_whole else State.FAILED,
        message="" if is_whole else reason or before.message,
    )


def absent(day: date, shown: Collection[date], *, now: datetime) -> State | None:
    """What it means that a source which shows these days does not show that one.

    Days on both sides of it: nothing was mailed. Only earlier ones, or none: it is not out yet, or
    what is shown is stale. None where it cannot be told.
    """
    if any(each > day for each in shown):
        return State.QUIET if any(each < day for each in shown) else None
    return State.WAITING if now < overdue_from(day) else State.STALE


def overdue_from(day: date) -> datetime:
    """When the listing of a day should be everywhere: some time after its Eastern midnight."""
    return midnight_of(day) + _GRACE


def is_implausible(news: Collection[Identifier], earlier: Collection[Identifier]) -> bool:
    """Whether next to all papers of a listing were submitted early enough for the one before."""
    if len(news) < _FEWEST_TO_TELL:
        return False
    return len(set(news) & set(earlier)) >= _TOO_EARLY * len(news)


def is_repeat(news: Collection[Identifier], earlier: Collection[Identifier]) -> bool:
    """Whether a listing is one that was read before under another day's name."""
    if len(news) < _FEWEST_TO_TELL:
        return bool(news) and set(news) <= set(earlier)
    return len(set(news) & set(earlier)) > _REPEATED * len(news)


def wanted_days(
    known: Mapping[date, LedgerDay],
    *,
    calendar: Days,
    now: datetime,
    longest: timedelta,
    begins: date | None = None,
) -> tuple[date, ...]:
    """The announcement days of a category that are not settled, oldest first.

    They begin with the first day the ledger has, or with the current one, or on the day that is
    given where that is earlier; `longest` ago at most. A day that the calendar does not have, or
    not yet, is among them where its listing was seen.
    """
    current = calendar.current(now)
    begins = max(min((current, *known, begins or current)), current - longest)
    days = {day for day in known if day >= begins}
    day = current
    while day >= begins:
        days.add(day)
        day = calendar.before(day)
    return tuple(sorted(day for day in days if day not in known or not known[day].is_settled))


def is_due(wanted: Iterable[date], known: Mapping[date, LedgerDay], *, now: datetime) -> bool:
    """Whether a category's wanted days are to be asked for now.

    A day never asked for is, and so is one whose listing could not be had, or was not out
    everywhere when it was asked for and is now. Where only records are missing, or the listing is
    not out, it waits a while after the last try, lest every command ask.
    """
    return any(_is_due(day, known.get(day), now=now) for day in wanted)


def _is_due(day: date, line: LedgerDay | None, *, now: datetime) -> bool:
    if line is None or line.read_at > now or now - line.read_at >= ASK_AGAIN_AFTER:
        return True
    if line.read_at < midnight_of(day) <= now:
        return True
    return line.state is not State.WAITING and not line.is_listed


def midnight_of(day: date) -> datetime:
    """The Eastern midnight with which an announcement day begins: its feed is out."""
    return datetime(day.year, day.month, day.day, tzinfo=EASTERN)


def batch_by_change(
    *, month: str, is_revised: bool, changed: date, days: Collection[date]
) -> date | None:
    """The announcement day to count a record to of which only its last change is known.

    `month` is that of its identifier, ``2606``, or empty; `days` are those that it can be of. None
    for an old paper that was merely changed.
    """
    first = min(days) if is_revised else changed
    if month < f"{changed - _RECORD_DAYS:%y%m}":
        return None
    return day_of_change(first, days)


def day_of_change(changed: date, days: Collection[date]) -> date:
    """The first of the days on which a change can have been announced, or else the last."""
    return min((day for day in days if day >= changed), default=max(days))


def _lacking(missing: tuple[str, ...]) -> str:
    named = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")  # noqa: PLR2004
    return f"no record of {len(missing):,} announced papers could be had ({named})"
