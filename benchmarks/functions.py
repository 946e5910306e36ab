"""Ranking and the brief as functions: how long a person waits for them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import papers as paper_list
from academichub_cli.briefs.extract import brief
from academichub_cli.domain import rules as rules_module
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period
from academichub_cli.domain.ranking import rank
from academichub_cli.domain.rules import RadarRules
from measuring import Row
from papers import NOW, REAL, TODAY
from stage import RADAR, Stage

_WEEK, _BEFORE = timedelta(days=7), timedelta(days=28)


def rows(stage: Stage) -> Iterator[Row]:
    """Not judged: what is bounded is the command that calls them."""
    batch = list(paper_list.dated(stage.papers[:1_400], TODAY))
    seconds = _median(lambda: _rank(batch), times=3 if stage.quick else 9)
    yield Row("ranking 1,400 papers by 20 follows", f"{1_000 * seconds:.0f} ms")
    now, week, before = _weeks(stage)
    rules = RadarRules(RADAR, today=now)
    at = NOW.replace(year=now.year, month=now.month, day=now.day)
    ranked = rank(week, rules, marks={}, now=at)
    period = Period(at - _WEEK, at)
    seconds = _median(
        lambda: brief(ranked, before, period=period, now=at), times=1 if stage.quick else 3
    )
    said = f"brief of a week: {len(ranked):,} papers, {len(before):,} before"
    yield Row(said, f"{seconds:.1f} s")


def _rank(batch: list[Paper]) -> None:
    # A process ranks once, so nothing of the run before may be remembered.
    for remembered in vars(rules_module).values():
        if hasattr(remembered, "cache_clear"):
            remembered.cache_clear()
    rank(batch, RadarRules(RADAR, today=TODAY), marks={}, now=NOW)


def _weeks(stage: Stage) -> tuple[date, list[Paper], list[Paper]]:
    """A week's papers and those of the four weeks before: real ones, else made ones."""
    folder = paper_list.real_data()
    if folder is None:
        papers = list(paper_list.by_day(stage.papers[:6_000], last=TODAY, a_day=240))
    else:
        papers = [paper_list.paper_of(line) for line in paper_list.lines_of(folder / REAL)]
    days = sorted({paper.batch for paper in papers if paper.batch})
    last = days[-1]
    dated = [replace(paper, first_seen=NOW) for paper in papers if paper.batch]
    week = [paper for paper in dated if last - _WEEK < (paper.batch or last)]
    before = [p for p in dated if last - _WEEK - _BEFORE < (p.batch or last) <= last - _WEEK]
    return last, week, before


def _median(call: Callable[[], object], *, times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
