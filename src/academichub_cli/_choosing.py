"""Papers held against one reader's radar, marks and taste: which are wanted, and how much.

What was ranked is remembered, so most runs of `hub today` do without this and all it imports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.interleaving import Comparison, draft
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import Ranked, Reason, by_date
from academichub_cli.domain.ranking import placed, rank, weigh
from academichub_cli.domain.revisions import revision_said
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.shuffling import deal
from academichub_cli.domain.taste import NOTHING, Judge, Taste, features_of, read_taste, tuned
from academichub_cli.library import Library

Wanted = Callable[[Paper], bool]
_REVISION_WEIGHT = 0.6
_MOST_COMPARED = 100
_LIKELY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """What one reader wants of given papers. Ages count from `as_of`."""

    library: Library
    radar: Radar
    now: datetime
    as_of: datetime
    preferences: Preferences

    def ranked(self, papers: Iterable[Paper], wanted: Wanted) -> list[Ranked]:
        """Those that are wanted and that the radar or the marks speak for, best first."""
        return rank(
            [paper for paper in papers if wanted(paper)],
            self.rules(self.radar),
            marks=self.library.marks.all(),
            now=self.as_of,
            taste=self.taste,
            preferences=self.preferences,
        )

    def meant_by(self, radar: Radar, papers: Iterable[Paper]) -> list[Ranked]:
        """Those that the follows of another radar mean, best first by these alone."""
        marks = self.library.marks.all()
        return rank(papers, self.rules(radar), marks=marks, now=self.as_of)

    def with_revised(
        self, ranked: list[Ranked], papers: Collection[Paper], wanted: Wanted
    ) -> list[Ranked]:
        """Ranked papers, and where they belong the revisions of what was followed or liked."""
        return placed(ranked, self._revised(papers, wanted) if papers else [])

    def as_revisions(self, papers: Iterable[Paper]) -> list[Paper]:
        """Papers as they appeared when they were revised, though they were news before."""
        return [_as_revision(paper) for paper in papers]

    def weighed(self, papers: Iterable[Paper]) -> tuple[Ranked, ...]:
        """Papers with the scores and the reasons they have now, in their order, hidden or not."""
        marks = self.library.marks.all()
        rules = self.rules(self.radar)
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

    def dealt(
        self, pool: Iterable[Ranked], *, size: int, seed: int, surprise: float, day: date
    ) -> list[Ranked]:
        """The next deal from what was not shown, what is left of `day` first."""
        return deal(pool, size=size, seed=seed, surprise=surprise, current=day)

    def in_turns(
        self, ranked: Collection[Ranked], comparison: Comparison, day: date | None
    ) -> tuple[Ranked, ...]:
        """The papers in the order of two rankers that take turns."""
        papers = [each.paper for each in ranked]
        both = [self._by(name, papers) for name in comparison.rankers]
        known = {each.paper.id: each for each in ranked}
        seed = f"{comparison.begun.isoformat()} {day}"
        drafted = draft(*both, seed=seed, most=_MOST_COMPARED)
        turns = [
            replace(known.pop(name), ranker=comparison.rankers[team]) for name, team in drafted
        ]
        return (*turns, *known.values())

    def likely(self, papers: Iterable[Ranked]) -> int | None:
        """How many are more likely wanted than not; None where no mark could tell."""
        if self.taste is None:
            return None
        return sum((ranked.score or 0.0) >= _LIKELY for ranked in papers)

    def rules(self, radar: Radar) -> RadarRules:
        """What a radar means, by all that the library tells of people."""
        return RadarRules(radar, today=self.now.date(), attribute=self.library.attribution)

    @property
    def taste(self) -> Taste | None:
        """What the marks have taught, as far as it is to count; None where that is nothing."""
        document = self.library.learned.document() if self.preferences.learned else None
        taste = _read_once(document)
        return tuned(taste, self.preferences) if taste else None

    def _revised(self, papers: Iterable[Paper], wanted: Wanted) -> list[Ranked]:
        rules = self.rules(self.radar)
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

    def _by(self, ranker: str, papers: list[Paper]) -> list[Identifier]:
        """The papers in one ranker's order."""
        if ranker == "date":
            return [each.paper.id for each in sorted(map(_unranked, papers), key=by_date)]
        chooser = self if ranker == "learned" else self.by_follows
        found = [ranked.paper.id for ranked in chooser.ranked(papers, _anything)]
        # What only marks admitted, and what is there for its revision, no other ranker has.
        return found + [paper.id for paper in papers if paper.id not in set(found)]

    @property
    def by_follows(self) -> Chooser:
        """The same as if no mark had taught anything, which is quicker."""
        return replace(self, preferences=replace(self.preferences, learned=0.0))


_read_once = lru_cache(maxsize=2)(read_taste)


def _anything(_: Paper) -> bool:
    """Every paper is wanted."""
    return True


def _as_revision(paper: Paper) -> Paper:
    """The paper as it appeared when it was revised; of one that was news before, that is shown."""
    is_cross = paper.announce_type is AnnounceType.REPLACE_CROSS
    kind = AnnounceType.REPLACE_CROSS if is_cross else AnnounceType.REPLACE
    return replace(paper, announce_type=kind)


def _unranked(paper: Paper) -> Ranked:
    return Ranked(paper=paper)


def _with_revision(ranked: Ranked, said: str) -> Ranked:
    reason = Reason(kind="paper", text=said, weight=_REVISION_WEIGHT)
    score = 1 - (1 - (ranked.score or 0.0)) * (1 - _REVISION_WEIGHT)
    return replace(ranked, score=round(score, 4), reasons=(reason, *ranked.reasons))
