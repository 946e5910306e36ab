"""The use case of reading: library → unseen and unmuted → ranked → a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from academichub_cli import __version__
from academichub_cli._memory import Memory, Reading
from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import Ranked, by_date
from academichub_cli.library import Library

if TYPE_CHECKING:
    from academichub_cli._choosing import Chooser
    from academichub_cli.domain.interleaving import Comparison
    from academichub_cli.domain.periods import Period

Wanted = Callable[[Paper], bool]
Types = frozenset[AnnounceType]
PAST = timedelta(days=30)  # how far back a new follow is held against the library
_CLOCK_SLACK = timedelta(days=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader's view of the library at one instant.

    `comparison` names two rankers between which `today` alternates.
    """

    library: Library
    radar: Radar
    calendar: Calendar
    now: datetime
    look_back: timedelta
    preferences: Preferences = field(default_factory=Preferences)
    comparison: Comparison | None = None

    @property
    def as_of(self) -> datetime:
        """When the current announcement came out: ages count from it, so that ranks stay."""
        return self.calendar.comes_out(self.calendar.current(self.now))

    @property
    def current(self) -> date:
        """The announcement that came out last: the calendar's, or what a source showed since.

        A source is right about what it announced, and our clock may be slow.
        """
        day = self.calendar.current(self.now)
        shown = self.library.ledger.last_day()
        return max(day, shown) if shown and shown - day <= _CLOCK_SLACK else day

    def today(self, wanted: Wanted | None, *, limit: int, is_by_date: bool = False) -> Reading:
        """The best of the current announcement; else of the last one before that has unseen.

        Unfiltered, what was ranked is remembered until something changes that it depends on.
        """
        if is_by_date:
            with self.library.reading():
                reading = self._todays(wanted or _anything)
            papers = tuple(sorted(reading.papers, key=by_date))
            return replace(reading, papers=papers[:limit])
        memory = self._memory()
        if wanted is None and (recalled := memory.recall(self.library, limit)):
            return recalled
        with self.library.reading():
            reading = self._todays(wanted or _anything)
        if wanted is None:
            if self.comparison and reading.papers:
                turns = self._chooser.in_turns(reading.papers, self.comparison, reading.day)
                reading = replace(reading, papers=turns)
            memory.keep(self.library, reading)
        return replace(reading, papers=reading.papers[:limit])

    def offered(self, follows: Radar, *, limit: int) -> tuple[Ranked, ...]:
        """The best unseen papers of the month before that these follows mean."""
        last = self.calendar.before(self.current)
        found = self.library.papers.between(self.current - PAST, last)
        seen = self.library.shown.before(self.now + timedelta(seconds=1))
        ranked = self._chooser.meant_by(follows, found)
        return tuple(each for each in ranked if each.paper.id not in seen)[:limit]

    def weighed(self, papers: Iterable[Paper]) -> tuple[Ranked, ...]:
        """Papers with the scores and the reasons they have now, in their order, hidden or not."""
        return self._chooser.weighed(papers)

    @property
    def by_follows(self) -> Reader:
        """The same reader as if no mark had taught anything, which is quicker."""
        return replace(self, preferences=replace(self.preferences, learned=0.0))

    @property
    def _chooser(self) -> Chooser:
        """Loaded only where something is ranked: what was remembered is read without it."""
        chooser: type[Chooser] = import_module("academichub_cli._choosing").Chooser
        return chooser(
            library=self.library,
            radar=self.radar,
            now=self.now,
            as_of=self.as_of,
            preferences=self.preferences,
        )

    def _todays(self, wanted: Wanted) -> Reading:
        day = self.current
        reading = self.over(day, day, wanted)
        return reading if reading.papers else self._latest_before(day, wanted, pool=reading.pool)

    def _memory(self) -> Memory:
        day = self.current
        settings = (self.look_back, self.preferences, self.comparison)
        return Memory(repr((__version__, self.radar, day, self.now.date(), settings)))

    def over(self, first: date, last: date, wanted: Wanted, types: Types | None = None) -> Reading:
        """The unseen papers of the announcements from one day to another.

        By default what was new or cross-listed, and revisions as `today` shows them; else what
        appeared as one of `types`, replacements of any paper the radar means among it.
        """
        announced, revised = self._announced(first, last)
        if types is None:
            unseen = self._unseen(announced, wanted)
            papers = self._chooser.with_revised(unseen, revised, wanted)
            pool = len(announced)
        else:
            replaced = self._chooser.as_revisions(revised)
            chosen = [each for each in (*announced, *replaced) if each.announce_type in types]
            papers, pool = self._unseen(chosen, wanted), len(chosen)
        return Reading(
            papers=tuple(papers),
            found=len(papers),
            day=last if first == last else None,
            pool=max(pool, len(papers)),
            span=(first, last),
            likely=self._chooser.likely(papers),
        )

    def period(self, period: Period, wanted: Wanted) -> list[Ranked]:
        """All papers of a period's announcements that the radar means, seen or not."""
        return self.between(*days_of(period), wanted)

    def between(self, first: date, last: date, wanted: Wanted) -> list[Ranked]:
        """All papers of the announcements from one day to another that the radar means."""
        return self._chooser.ranked(self.library.papers.between(first, last), wanted)

    def of_batch(self, day: date) -> list[Ranked]:
        """All papers of one announcement that the radar means, seen or not, best first."""
        found = self.library.papers.of_batch(day)
        return self._chooser.ranked([paper for paper in found if paper.batch == day], _anything)

    def shuffle(self, wanted: Wanted, *, size: int, seed: int, surprise: float) -> Reading:
        """The next deal from all unseen papers of the look-back."""
        day = self.current
        shown = self.library.shown.before(self.now + timedelta(seconds=1))
        found = self.library.papers.between(day - self.look_back, day)
        of_day = [paper for paper in found if paper.batch == day]
        pool = [each for each in self._chooser.ranked(of_day, wanted) if each.paper.id not in shown]
        # What is left of the day is dealt first: where it is enough, the order of the rest is idle.
        is_enough = len(pool) >= size
        chooser = self._chooser.by_follows if is_enough else self._chooser
        older = chooser.ranked([each for each in found if each.batch != day], wanted)
        pool += [each for each in older if each.paper.id not in shown]
        dealt = chooser.dealt(pool, size=size, seed=seed, surprise=surprise, day=day)
        return Reading(papers=tuple(dealt), found=len(pool), day=None, pool=len(pool))

    def matching(self, radar: Radar) -> int:
        """How many papers of the last month another radar means."""
        day = self.current
        rules = self._chooser.rules(radar)
        found = self.library.papers.between(day - PAST, day)
        return sum(1 for paper in found if rules.hits(paper))

    def _announced(self, first: date, last: date) -> tuple[list[Paper], list[Paper]]:
        """What was new or cross-listed from one day to another, and what was merely revised."""
        announced = self.library.papers.between(first, last)
        news = {paper.id for paper in announced}
        revised = self.library.papers.revised_between(first, last)
        return announced, [paper for paper in revised if paper.id not in news]

    def _latest_before(self, current: date, wanted: Wanted, *, pool: int) -> Reading:
        """The last announcement before the current one that had something for the radar."""
        found = self.library.papers.between(current - self.look_back, self.calendar.before(current))
        ranked = self._chooser.ranked(found, wanted)
        days = [each.paper.batch for each in ranked if each.paper.batch]
        if not days:
            return Reading(papers=(), found=0, day=current, pool=pool)
        day = max(days)
        latest = tuple(each for each in ranked if each.paper.batch == day)
        likely = self._chooser.likely(latest)
        return Reading(
            papers=latest, found=len(latest), day=day, pool=pool, is_earlier=True, likely=likely
        )

    def _unseen(self, papers: list[Paper], wanted: Wanted) -> list[Ranked]:
        """Those not shown before the current announcement came out."""
        out = self.calendar.comes_out(self.calendar.current(self.now))
        shown = self.library.shown.before(out)
        return [each for each in self._chooser.ranked(papers, wanted) if each.paper.id not in shown]


def _anything(_: Paper) -> bool:
    return True


def days_of(period: Period) -> tuple[date, date]:
    """The first and last day whose announcements belong to a period.

    Those that begin in it do; the last may have come out on the evening before its day.
    """
    start = period.start.astimezone(EASTERN)
    is_midnight = start.time() == time()
    first = start.date() + timedelta(days=0 if is_midnight else 1)
    return first, period.end.astimezone(EASTERN).date() + timedelta(days=1)
