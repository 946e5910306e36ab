"""The use case of reading: library → unseen and unmuted → ranked → a batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from academichub_cli import __version__
from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import Ranked, Reason
from academichub_cli.domain.ranking import order, rank, weigh
from academichub_cli.domain.revisions import revision_said
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.shuffling import deal
from academichub_cli.library import CHANGED, Library

Wanted = Callable[[Paper], bool]
Types = frozenset[AnnounceType]
PAST = timedelta(days=30)  # how far back a new follow is held against the library
_CLOCK_SLACK = timedelta(days=4)
_REVISION_WEIGHT = 0.6
_MEMORY = "ranked last"
_MOST_REMEMBERED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is there to read: `papers` best first, of `day` where they are of one announcement.

    `found` counts what there is for this radar, `pool` the papers of the announcements that was
    chosen from; `is_earlier` says that the current announcement had none for this radar and these
    are of the last one that had. `span` are the first and last announcement it was asked for.
    """

    papers: tuple[Ranked, ...]
    found: int
    day: date | None
    pool: int
    is_earlier: bool = False
    span: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader's view of the library at one instant."""

    library: Library
    radar: Radar
    calendar: Calendar
    now: datetime
    look_back: timedelta

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

    def today(self, wanted: Wanted | None, *, limit: int) -> Reading:
        """The best of the current announcement; else of the last one before that has unseen.

        Unfiltered, what was ranked is remembered until something changes that it depends on.
        """
        memory = self._memory()
        if wanted is None and (recalled := memory.recall(self.library, limit)):
            return recalled
        with self.library.reading():
            reading = self._todays(wanted or _anything)
        if wanted is None:
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

    def _todays(self, wanted: Wanted) -> Reading:
        day = self.current
        reading = self.over(day, day, wanted)
        return reading if reading.papers else self._latest_before(day, wanted, pool=reading.pool)

    def _memory(self) -> Memory:
        day = self.current
        return Memory(repr((__version__, self.radar, day, self.now.date(), self.look_back)))

    def over(self, first: date, last: date, wanted: Wanted, types: Types | None = None) -> Reading:
        """The unseen papers of the announcements from one day to another.

        By default what was new or cross-listed, and revisions as `today` shows them; else what
        appeared as one of `types`, replacements of any paper the radar means among it.
        """
        announced, revised = self._announced(first, last)
        if types is None:
            papers = [*self._unseen(announced, wanted), *self._revised(revised, wanted)]
            pool = len(announced)
        else:
            replaced = [_as_revision(paper) for paper in revised]
            chosen = [each for each in (*announced, *replaced) if each.announce_type in types]
            papers, pool = self._unseen(chosen, wanted), len(chosen)
        return Reading(
            papers=tuple(sorted(papers, key=order)),
            found=len(papers),
            day=last if first == last else None,
            pool=max(pool, len(papers)),
            span=(first, last),
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
        pool = [each for each in self._ranked(found, wanted) if each.paper.id not in shown]
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
        return Reading(papers=latest, found=len(latest), day=day, pool=pool, is_earlier=True)

    def _ranked(self, papers: list[Paper], wanted: Wanted) -> list[Ranked]:
        rules = self._rules(self.radar)
        chosen = [paper for paper in papers if wanted(paper)]
        return rank(chosen, rules, marks=self.library.marks.all(), now=self.as_of)

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
                ranked = weigh(_as_revision(paper), hits, marks=said, now=self.as_of)
                before = self.library.papers.previous(paper.id)
                revised.append(_with_revision(ranked, revision_said(before, paper)))
        return revised

    def _unseen(self, papers: list[Paper], wanted: Wanted) -> list[Ranked]:
        """Those not shown before the current announcement came out."""
        out = self.calendar.comes_out(self.calendar.current(self.now))
        shown = self.library.shown.before(out)
        return [each for each in self._ranked(papers, wanted) if each.paper.id not in shown]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was ranked last, for as long as all that `key` names and the library are the same."""

    key: str

    def recall(self, library: Library, limit: int) -> Reading | None:
        """The best of what was ranked; None where that was something else, or too little."""
        try:
            kept = json.loads(library.note(_MEMORY) or "{}")
            if kept.get("key") != self._full_key(library):
                return None
            best = kept["best"][:limit]
            if len(best) < min(limit, kept["found"]):
                return None
            papers = library.papers.by_keys([key for key, _, _ in best])
            marks = library.marks.all()
            return Reading(
                papers=tuple(
                    Ranked(
                        paper=paper,
                        score=score,
                        reasons=tuple(Reason(**reason) for reason in reasons),
                        marks=marks.get(paper.id, frozenset()),
                    )
                    for paper, (_, score, reasons) in zip(papers, best, strict=True)
                ),
                found=kept["found"],
                day=date.fromisoformat(kept["day"]) if kept["day"] else None,
                pool=kept["pool"],
                is_earlier=kept["is_earlier"],
            )
        except (LookupError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, library: Library, reading: Reading) -> None:
        """Remember what was ranked."""
        best = reading.papers[:_MOST_REMEMBERED]
        keys = library.papers.keys([ranked.paper.id for ranked in best])
        kept = {
            "key": self._full_key(library),
            "best": [
                (keys[ranked.paper.id], ranked.score, [asdict(each) for each in ranked.reasons])
                for ranked in best
            ],
            "found": reading.found,
            "day": reading.day.isoformat() if reading.day else None,
            "pool": reading.pool,
            "is_earlier": reading.is_earlier,
        }
        with library.changing():
            library.set_note(_MEMORY, json.dumps(kept))

    def _full_key(self, library: Library) -> str:
        return f"{self.key} {library.note(CHANGED)}"


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
