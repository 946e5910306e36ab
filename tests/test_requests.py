"""How much is asked of arXiv: counted, and held against the least that can do."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from academichub_cli import cli
from loopback import ArxivServer
from loopback.world import World
from replaying import DAY, PATHS

CATEGORIES = ("cs.AI", "cs.CL", "cs.CV", "cs.IR", "cs.LG", "cs.RO", "math.CO", "q-bio.NC")
WEDNESDAY, THURSDAY, FRIDAY, MONDAY = (date(2026, 6, day) for day in (10, 11, 12, 15))
_NAMES = {path: name for name, path in PATHS.items()}


class Asking:
    """`hub` in this process, and the requests that each of its commands made."""

    def __init__(self, world, server, monkeypatch):
        self.world, self.server, self.monkeypatch = world, server, monkeypatch
        for name, path in PATHS.items():
            monkeypatch.setenv(f"HUB_ARXIV_{name.upper()}_URL", server.url + path)
        monkeypatch.setenv("HUB_MIN_INTERVAL", "0")

    def __call__(self, *arguments, at, code=0):
        """Run a command at this instant; how many requests went to which address."""
        self.world.now = at
        self.monkeypatch.setenv("HUB_NOW", at.isoformat())
        before = len(self.server.requests)
        assert cli.run(list(arguments)) == code
        asked = [request.path for request in self.server.requests[before:]]
        found = (next(path for path in _NAMES if target.startswith(path)) for target in asked)
        return Counter(_NAMES[path] for path in found)


def nine(day, zone="Europe/Berlin"):
    return datetime.combine(day, time(9), ZoneInfo(zone))


@pytest.fixture
def asking(monkeypatch):
    world = World.made_up(days=20, per_day=32, categories=CATEGORIES)
    with ArxivServer(routes=world.routes()) as server:
        hub = Asking(world, server, monkeypatch)
        hub("follow", *CATEGORIES, at=nine(WEDNESDAY))
        yield hub


def test_an_ordinary_day_is_one_question_one_feed_and_one_page_that_counts(asking):
    first = asking("fetch", at=nine(WEDNESDAY))
    assert first == {"api": 1, "rss": 1, "listing": 1}
    for day in (THURSDAY, FRIDAY, MONDAY, MONDAY + DAY):
        assert asking("fetch", at=nine(day)) == {"api": 1, "rss": 1, "listing": 1}


def test_in_eight_days_each_category_was_counted_once(asking):
    days = [day for n in range(10) if (day := WEDNESDAY + n * DAY).weekday() < 5]
    for day in days:
        asking("fetch", at=nine(day))
    pages = [each.path for each in asking.server.requests if each.path.startswith("/list")]
    assert sorted(pages) == sorted(f"/list/{category}/pastweek" for category in CATEGORIES)


def test_what_was_asked_is_not_asked_again(asking):
    asking("fetch", at=nine(THURSDAY))
    assert not asking("fetch", at=nine(THURSDAY))
    assert not asking("today", at=nine(THURSDAY) + timedelta(hours=8))
    assert asking("fetch", "--again", at=nine(THURSDAY)) == {"api": 1}


def test_the_weekend_asks_nothing(asking):
    asking("fetch", at=nine(FRIDAY))
    for number in (1, 2):
        assert not asking("fetch", at=nine(FRIDAY + number * DAY))
        assert not asking("today", at=nine(FRIDAY + number * DAY))


def test_a_missed_day_is_a_page_a_category(asking):
    asking("fetch", at=nine(WEDNESDAY))
    asked = asking("fetch", at=nine(FRIDAY))
    assert asked == {"api": 1, "rss": 1, "listing": len(CATEGORIES)}


def test_an_hour_after_the_announcement_there_are_only_pages(asking):
    asking("fetch", at=nine(THURSDAY, "Asia/Shanghai"))
    for day in (FRIDAY, MONDAY):
        asked = asking("fetch", at=nine(day, "Asia/Shanghai"))
        assert asked == {"api": 1, "listing": len(CATEGORIES)}


def test_a_listing_that_is_not_out_costs_no_page_a_category(asking, capsys):
    asking("fetch", at=nine(WEDNESDAY))
    hole = World.made_up(days=8, per_day=32, categories=CATEGORIES)
    asking.world.editions = hole.editions  # Thursday's listing does not come
    asked = asking("fetch", at=nine(THURSDAY), code=3)
    assert asked == {"api": 1, "rss": 1, "listing": 2}  # one that shows it, one that counts
    said = capsys.readouterr().err
    assert (
        said.count("8 categories, Thu 11 Jun: arXiv's listing still shows Wednesday 10 June") == 1
    )


def test_three_processes_share_one_pace_and_one_connection_over_all_routes(hub):
    interval = 0.3
    world = World.made_up(days=12, per_day=16, categories=CATEGORIES[:4])
    world.now = nine(THURSDAY)
    with ArxivServer(routes=world.routes()) as server:
        hub.variables = {
            f"HUB_ARXIV_{name.upper()}_URL": server.url + path for name, path in PATHS.items()
        } | {"HUB_MIN_INTERVAL": str(interval), "HUB_NOW": world.now.isoformat()}
        assert hub("follow", *CATEGORIES[:4]).code == 0
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "academichub_cli", *arguments],
                env=hub.environment(),
                cwd=hub.home,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for arguments in (["fetch", "--again"], ["today", "--json"], ["fetch"])
        ]
        for process in running:
            _, said = process.communicate(timeout=60)
            assert process.returncode == 0, said
    assert server.most_at_once == 1
    asked = sorted(server.requests, key=lambda request: request.time)
    assert {f"/{each.path.split('/')[1]}" for each in asked} >= {"/api", "/rss", "/list"}
    gaps = [later.time - earlier.time for earlier, later in pairwise(asked)]
    assert min(gaps) >= interval
