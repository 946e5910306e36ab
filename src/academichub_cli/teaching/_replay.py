"""How rankers would have done on the reader's own history, each day with what was known before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.measures import ndcg, recall, reciprocal_rank
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.preferences import Preferences
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.ranked import by_date
from academichub_cli.domain.ranking import rank
from academichub_cli.domain.rules import RadarRules
from academichub_cli.domain.taste import Taste
from academichub_cli.library import Library
from academichub_cli.teaching._lessons import Background, Lessons

_WANTED = frozenset({"liked", "saved"})
_MOST_LEARNED = 8  # times
_MOST_DAYS = 120
_FIRST, _PAGE = 20, 10
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How one ranker did on one day."""

    ndcg: float
    recall: float
    reciprocal_rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """How each ranker did, day by day; `marks` counts the papers that were liked or saved."""

    days: tuple[date, ...]
    marks: int
    by_ranker: dict[str, tuple[Measured, ...]]


def replay(
    library: Library, radar: Radar, calendar: Calendar, preferences: Preferences, *, now: datetime
) -> Replay:
    """Every announcement of which something shown was liked or saved, ranked as on its day.

    A ranker sees no mark that was made after the announcement came out. What was never shown could
    not be marked, so what this says holds for papers like those that were shown.
    """
    wanted = _wanted(library)
    days = sorted(wanted)[-_MOST_DAYS:]
    measured: dict[str, list[Measured]] = {"learned": [], "follows": [], "date": []}
    rules = RadarRules(radar, today=now.date())
    for day, taste in _taught(library, radar, calendar, days):
        papers = library.papers.between(day, day)
        out = calendar.comes_out(day)
        orders = {
            "learned": _ranked(papers, rules, out, preferences, taste),
            "follows": _ranked(papers, rules, out, preferences, None),
            "date": _newest(papers, rules, out),
        }
        for name, ranked in orders.items():
            measured[name].append(_measured(ranked, wanted[day]))
    return Replay(
        days=tuple(days),
        marks=sum(len(wanted[day]) for day in days),
        by_ranker={name: tuple(found) for name, found in measured.items()},
    )


def _wanted(library: Library) -> dict[date, frozenset[Identifier]]:
    """By announcement day, the papers that were liked or saved after they had been shown."""
    marks = [mark for mark in library.marks.dated() if mark.name in _WANTED]
    papers = library.papers.by_keys([mark.key for mark in marks])
    found: dict[date, frozenset[Identifier]] = {}
    for mark, paper in zip(marks, papers, strict=True):
        showing = library.shown.of(mark.key)
        if paper.batch and showing and showing.first_at <= mark.at:
            found[paper.batch] = found.get(paper.batch, frozenset()) | {paper.id}
    return found


def _taught(
    library: Library, radar: Radar, calendar: Calendar, days: Sequence[date]
) -> Iterator[tuple[date, Taste | None]]:
    """Each day with what had been learned before it came out, or before an earlier day did."""
    step = max(1, -(-len(days) // _MOST_LEARNED))
    taste: Taste | None = None
    background = Background(library)
    for place, day in enumerate(days):
        if place % step == 0:
            until = calendar.comes_out(day) - _A_MOMENT
            lessons = Lessons(library=library, radar=radar, until=until, background=background)
            taste = lessons.taste()
        yield day, taste


def _ranked(
    papers: list[Paper],
    rules: RadarRules,
    out: datetime,
    preferences: Preferences,
    taste: Taste | None,
) -> list[Identifier]:
    known = taste if taste and (taste.liking or taste.aversion) else None
    ranked = rank(papers, rules, marks={}, now=out, taste=known, preferences=preferences)
    return [each.paper.id for each in ranked]


def _newest(papers: list[Paper], rules: RadarRules, out: datetime) -> list[Identifier]:
    ranked = rank(papers, rules, marks={}, now=out)
    return [each.paper.id for each in sorted(ranked, key=by_date)]


def _measured(ranked: list[Identifier], wanted: frozenset[Identifier]) -> Measured:
    return Measured(
        ndcg=ndcg(ranked, wanted, first=_FIRST),
        recall=recall(ranked, wanted, first=_PAGE),
        reciprocal_rank=reciprocal_rank(ranked, wanted),
    )
