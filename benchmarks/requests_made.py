"""How many requests a radar costs: on the first day, the next, and when it has grown."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import loopback.arxiv
import papers as paper_list
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.sources import Need
from academichub_cli.sources._arxiv_api import search_of
from academichub_cli.sources.arxiv import SOURCE
from loopback import ArxivServer
from loopback import Paper as Answered
from measuring import CannotRunError, Row, judged
from papers import NOW, TODAY
from stage import A_PAGE, RADAR, Home, Stage, loopback_variables

# The server looks for words in every paper for every term, so it remembers what it has read.
loopback.arxiv._words = lru_cache(maxsize=None)(loopback.arxiv._words)  # noqa: SLF001

_LOOK_BACK = timedelta(days=14)
_DAYS = 11  # announcements; the look-back holds ten of them
_COUNT = re.compile(r"library: ([\d,]+) paper")


@dataclass
class Watch:
    """A reader, a server, and what was asked of it."""

    home: Home
    server: ArxivServer
    follows: list[Follow] = field(default_factory=lambda: list(RADAR.follows))

    def fetch(self, now: datetime) -> int:
        """Fetch; how many requests that took. Raises CannotRunError where papers are missing."""
        before = len(self.server.requests)
        variables = loopback_variables(self.server.api_url)
        said = self.home.hub("fetch", now=now, **variables).run().stderr.decode()
        held = _COUNT.search(said)
        (total,) = self.totals(self.follows, now, together=True)
        if held is None or int(held[1].replace(",", "")) < total:
            raise CannotRunError(f"hub fetch did not get all papers: {said.strip()}")
        return len(self.server.requests) - before

    def least(self, follows: Sequence[Follow], now: datetime, *, most: int | None = None) -> int:
        """The fewest requests that bring what these follows mean, `most` papers of it if given."""
        (total,) = self.totals(follows, now, together=True)
        return max(1, -(-(total if most is None else min(total, most)) // A_PAGE))

    def apart(self, follows: Sequence[Follow], now: datetime) -> int:
        """The requests of one question for each follow, page by page."""
        return sum(max(1, -(-total // A_PAGE)) for total in self.totals(follows, now))

    def totals(
        self, follows: Sequence[Follow], now: datetime, *, together: bool = False
    ) -> list[int]:
        """How many papers the server has for each follow, or for all."""
        asked = [tuple(follows)] if together else [(follow,) for follow in follows]
        return [self._total(Radar(follows=each), now) for each in asked]

    def _total(self, radar: Radar, now: datetime) -> int:
        need = Need(radar=radar, since=now - _LOOK_BACK, now=now, routes=frozenset({"api"}))
        plan = SOURCE.plan(need)
        (query,) = plan.queries
        params = {"search_query": search_of(query).query}
        return loopback.arxiv.look_up(self.server.papers, params).total or 0


def answered(paper: Paper) -> Answered:
    """A paper as the server has it."""
    return Answered(
        id=paper.id.value,
        title=paper.title,
        abstract=paper.abstract or "",
        authors=tuple(author.name for author in paper.authors),
        categories=paper.categories,
        published=f"{paper.submitted:%Y-%m-%dT%H:%M:%SZ}",
    )


def rows(stage: Stage) -> Iterator[Row]:
    """Counts, each beside one request a follow and beside the fewest that are possible."""
    a_day = 140 if stage.quick else 1_400
    last = paper_list.CALENDAR.after(TODAY)
    made = list(paper_list.made(_DAYS * a_day, words=20))
    listed = [answered(paper) for paper in paper_list.by_day(made, last=last, a_day=a_day)]
    with ArxivServer(listed[a_day:]) as server:
        home = stage.home("requests")
        home.follow(RADAR.follows)
        watch = Watch(home, server)
        said = f"{len(RADAR.follows)} follows, {a_day:,} papers a day"
        yield _row(f"requests, first day, {said}", watch, NOW, watch.fetch(NOW))
        server.papers = listed
        tomorrow = NOW + timedelta(days=1)
        count = watch.fetch(tomorrow)
        yield _row("  an ordinary next day", watch, tomorrow, count, new=a_day)
        more = Follow(kind=FollowKind.AUTHOR, text=made[5].authors[0].name)
        home.follow([more])
        watch.follows.append(more)
        later = tomorrow + timedelta(hours=1)
        yield _row(
            "  after following one more author", watch, later, watch.fetch(later), alone=more
        )


def _row(
    what: str,
    watch: Watch,
    now: datetime,
    count: int,
    *,
    new: int | None = None,
    alone: Follow | None = None,
) -> Row:
    asked = [alone] if alone else watch.follows
    least = watch.least(asked, now, most=new)
    apart = watch.apart(watch.follows, now)
    measured = f"{count} (one question a follow: {apart})"
    return Row(what, measured, f"≤ {least}, the fewest", judged(count, least))
