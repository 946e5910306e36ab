"""A reader who comes by every day, against a world; and what must be true of their library.

with reading(world, folder, follows=("cs.CL",)) as reader:
    for morning in mornings(world, "Europe/Berlin"):
        reader.visit(morning)
    assert not reader.lies()
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from academichub_cli import sources
from academichub_cli.cache import Cache
from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.freshness import State
from academichub_cli.domain.ledger import LedgerDay
from academichub_cli.domain.progress import Progress
from academichub_cli.domain.radar import Radar, understand
from academichub_cli.harvest import Harvest, Harvester
from academichub_cli.library import Library
from academichub_cli.sources import Access, Need
from academichub_cli.web import WebSettings, authority_of
from academichub_cli.web.door import Web
from loopback import ArxivServer
from loopback.world import World

DAY = timedelta(days=1)
NEWS = ("new", "cross")
NINE = time(9)
PATHS = {"api": "/api/query", "rss": "/rss", "listing": "/list", "oai": "/oai", "author": "/a"}


class Killed(BaseException):
    """What ends a run between two pages, as a signal would."""


def mornings(world: World, zone: str, *, skip: int = 3, more: int = 2) -> list[datetime]:
    """Nine o'clock there on every day, from some listings after the world's first on."""
    first, last = world.days[skip], world.days[-1] + more * DAY
    days = (first + number * DAY for number in range((last - first).days + 1))
    return [datetime.combine(day, NINE, ZoneInfo(zone)) for day in days]


def news(world: World, category: str, day: date) -> frozenset[str]:
    """What was truly announced in a category on a day, without what stood there before.

    A paper that is cross-listed within an archive is none of that archive's news.
    """
    named = {name for name, kind in world.announced(category, day).items() if kind in NEWS}
    if "." in category:
        return frozenset(named)
    earlier = (other for other in world.days if other < day)
    return frozenset(named.difference(*(world.announced(category, other) for other in earlier)))


@dataclass(slots=True)
class Reader:
    """Somebody with a library, and a clock that may be wrong by `skew`."""

    world: World
    server: ArxivServer
    library: Library
    cache: Cache
    folder: Path
    follows: tuple[str, ...]
    calendar: Calendar
    routes: tuple[str, ...]
    skew: timedelta = timedelta()
    first: date | None = None
    asked: list[str] = field(default_factory=list)
    _until_killed: int = 0
    _truths: dict[tuple[str, date], frozenset[str]] = field(default_factory=dict)
    _days: dict[str, set[date]] = field(default_factory=dict)

    def visit(self, at: datetime, *, again: bool = False, killed_after: int = 0) -> Harvest:
        """Fetch at this true instant. Raises Killed where it is `killed_after` so many pages."""
        self.world.now = at
        self._until_killed = killed_after
        before = len(self.server.requests)
        try:
            return asyncio.run(self._visit(at + self.skew, again=again))
        finally:
            self.asked = [each.ask.target for each in self.server.requests[before:]]
            self.first = self.first or self.world.latest_day()

    async def _visit(self, now: datetime, *, again: bool) -> Harvest:
        settings = WebSettings(
            state_dir=self.folder / "pace",
            user_agent="hub tests",
            hosts=frozenset({authority_of(self.server.url)}),
            deadline=20.0,
            min_interval=0.0,
        )
        async with Web(settings, cache=self.cache, now=lambda: now, sleep=_at_once) as web:
            radar = Radar(follows=tuple(map(understand, self.follows)))
            harvester = Harvester(
                library=self.library,
                web=web,
                radar=radar,
                calendar=self.calendar,
                now=now,
                look_back=14 * DAY,
                report=self._count,
            )
            need = Need(
                radar=radar,
                since=(now - 14 * DAY).replace(second=0, microsecond=0),
                now=now,
                routes=frozenset(self.addresses),
            )
            access = Access(addresses=self.addresses, now=now)
            return await harvester.ask(sources.find("arxiv"), need, access, again=again)

    def _count(self, progress: Progress) -> None:
        if self._until_killed:
            self._until_killed -= 1
            if not self._until_killed:
                raise Killed

    @property
    def addresses(self) -> Mapping[str, str]:
        return {name: self.server.url + PATHS[name] for name in self.routes}

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(each for each in self.follows if understand(each).kind == "category")

    @property
    def lines(self) -> list[LedgerDay]:
        return self.library.ledger.days(source="arxiv")

    def held(self) -> dict[str, date | None]:
        """The papers that are here with their abstracts, and when we think each was announced."""
        rows = self.library._connection.execute(
            "SELECT substr(id, 7), announced FROM papers WHERE abstract IS NOT NULL"
        )
        return {name: day and date.fromisoformat(day) for name, day in rows}

    def truth(self, category: str, day: date) -> frozenset[str]:
        """What was announced; the world must not be changed any more."""
        if (category, day) not in self._truths:
            self._truths[category, day] = news(self.world, category, day)
        return self._truths[category, day]

    def lies(self) -> list[str]:
        """Lines of the ledger that say more than is so, and papers dated before their listing."""
        held = self.held()
        found = []
        for line in self.lines:
            truth = self.truth(line.category, line.day)
            where = f"{line.day} {line.category} by {line.route} {line.state}"
            if line.state is State.FRESH and (lost := truth - held.keys()):
                found.append(f"{where}: {len(lost)} of {len(truth)} are not here")
            if line.state is State.FRESH and (line.announced or len(truth)) < len(truth):
                found.append(f"{where}: says {line.announced} of {len(truth)}")
            if line.state is State.QUIET and truth:
                found.append(f"{where}: {len(truth)} were announced")
        return found + self._misdated(held)

    def _misdated(self, held: Mapping[str, date | None]) -> list[str]:
        """Papers said to have been announced on a day on which they were not."""
        if not self._days:
            for day in self.world.days:
                for name, kind in self.world.announced_in(self.categories, day).items():
                    if kind in NEWS:
                        self._days.setdefault(name, set()).add(day)
        return [
            f"{name} is dated {day}, and was announced {self._days.get(name)}"
            for name, day in held.items()
            if day is not None and day not in self._days.get(name, ())
        ]

    def gaps(self) -> list[str]:
        """What was announced since the first visit and is not here, or not known to be complete."""
        held, found = self.held(), []
        lines = {(line.category, line.day): line for line in self.lines}
        latest = self.world.latest_day()
        for category in self.categories:
            for day in self.world.days:
                if not self.first <= day <= latest:
                    continue
                if lost := self.truth(category, day) - held.keys():
                    found.append(f"{day} {category}: {len(lost)} lost")
                line = lines.get((category, day))
                if line is None or line.state is not State.FRESH:
                    found.append(f"{day} {category}: {line and (line.state, line.message)}")
        return found

    def announced(self) -> frozenset[str]:
        """What was announced since the first visit, by now."""
        latest = self.world.latest_day()
        days = [day for day in self.world.days if self.first <= day <= latest]
        truths = (self.truth(category, day) for category in self.categories for day in days)
        return frozenset().union(*truths)

    def recall(self) -> tuple[int, int]:
        """How many of the papers announced since the first visit are here, and of how many."""
        truth = self.announced()
        return len(truth & self.held().keys()), len(truth)


@contextlib.contextmanager
def reading(
    world: World,
    folder: Path,
    *,
    follows: tuple[str, ...],
    calendar: Calendar | None = None,
    routes: tuple[str, ...] = tuple(PATHS),
    skew: timedelta = timedelta(),
) -> Iterator[Reader]:
    """A reader with an empty library, and the world's server."""
    with (
        ArxivServer(routes=world.routes()) as server,
        Library.open(folder / "library.db") as library,
        contextlib.closing(Cache(folder / "cache")) as cache,
    ):
        # Nobody pulls the plug on a test, and thousands of flushes take longer than all else.
        library._connection.execute("PRAGMA synchronous = OFF")
        yield Reader(
            world=world,
            server=server,
            library=library,
            cache=cache,
            folder=folder,
            follows=follows,
            calendar=calendar or Calendar(),
            routes=routes,
            skew=skew,
        )


async def _at_once(seconds: float) -> None:
    """No waiting: the world's clock does not move meanwhile."""
