"""The use case of reading: library → unseen and unmuted → ranked → a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from academichub_cli import __version__
from academichub_cli._memory import Memory, Reading
from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.interleaving import Comparison, draft
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import Ranked, Reason
from academichub_cli.domain.ranking import by_date, placed, rank, weigh
from academichub_cli.domain.revisions import revision_said
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.shuffling import deal
from academichub_cli.domain.taste import NOTHING, Judge, Taste, features_of, read_taste, tuned
from academichub_cli.library import Library

Wanted = Callable[[Paper], bool]
Types = frozenset[AnnounceType]
PAST = timedelta(days=30)  # how far back a new follow is held against the library
_CLOCK_SLACK = timedelta(days=4)
_REVISION_WEIGHT = 0.6
_MOST_COMPARED = 100
_LIKELY = 0.5


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
            reading = self._compared(reading)
            memory.keep(self.library, reading)
        return replace(reading, papers=reading.papers[:limit])

    def offered(self, follows: Radar, *, limit: int) -> tuple[Ranked, ...]:
        """The best unseen papers of the month before that these follows mean."""
        last = self.calendar.before(self.current)
        found = self.library.papers.between(self.current - PAST, last)
        rules = self._rules(follows)
        seen = self.library.shown.before(self.now + timedelta(seconds=1))
        ranked = rank(found, rules, marks=self.library.marks.all(), now=self.as_of)
        return tuple(each for each in ranked if each.paper.id not in seen)[:limit]

    def _rules(self, radar: Radar) -> RadarRules:
        return RadarRules(radar, today=self.now.date(), attribute=self.library.attribution)

    def weighed(self, papers: Iterable[Paper]) -> tuple[Ranked, ...]:
        """Papers with the scores and the reasons they have now, in their order, hidden or not."""
        marks = self.library.marks.all()
        rules = self._rules(self.radar)
        judge = Judge(taste, self.preferences) if (taste := self.taste) else None
        return tuple(
            weigh(
                paper,
                rules.hits(paper),
                marks=marks.get(paper.id, frozenset()),
                now=self.now,
                fitness=judge.explained(features_of(paper)) if judge else NOTHING,
                trust=judge.trust if judge else 0.0,
                preferences=self.preferences,
            )
            for paper in papers
        )

    @property
    def by_follows(self) -> Reader:
        """The same reader as if no mark had taught anything, which is quicker."""
        return replace(self, preferences=replace(self.preferences, learned=0.0))

    @property
    def taste(self) -> Taste | None:
        """What the marks have taught, as far as it is to count; None where that is nothing."""
        document = self.library.learned.document() if self.preferences.learned else None
        taste = _read_once(document)
        return tuned(taste, self.preferences) if taste else None

    def _todays(self, wanted: Wanted) -> Reading:
        day = self.current
        reading = self.over(day, day, wanted)
        return reading if reading.papers else self._latest_before(day, wanted, pool=reading.pool)

    def _memory(self) -> Memory:
        day = self.current
        settings = (self.look_back, self.preferences, self.comparison)
        return Memory(repr((__version__, self.radar, day, self.now.date(), settings)))

    def _compared(self, reading: Reading) -> Reading:
        """The reading in the order of two rankers that take turns, where two are compared."""
        if self.comparison is None or not reading.papers:
            return reading
        papers = [ranked.paper for ranked in reading.papers]
        both = [self._by(name, papers) for name in self.comparison.rankers]
        known = {ranked.paper.id: ranked for ranked in reading.papers}
        seed = f"{self.comparison.begun.isoformat()} {reading.day}"
        drafted = draft(*both, seed=seed, most=_MOST_COMPARED)
        turns = [
            replace(known.pop(name), ranker=self.comparison.rankers[team]) for name, team in drafted
        ]
        return replace(reading, papers=(*turns, *known.values()))

    def _by(self, ranker: str, papers: list[Paper]) -> list[Identifier]:
        """The papers in one ranker's order."""
        if ranker == "date":
            return [each.paper.id for each in sorted(map(_unranked, papers), key=by_date)]
        reader = self if ranker == "learned" else self.by_follows
        found = [ranked.paper.id for ranked in reader._ranked(papers, _anything)]  # noqa: SLF001 (its own)
        # What only marks admitted, and what is there for its revision, no other ranker has.
        return found + [paper.id for paper in papers if paper.id not in set(found)]

    def over(self, first: date, last: date, wanted: Wanted, types: Types | None = None) -> Reading:
        """The unseen papers of the announcements from one day to another.

        By default what was new or cross-listed, and revisions as `today` shows them; else what
        appeared as one of `types`, replacements of any paper the radar means among it.
        """
        announced, revised = self._announced(first, last)
        if types is None:
            papers = placed(self._unseen(announced, wanted), self._revised(revised, wanted))
            pool = len(announced)
        else:
            replaced = [_as_revision(paper) for paper in revised]
            chosen = [each for each in (*announced, *replaced) if each.announce_type in types]
            papers, pool = self._unseen(chosen, wanted), len(chosen)
        return Reading(
            papers=tuple(papers),
            found=len(papers),
            day=last if first == last else None,
            pool=max(pool, len(papers)),
            span=(first, last),
            likely=self._likely(papers),
        )

    def period(self, period: Period, wanted: Wanted) -> list[Ranked]:
        """All papers of a period's announcements that the radar means, seen or not."""
        return self.between(*days_of(period), wanted)

    def between(self, first: date, last: date, wanted: Wanted) -> list[Ranked]:
        """All papers of the announcements from one day to another that the radar means."""
        return self._ranked(self.library.papers.between(first, last), wanted)

    def of_batch(self, day: date) -> list[Ranked]:
        """All papers of one announcement that the radar means, seen or not, best first."""
        found = self.library.papers.of_batch(day)
        return self._ranked([paper for paper in found if paper.batch == day], _anything)

    def shuffle(self, wanted: Wanted, *, size: int, seed: int, surprise: float) -> Reading:
        """The next deal from all unseen papers of the look-back."""
        day = self.current
        shown = self.library.shown.before(self.now + timedelta(seconds=1))
        found = self.library.papers.between(day - self.look_back, day)
        of_day = [paper for paper in found if paper.batch == day]
        pool = [each for each in self._ranked(of_day, wanted) if each.paper.id not in shown]
        # What is left of the day is dealt first: where it is enough, the order of the rest is idle.
        is_enough = len(pool) >= size
        reader = self.by_follows if is_enough else self
        older = reader._ranked([each for each in found if each.batch != day], wanted)  # noqa: SLF001
        pool += [each for each in older if each.paper.id not in shown]
        dealt = deal(pool, size=size, seed=seed, surprise=surprise, current=day)
        return Reading(papers=tuple(dealt), found=len(pool), day=None, pool=len(pool))

    def matching(self, radar: Radar) -> int:
        """How many papers of the last month another radar means."""
        day = self.current
        rules = self._rules(radar)
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
        ranked = self._ranked(found, wanted)
        days = [each.paper.batch for each in ranked if each.paper.batch]
        if not days:
            return Reading(papers=(), found=0, day=current, pool=pool)
        day = max(days)
        latest = tuple(each for each in ranked if each.paper.batch == day)
        likely = self._likely(latest)
        return Reading(
            papers=latest, found=len(latest), day=day, pool=pool, is_earlier=True, likely=likely
        )

    def _likely(self, papers: Iterable[Ranked]) -> int | None:
        """How many are more likely wanted than not, as far as marks can tell."""
        if self.taste is None:
            return None
        return sum((ranked.score or 0.0) >= _LIKELY for ranked in papers)

    def _ranked(self, papers: list[Paper], wanted: Wanted) -> list[Ranked]:
        rules = self._rules(self.radar)
        chosen = [paper for paper in papers if wanted(paper)]
        return rank(
            chosen,
            rules,
            marks=self.library.marks.all(),
            now=self.as_of,
            taste=self.taste,
            preferences=self.preferences,
        )

    def _revised(self, papers: list[Paper], wanted: Wanted) -> list[Ranked]:
        """Revisions of papers that were followed, liked or saved; of others they are no news."""
        if not papers:
            return []
        rules = self._rules(self.radar)
        marks = self.library.marks.all()
        revised = []
        for paper in filter(wanted, papers):
            said = marks.get(paper.id, frozenset())
            hits = rules.hits(paper)
            is_followed = any(hit.place == "paper" for hit in hits)
            if "hidden" not in said and (is_followed or said & {"liked", "saved"}):
                ranked = weigh(
                    _as_revision(paper),
                    hits,
                    marks=said,
                    now=self.as_of,
                    preferences=self.preferences,
                )
                before = self.library.papers.previous(paper.id)
                revised.append(_with_revision(ranked, revision_said(before, paper)))
        return revised

    def _unseen(self, papers: list[Paper], wanted: Wanted) -> list[Ranked]:
        """Those not shown before the current announcement came out."""
        out = self.calendar.comes_out(self.calendar.current(self.now))
        shown = self.library.shown.before(out)
        return [each for each in self._ranked(papers, wanted) if each.paper.id not in shown]


_read_once = lru_cache(maxsize=2)(read_taste)


def _unranked(paper: Paper) -> Ranked:
    return Ranked(paper=paper)


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


def _as_revision(paper: Paper) -> Paper:
    """The paper as it appeared when it was revised; of one that was news before, that is shown."""
    is_cross = paper.announce_type is AnnounceType.REPLACE_CROSS
    kind = AnnounceType.REPLACE_CROSS if is_cross else AnnounceType.REPLACE
    return replace(paper, announce_type=kind)


def _with_revision(ranked: Ranked, said: str) -> Ranked:
    reason = Reason(kind="paper", text=said, weight=_REVISION_WEIGHT)
    score = 1 - (1 - (ranked.score or 0.0)) * (1 - _REVISION_WEIGHT)
    return replace(ranked, score=round(score, 4), reasons=(reason, *ranked.reasons))
