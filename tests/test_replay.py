"""Announcement days lived through with everything that goes wrong: nobody is told what is not so.

The law, for every line of the ledger after every visit: what is `fresh` is here, all of it, and is
not counted too low. And once a fault is over, everything announced since the first visit is here.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

import pytest

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.freshness import State
from academichub_cli.sources import _arxiv_announcements
from loopback.world import World
from replaying import DAY, PATHS, Killed, Reader, mornings, reading

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati")
FOLLOWED = ("cs.CL", "cs.LG")
CATEGORIES = (*FOLLOWED, "cs.CV")
FIRST = date(2026, 6, 1)
HOUR = timedelta(hours=1)
# Weekdays on which arXiv's calendar has no listing, the Mondays after a Friday without mailing.
UNLISTED = frozenset({date(2026, 6, 22), date(2026, 7, 6)})
SHORT, LONG = 12, 33  # listings, three of them before the first visit


@pytest.fixture(autouse=True)
def _unflushed(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def made(listings=SHORT, *, without=(), **more) -> World:
    more = {"per_day": 9, "categories": CATEGORIES, "first": FIRST, **more}
    return World.made_up(days=listings, without=UNLISTED | set(without), **more)


def live(reader: Reader, days, *, before=lambda reader, number, morning: None, away=()):
    """Come by every morning but when `away`; the law holds each time."""
    for number, morning in enumerate(days):
        if morning.date() in away:
            continue
        before(reader, number, morning)
        reader.visit(morning)
        assert reader.lies() == [], (morning, reader.asked)
    assert reader.library._connection.execute("PRAGMA quick_check").fetchone() == ("ok",)


def busy_on(*faults):
    """Each of the faults in turn, for an hour on every third day."""

    def begin(reader, number, morning):
        reader.world.behave()
        if number % 3 == 1:
            mode, path = faults[number // 3 % len(faults)]
            reader.world.misbehave(mode, path=path, since=morning, until=morning + HOUR)

    return begin


def missed(first: date, days: int) -> set[date]:
    return {first + number * DAY for number in range(days)}


FAULTS = (
    *(("busy_hour", path) for path in ("/", *PATHS.values())),
    *(("busy_hour_retry_after", path) for path in ("/", "/rss", "/list")),
    *(("empty_200", path) for path in ("/", "/rss", "/list", "/api")),
    *(("rss_stale", "/"), ("rss_old", "/"), ("rss_empty", "/"), ("rss_short", "/")),
    *(("api_ignores_sort", "/"), ("api_overlap", "/")),
    *(("listing_without_abstracts", "/"), ("listing_short", "/"), ("listing_old", "/")),
)
PASSING = [fault for fault in FAULTS if fault[1] != "/oai" and fault[1] != "/a"]


@pytest.mark.parametrize("zone", ZONES)
def test_thirty_days_lose_nothing_wherever_nine_o_clock_is(zone, tmp_path):
    world = made(LONG)
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, zone))
        assert reader.gaps() == []
        assert all(line.is_listed for line in reader.lines)


@pytest.mark.parametrize("zone", ZONES)
def test_thirty_days_with_another_fault_every_third_lose_nothing(zone, tmp_path):
    world = made(LONG)
    for day in world.days[6:30:3]:
        world.hold(1, day)
        world.late_cross(day, 2, "cs.LG")
        world.revise(day, 3)
    world.double(world.days[11])
    start = ZONES.index(zone) * 4
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, zone), before=busy_on(*FAULTS[start:], *FAULTS[:start]))
        assert reader.gaps() == []


@pytest.mark.parametrize(("mode", "path"), PASSING)
def test_a_fault_that_passes_costs_nothing_in_the_end(mode, path, tmp_path):
    world = made()
    zone = ZONES[FAULTS.index((mode, path)) % len(ZONES)]
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, zone), before=busy_on((mode, path)))
        assert reader.gaps() == []


LASTING = (
    *((mode, "/") for mode in ("rss_stale", "rss_empty", "rss_short", "listing_short")),
    *((mode, "/") for mode in ("listing_without_abstracts", "listing_old", "api_overlap")),
    *(("busy_hour", path) for path in ("/rss", "/list", "/api")),
    *(("oai_token_expired", "/"), ("oai_cut_page", "/"), ("oai_lost_token", "/")),
)


@pytest.mark.parametrize(("mode", "path"), LASTING)
def test_a_fault_that_lasts_is_never_called_complete(mode, path, tmp_path):
    world = made(16)
    world.oai_page_size = 30
    world.misbehave(mode, path=path, until=datetime.max.replace(tzinfo=world.now.tzinfo))
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, "Europe/Berlin"), away=missed(date(2026, 6, 8), 11))


def test_an_hour_of_429_leaves_a_day_that_is_not_fresh_and_says_why(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        reader.visit(berlin[0])
        world.misbehave("busy_hour", since=berlin[1], until=berlin[1] + HOUR)
        harvest = reader.visit(berlin[1])
        assert harvest.state is State.FAILED
        lines = [line for line in reader.lines if line.day == berlin[1].date()]
        assert {(line.category, line.state) for line in lines} == {
            (category, State.FAILED) for category in FOLLOWED
        }
        assert all("busy" in line.message for line in lines)
        assert reader.visit(berlin[1] + 2 * HOUR).state is State.FRESH
        assert reader.gaps() == []


def test_a_site_that_says_when_is_left_alone_until_then(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        reader.visit(berlin[0])
        world.misbehave("busy_hour_retry_after", since=berlin[1], until=berlin[1] + HOUR)
        assert reader.visit(berlin[1]).state is State.FAILED
        assert len(reader.asked) <= len(PATHS)
        reader.visit(berlin[1] + HOUR / 2)
        assert len(reader.asked) <= 2
        reader.visit(berlin[1] + HOUR)
        assert reader.gaps() == []


# What arXiv does of its own accord


@pytest.mark.parametrize("zone", ZONES)
def test_what_arxiv_does_of_its_own_accord_loses_nothing(zone, tmp_path):
    world = made(16)
    for day in world.days[5:15:3]:
        held = world.hold(2, day)
        assert all(world.paper(name).published < f"{day - 20 * DAY}" for name in held)
        world.late_cross(day, 3, "cs.LG")
        world.revise(day, 4)
    world.double(world.days[9])
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, zone))
        assert reader.gaps() == []


def test_replacements_are_kept_and_are_no_news(tmp_path):
    world = made()
    names = world.revise(world.days[8], 6)
    with reading(world, tmp_path, follows=CATEGORIES) as reader:
        live(reader, mornings(world, "Europe/Berlin"))
        kept = {paper.id.value: paper for paper in reader.library.papers.of_batch(world.days[8])}
        assert all(kept[name].version == 2 for name in names)
        assert all(kept[name].batch != world.days[8] for name in names)
        lines = [line for line in reader.lines if line.day == world.days[8]]
        assert len(lines) == len(CATEGORIES)
        for line in lines:
            assert line.announced == len(reader.truth(line.category, line.day))


def test_a_feed_that_is_cut_at_its_limit_is_asked_for_in_halves(monkeypatch, tmp_path):
    monkeypatch.setattr(_arxiv_announcements, "FEED_LIMIT", 30)
    world = made(9, per_day=40)
    world.rss_most = 30
    with reading(world, tmp_path, follows=CATEGORIES) as reader:
        live(reader, mornings(world, "Europe/Berlin"))
        assert reader.gaps() == []


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekday_without_listing_that_nobody_knew_of_is_quiet_in_the_end(zone, tmp_path):
    hole = date(2026, 6, 11)
    world = made(without={hole})
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, zone))
        assert reader.gaps() == []
        assert {line.state for line in reader.lines if line.day == hole} == {State.QUIET}


@pytest.mark.parametrize("zone", ZONES)
def test_a_listing_on_a_day_that_should_have_none_is_not_lost(zone, tmp_path):
    world = made()
    calendar = Calendar(no_mailing=frozenset({date(2026, 6, 10), date(2026, 6, 19)}))
    with reading(world, tmp_path, follows=FOLLOWED, calendar=calendar) as reader:
        live(reader, mornings(world, zone))
        here, announced = reader.recall()
        assert here == announced


# Clocks, absences, interruptions


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("skew", [DAY, -DAY])
def test_a_clock_that_is_a_day_wrong_loses_nothing(skew, zone, tmp_path):
    world = made(10)
    with reading(world, tmp_path, follows=FOLLOWED, skew=skew) as reader:
        live(reader, mornings(world, zone, more=4))
        # The ledger begins with the first day that the reader's own calendar had.
        reader.first = max(reader.first, min(line.day for line in reader.lines) + DAY)
        assert reader.gaps() == []


@pytest.mark.parametrize("skew", [DAY, -DAY])
def test_a_clock_that_is_set_right_again_loses_nothing(skew, tmp_path):
    world = made()

    def set_clock(reader, number, morning):
        reader.skew = skew if number % 6 in {2, 3} else timedelta()

    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, "Europe/Berlin"), before=set_clock)
        assert reader.gaps() == []


@pytest.mark.parametrize(("days", "listings"), [(1, 10), (3, 12), (9, 16), (35, 36)])
def test_days_away_are_caught_up_without_a_gap(days, listings, tmp_path):
    world = made(listings)
    world.oai_page_size = 100
    for day in world.days[6 : listings - 2 : 3]:
        world.hold(1, day)
        world.late_cross(day, 2, "cs.LG")
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        away = missed(date(2026, 6, 9), days)
        live(reader, mornings(world, "Europe/Berlin"), away=away)
        assert reader.gaps() == []
        assert {line.day for line in reader.lines} >= {day for day in world.days if day in away}


@pytest.mark.parametrize("pause", [timedelta(minutes=5), DAY, 8 * DAY])
@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 7])
def test_a_run_that_is_killed_between_pages_is_taken_up_again(pages, pause, tmp_path):
    world = made(24)
    world.oai_page_size = 30
    berlin = mornings(world, "Europe/Berlin", more=1)
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        reader.visit(berlin[0])
        back = berlin[12]
        with pytest.raises(Killed):
            reader.visit(back, killed_after=pages)
        assert reader.lies() == []
        reader.visit(back + pause)
        assert reader.lies() == []
        assert reader.gaps() == []


def test_a_run_killed_after_half_a_feed_has_called_nothing_complete(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        reader.visit(berlin[0])
        world.misbehave("rss_short", since=berlin[1], until=berlin[1] + HOUR)
        with pytest.raises(Killed):
            reader.visit(berlin[1], killed_after=2)
        assert reader.lies() == []
        assert {line.state for line in reader.lines if line.day == berlin[1].date()} == {"failed"}
        reader.visit(berlin[1] + 2 * HOUR)
        assert reader.gaps() == []


def test_tokens_that_expire_while_the_laptop_sleeps_cost_a_new_beginning(tmp_path):
    world = made(24)
    world.oai_page_size = 30
    berlin = mornings(world, "Europe/Berlin", more=1)
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        reader.visit(berlin[0])
        with pytest.raises(Killed):
            reader.visit(berlin[12], killed_after=5)
        world.expire_tokens()
        reader.visit(berlin[12] + HOUR)
        assert "resumptionToken" in "".join(reader.asked)
        assert reader.lies() == []
        assert reader.gaps() == []


# Other houses


def test_a_whole_archive_is_followed_as_a_category_is(tmp_path):
    world = made()
    for day in world.days[6::2]:
        world.late_cross(day, 3, "cs.LG")
    with reading(world, tmp_path, follows=("cs",)) as reader:
        live(reader, mornings(world, "Europe/Berlin"), before=busy_on(("rss_stale", "/")))
        assert reader.gaps() == []


@pytest.mark.parametrize(
    "routes",
    [("rss", "listing", "oai"), ("listing",), ("api", "rss", "oai"), ("api", "listing"), ("oai",)],
)
def test_fewer_routes_tell_less_and_nothing_untrue(routes, tmp_path):
    world = made(8)
    with reading(world, tmp_path, follows=FOLLOWED, routes=routes) as reader:
        live(reader, mornings(world, "Europe/Berlin"))


@pytest.mark.parametrize("lag", [12 * HOUR, 30 * HOUR])
@pytest.mark.parametrize("mode", ["rss_short", "rss_stale"])
def test_a_bad_feed_is_found_out_though_the_api_lags_behind(mode, lag, tmp_path):
    world = made(per_day=24)
    world.api_lag = lag
    with reading(world, tmp_path, follows=FOLLOWED) as reader:
        live(reader, mornings(world, "Europe/Berlin"), before=busy_on((mode, "/")))
        assert reader.gaps() == []


# Real papers


@pytest.fixture(scope="module")
def real_world(real_data):
    """A function that makes the same thirty-three real announcements anew."""
    found = World.from_corpus(
        real_data, first=date(2026, 5, 11), days=LONG, categories=("cs.IT", "cs.GR")
    )

    def again() -> World:
        return World(editions=found.editions, now=found.now, categories=found.categories)

    return again


@pytest.mark.parametrize("zone", ZONES[:2])
def test_thirty_real_days_lose_nothing(zone, real_world, tmp_path):
    world = real_world()
    with reading(world, tmp_path, follows=("cs.IT", "cs.GR")) as reader:
        live(reader, mornings(world, zone), before=busy_on(*FAULTS[ZONES.index(zone) :: 2]))
        assert reader.gaps() == []
