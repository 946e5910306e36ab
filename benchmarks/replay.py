"""Thirty announcement days lived through: what is lost, what is said of it, what it costs."""

from __future__ import annotations

import itertools
import re
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import papers as paper_list
from academichub_cli.domain.freshness import State
from academichub_cli.domain.ledger import LedgerDay
from loopback.world import World
from measuring import Row, judged
from replaying import DAY, Reader, mornings, reading
from stage import Stage

_CATEGORIES = ("cs.CL", "cs.IT", "cs.GR")
_EIGHT = ("cs.AI", "cs.CL", "cs.CV", "cs.IR", "cs.LG", "cs.RO", "math.CO", "q-bio.NC")
_FIRST = date(2026, 5, 11)
_UNLISTED = frozenset({date(2026, 6, 22)})
_LISTINGS = 33  # three of them before the first visit
_HOUR = timedelta(hours=1)
_STAMP = "%Y%m%d%H%M"
_FAULTS = (
    *(("busy_hour", "/"), ("rss_stale", "/"), ("rss_empty", "/"), ("rss_short", "/")),
    *(("empty_200", "/rss"), ("busy_hour", "/list"), ("listing_short", "/"), ("busy_hour", "/api")),
)
_ENTRY = re.compile(
    rb"<id>http://arxiv\.org/abs/([^<]+?)(?:v\d+)?</id>.*?<published>([^<]+)<", re.DOTALL
)


@dataclass(slots=True)
class Rival:
    """A design that asks the API by submission, from an instant that `since` decides."""

    reader: Reader
    since: Callable[[Rival, datetime], datetime]
    held: set[str] = field(default_factory=set)
    newest: datetime | None = None
    asked: datetime | None = None

    def visit(self, now: datetime) -> None:
        """Ask for what was submitted since; a fault is a day without papers."""
        categories = " OR ".join(f"cat:{name}" for name in self.reader.categories)
        first = self.since(self, now)
        query = f"({categories}) AND submittedDate:[{first:{_STAMP}} TO 209912310000]"
        asked = {"search_query": query, "max_results": 2_000, "sortBy": "submittedDate"}
        address = f"{self.reader.addresses['api']}?{urllib.parse.urlencode(asked)}"
        try:
            with urllib.request.urlopen(address) as answer:
                body = answer.read()
        except OSError:
            return
        self.asked = now.astimezone(UTC)
        for name, written in _ENTRY.findall(body):
            moment = datetime.fromisoformat(written.decode())
            self.held.add(name.decode())
            self.newest = max(moment, self.newest or moment)

    @property
    def recall(self) -> tuple[int, int]:
        """How many of the announced papers it has seen."""
        truth = self.reader.announced()
        return len(truth & self.held), len(truth)


def _window(_: Rival, now: datetime) -> datetime:
    return now.astimezone(UTC) - DAY


def _watermark(rival: Rival, now: datetime) -> datetime:
    return rival.newest or _window(rival, now)


def _last_run(rival: Rival, now: datetime) -> datetime:
    return rival.asked or _window(rival, now)


def rows(stage: Stage) -> Iterator[Row]:
    """Recall of four designs, without faults and with one every third day; then requests."""
    for what, has_faults in (("nothing goes wrong", False), ("a fault every third day", True)):
        yield from _replayed(stage, what, has_faults=has_faults)
    yield from _requests(stage)


def _world(stage: Stage) -> tuple[World, str]:
    """Real announcements where there are any; some held back, some cross-listed late."""
    folder = paper_list.real_data()
    if folder and not stage.quick:
        world = World.from_corpus(folder, first=_FIRST, days=_LISTINGS, categories=_CATEGORIES)
        said = "real papers"
    else:
        world = World.made_up(
            days=_LISTINGS,
            per_day=30 if stage.quick else 90,
            categories=_CATEGORIES,
            first=_FIRST,
            without=_UNLISTED,
        )
        said = "made papers"
    for day in world.days[4:]:
        new = len(world.announced_in(_CATEGORIES, day))
        world.hold(new // 40, day)
        world.late_cross(day, new // 40)
    return world, said


def _replayed(stage: Stage, what: str, *, has_faults: bool) -> Iterator[Row]:
    world, said = _world(stage)
    folder = stage.folder / f"replay-{what.replace(' ', '-')}"
    folder.mkdir()
    with reading(world, folder, follows=_CATEGORIES) as reader:
        rivals = {
            "submitted in the last 24 h": Rival(reader, _window),
            "submitted since its last run": Rival(reader, _last_run),
            "submitted since the newest it has": Rival(reader, _watermark),
        }
        told = _Told()
        for number, morning in enumerate(mornings(world, "Europe/Berlin", more=0)):
            world.behave()
            if has_faults and number % 3 == 1:
                mode, path = _FAULTS[number // 3 % len(_FAULTS)]
                world.misbehave(mode, path=path, since=morning, until=morning + _HOUR)
            reader.visit(morning)
            told.note(reader, morning)
            for rival in rivals.values():
                rival.visit(morning)
        here, announced = reader.recall()
        yield Row(
            f"recall of {announced:,} announced, {said}, {what}",
            _percent(here, announced),
            "100 %",
            judged(here, announced, at_least=True),
        )
        yield Row("  its ledger, each morning", str(told), "0 untrue", judged(told.untrue, 0))
        for name, rival in rivals.items():
            yield Row(f"  a design that asks for what was {name}", _percent(*rival.recall))


@dataclass(slots=True)
class _Told:
    """What was said of each new announcement in the morning it was read."""

    fresh: int = 0
    other: int = 0
    untrue: int = 0
    days: set[tuple[str, date]] = field(default_factory=set)

    def note(self, reader: Reader, now: datetime) -> None:
        self.untrue += len(reader.lies())
        for line in reader.lines:
            if line.read_at == now and self._is_new(line):
                self.fresh += line.state is State.FRESH
                self.other += line.state is not State.FRESH

    def _is_new(self, line: LedgerDay) -> bool:
        key = (line.category, line.day)
        is_new = key not in self.days
        self.days.add(key)
        return is_new

    def __str__(self) -> str:
        return f"{self.fresh} fresh, {self.other} not yet and said so, {self.untrue} untrue"


def _requests(stage: Stage) -> Iterator[Row]:
    """Requests for eight categories beside the fewest that tell of every announcement."""
    eight = len(_EIGHT)
    yield from (
        _asked(stage, "an ordinary day at 09:00 in Berlin", "Europe/Berlin", least=1),
        _asked(stage, "at 09:00 in Shanghai, before the feed", "Asia/Shanghai", least=eight),
        _asked(stage, "every second day missed", "Europe/Berlin", least=eight, every=2),
    )


def _asked(stage: Stage, what: str, zone: str, *, least: int, every: int = 1) -> Row:
    world = World.made_up(days=16, per_day=80, categories=_EIGHT, first=_FIRST, without=_UNLISTED)
    folder = stage.folder / f"requests-{zone.replace('/', '-')}-{every}"
    folder.mkdir()
    counts = []
    with reading(world, folder, follows=_EIGHT) as reader:
        days = [each for each in mornings(world, zone, more=0) if each.weekday() < 5]
        for morning in itertools.islice(days, 0, None, every):
            reader.visit(morning)
            counts.append(len(reader.asked))
    most = max(counts[1:])
    measured = f"{sum(counts[1:]) / len(counts[1:]):.1f} a day, {most} at most"
    return Row(
        f"requests, 8 categories, {what}", measured, f"≤ {least} + 2", judged(most, least + 2)
    )


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({whole - part:,} lost)"
