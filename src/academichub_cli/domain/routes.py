"""Which of arXiv's routes serves which need; the one place where that is decided.

In the order of what costs arXiv least: the feed of today's announcement answers for many categories
at once, a category's listing page counts its papers and goes back five listings, OAI-PMH goes back
as far as one likes, and the API finds records by identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from academichub_cli.domain.announcements import EASTERN, Calendar

FEED_LIMIT = 2_000  # records in one feed
LISTINGS_BACK = 5  # days on the page of the past week
_HEADROOM = 0.8  # of the feed's limit: no day is quite like the one before
_USUAL = 120  # papers a day, of a category of which nothing is known
_ARCHIVE_USUAL = 900
# OAI-PMH shows an announcement some hours later: https://info.arxiv.org/help/oa
_HARVESTABLE_AFTER = timedelta(hours=3)
_DAY = timedelta(days=1)


class Route(StrEnum):
    """A way to learn of announcements."""

    FEED = "rss"
    NEW = "new"
    WEEK = "pastweek"
    OAI = "oai"
    NAMES = "api"
    DAYS = "days"  # not arXiv's: the records that a server posted on one day

    @property
    def address(self) -> str:
        """Which of arXiv's addresses it asks; also its name in ledger and papers."""
        return "listing" if self in {Route.NEW, Route.WEEK} else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to ask: a route, and what for."""

    route: Route
    categories: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    since: date | None = None
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a long reading is resumed by."""
        what = "" if self.days else " records"
        return f"{self.route} {'+'.join(self.categories)} {self.since}{what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is wanted, and what can be asked for it.

    `unread` are the days, oldest first, of which a category's listing was not read whole; `missing`
    the announced papers without record, by category; `doubted` the categories whose feed turned out
    not to be whole; `audited` those whose counts are to be looked up. `routes` can be asked;
    `tried` were, in vain or not, for a category. `cut` are the feeds that turned out too long, or
    were refused.
    """

    now: datetime
    calendar: Calendar
    routes: frozenset[Route]
    unread: Mapping[str, tuple[date, ...]]
    missing: Mapping[str, tuple[str, ...]]
    usual: Mapping[str, int]
    tried: frozenset[tuple[Route, str]] = frozenset()
    cut: frozenset[tuple[str, ...]] = frozenset()
    doubted: frozenset[str] = frozenset()
    audited: tuple[str, ...] = ()

    def may_ask(self, route: Route, category: str) -> bool:
        """Whether a route is open and has not been asked for this category yet."""
        return route in self.routes and (route, category) not in self.tried


def next_step(situation: Situation) -> Step | None:
    """What to ask next; None when nothing is wanted, or nothing more can be done."""
    for steps in (_feeds, _pages, _harvests, _names, _late_harvests, _audits):
        if step := next(steps(situation), None):
            return step
    return None


def packs(
    categories: Iterable[str], usual: Mapping[str, int], cut: frozenset[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Categories in as few feeds as the limit of records allows; what was cut is halved."""
    joined: list[list[str]] = []
    room = 0.0
    for category in categories:
        size = usual.get(category, _USUAL if "." in category else _ARCHIVE_USUAL)
        if not joined or size > room:
            joined.append([])
            room = _HEADROOM * FEED_LIMIT
        joined[-1].append(category)
        room -= size
    return [half for pack in joined for half in _halved(tuple(pack), cut)]


def _halved(pack: tuple[str, ...], cut: frozenset[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if pack not in cut or len(pack) == 1:
        return [pack]
    middle = len(pack) // 2
    return [*_halved(pack[:middle], cut), *_halved(pack[middle:], cut)]


def _feeds(situation: Situation) -> Iterator[Step]:
    """The feed, which is made at Eastern midnight and has the announcement of that day alone."""
    today = situation.now.astimezone(EASTERN).date()
    wanting = {
        category
        for category, days in situation.unread.items()
        if today in days and situation.may_ask(Route.FEED, category)
    }
    # With those asked before, lest what is left of a feed that was halved be joined anew.
    asked = {category for route, category in situation.tried if route is Route.FEED}
    for pack in packs(sorted(wanting | asked), situation.usual, situation.cut):
        left = tuple(category for category in pack if category in wanting)
        for half in _halved(left, situation.cut) if left else ():
            yield Step(route=Route.FEED, categories=half, days=(today,))


def _pages(situation: Situation) -> Iterator[Step]:
    """A category's own page: today's with types and abstracts, or the week's for missed days.

    The week's also where the feed is in doubt, for it shows days that the calendar does not know.
    """
    current = situation.calendar.current(situation.now)
    first = min(situation.calendar.last(LISTINGS_BACK, now=situation.now))
    for category, days in situation.unread.items():
        within = tuple(day for day in days if first <= day <= current)
        is_simple = days == (current,) and category not in situation.doubted
        if is_simple and situation.may_ask(Route.NEW, category):
            yield Step(route=Route.NEW, categories=(category,), days=days)
        elif within and situation.may_ask(Route.WEEK, category):
            yield Step(route=Route.WEEK, categories=(category,), days=within)
        elif current in days and situation.may_ask(Route.NEW, category):
            yield Step(route=Route.NEW, categories=(category,), days=(current,))


def _harvests(situation: Situation) -> Iterator[Step]:
    """OAI-PMH for days that no page shows any more, or that no page would give."""
    for category, days in situation.unread.items():
        wanted = tuple(day for day in days if _is_harvestable(situation, day))
        if wanted and situation.may_ask(Route.OAI, category):
            yield _harvest(category, wanted)


def _names(situation: Situation) -> Iterator[Step]:
    """Records of announced papers, by identifier."""
    missing = tuple(
        dict.fromkeys(
            name
            for category, names in situation.missing.items()
            if situation.may_ask(Route.NAMES, category)
            for name in names
        )
    )
    if missing:
        asked = tuple(category for category, names in situation.missing.items() if names)
        yield Step(route=Route.NAMES, categories=asked, names=missing)


def _late_harvests(situation: Situation) -> Iterator[Step]:
    """OAI-PMH for records that the API did not have."""
    oldest = min(situation.calendar.last(LISTINGS_BACK, now=situation.now))
    for category, names in situation.missing.items():
        if names and situation.may_ask(Route.OAI, category):
            yield Step(route=Route.OAI, categories=(category,), since=oldest - _DAY)


def _audits(situation: Situation) -> Iterator[Step]:
    """Pages that count, when nothing else is to be asked."""
    for category in situation.audited:
        if situation.may_ask(Route.WEEK, category):
            yield Step(route=Route.WEEK, categories=(category,))


def _harvest(category: str, days: tuple[date, ...]) -> Step:
    since = min(days) - _DAY  # announced on the evening before, in one zone or another
    return Step(route=Route.OAI, categories=(category,), days=days, since=since)


def _is_harvestable(situation: Situation, day: date) -> bool:
    return situation.now >= situation.calendar.comes_out(day) + _HARVESTABLE_AFTER
