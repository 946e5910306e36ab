"""Announcement days lived through with everything that goes wrong: nobody is told what is not so.

The law, for every line of the ledger after every visit: what is `fresh` is here, all of it, and is
not counted too low. And once a fault is over, everything announced since the first visit is here.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.freshness import State
from academichub_cli.sources import _arxiv_announcements
from loopback.faults import Mode
from loopback.world import World
from loopback.world_routes import Span
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


def altered(world, path, change, *, ask=None):
    """Let everything that is answered there be changed, and what is asked."""
    mode = Mode(says="altered", body=change, ask=ask)
    world._spans.append(Span(mode=mode, path=path, since=None, until=None, times=None))


def of_today(reader):
    today = reader.world.latest_day()
    return [line for line in reader.lines if line.day == today]


# Nothing is believed that nothing counts


@pytest.mark.parametrize("oai", [True, False])
def test_a_short_feed_is_not_believed_where_nothing_could_check_it(oai, tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    routes = tuple(name for name in PATHS if oai or name != "oai")
    with reading(world, tmp_path, follows=FOLLOWED, routes=routes) as reader:
        reader.visit(berlin[0])
        for mode, path in (("rss_short", "/rss"), ("error_404", "/api"), ("error_404", "/list")):
            world.misbehave(mode, path=path, since=berlin[1], until=berlin[1] + HOUR)
        reader.visit(berlin[1])
        assert reader.lies() == []
        assert {line.announced for line in of_today(reader)} == {None}
        if not oai:
            said = {(line.state, line.message) for line in of_today(reader)}
            assert said == {(State.FAILED, "its feed could not be checked")}
        reader.visit(berlin[1] + 2 * HOUR)
        assert reader.gaps() == []


def test_a_feed_is_believed_when_the_api_was_read_after_it_came_out(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED, routes=("api", "rss")) as reader:
        reader.visit(berlin[0])
        reader.visit(berlin[1])
        for line in of_today(reader):
            assert line.state is State.FRESH
            assert line.announced == len(reader.truth(line.category, line.day))
        world.misbehave("busy_hour", path="/api", since=berlin[4], until=berlin[4] + HOUR)
        reader.visit(berlin[4])
        assert {line.state for line in of_today(reader)} == {State.FAILED}


def test_a_page_that_does_not_say_how_many_there_are_proves_nothing(tmp_path):
    world = made()
    altered(world, "/list", lambda body: re.sub(rb"\(showing [^)]*\)|Total of \d+", b"", body))
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED, routes=("listing",)) as reader:
        reader.visit(berlin[0])
        said = {(line.state, line.announced, line.message) for line in of_today(reader)}
        why = "its page does not say how many papers there are"
        assert said == {(State.FAILED, None, why)}


def test_a_total_that_is_reached_by_repeating_a_page_proves_nothing(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")

    def repeated(body):
        """The first entries, and no word of how many a day has."""
        plain = re.sub(rb"\(showing [^)]*\)", b"", body)
        entries = re.findall(rb"<dt>.*?</dd>", plain, re.DOTALL)
        for entry in entries[2:]:
            plain = plain.replace(entry, b"")
        return plain

    altered(world, "/list", repeated, ask=lambda ask: replace(ask, params={}))
    with reading(world, tmp_path, follows=FOLLOWED, routes=("listing",)) as reader:
        reader.visit(berlin[0])
        assert len(reader.asked) > len(FOLLOWED) * 2
        assert reader.lies() == []
        assert not any(line.is_settled for line in reader.lines)


def test_what_was_wrong_with_a_page_goes_before_that_no_other_route_answers(tmp_path):
    world = made()
    altered(world, "/list", lambda body: re.sub(rb"\(showing [^)]*\)|Total of \d+", b"", body))
    world.misbehave("error_404", path="/oai", until=datetime.max.replace(tzinfo=world.now.tzinfo))
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED, routes=("listing", "oai")) as reader:
        reader.visit(berlin[0])
        assert any("/oai" in target for target in reader.asked)
        assert all("does not say how many" in line.message for line in of_today(reader))


def test_items_without_a_day_are_of_the_feeds(tmp_path):
    world = made()
    item_day = re.compile(rb"(</guid>.*?)<pubDate>[^<]*</pubDate>", re.DOTALL)
    altered(world, "/rss", lambda body: item_day.sub(rb"\1", body))
    with reading(world, tmp_path, follows=FOLLOWED, routes=("api", "rss")) as reader:
        live(reader, mornings(world, "Europe/Berlin")[:2])
        assert reader.gaps() == []


def test_a_page_whose_total_alone_is_stated_is_whole_when_all_of_it_came(tmp_path):
    world = made()
    altered(world, "/list", lambda body: re.sub(rb"\(showing [^)]*\)", b"", body))
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED, routes=("listing",)) as reader:
        live(reader, berlin[:3])
        assert reader.gaps() == []


@pytest.mark.parametrize("mode", ["listing_short", "uncounted", "fewer"])
def test_a_worse_reading_takes_no_day_back_that_was_counted(mode, tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=FOLLOWED, routes=("listing",)) as reader:
        reader.visit(berlin[0])
        known = of_today(reader)
        assert {line.state for line in known} == {State.FRESH}
        if mode == "listing_short":
            world.misbehave(mode, until=berlin[5])
        else:
            said = b"" if mode == "uncounted" else b"(showing 1 of 1 entries)"
            altered(world, "/list", lambda body: re.sub(rb"\(showing [^)]*\)", said, body))
        reader.visit(berlin[3])
        assert [line for line in reader.lines if line.day == known[0].day] == known
        assert reader.lies() == []


def test_a_known_paper_that_oai_shows_in_one_category_more_was_cross_listed(tmp_path):
    world = made(18)
    berlin = mornings(world, "Europe/Berlin")
    day = world.days[8]
    crossed = world.late_cross(day, 6, "cs.LG")
    with reading(world, tmp_path, follows=CATEGORIES) as reader:
        live(reader, (morning for morning in berlin if morning.date() < day))
        known = reader.held().keys() & set(crossed)
        assert known
        reader.routes = ("oai",)
        reader.visit(berlin[-1])
        named = reader.library.ledger.announced("arxiv", "cs.LG", day)
        assert known <= {name.value for name in named}
        assert reader.lies() == []


# What costs too much


def test_a_site_that_is_busy_everywhere_is_asked_by_two_routes_at_most(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=CATEGORIES) as reader:
        reader.visit(berlin[0])
        world.misbehave("busy_hour", since=berlin[1], until=berlin[1] + HOUR)
        reader.visit(berlin[1])
        assert {target.split("/")[1] for target in reader.asked} == {"api", "rss"}


def test_a_category_that_there_is_not_costs_itself_alone(tmp_path):
    world = made()
    berlin = mornings(world, "Europe/Berlin")
    with reading(world, tmp_path, follows=("cs.XX", *CATEGORIES)) as reader:
        harvest = reader.visit(berlin[0])
        states = {line.category: line.state for line in of_today(reader)}
        assert states == {"cs.XX": State.FAILED} | dict.fromkeys(CATEGORIES, State.FRESH)
        (failure,) = harvest.failures
        assert failure.message == "arXiv has no category cs.XX, or does not answer for it"
        assert failure.hint == "`hub unfollow cs.XX`, or try again later"
        routes = Counter(target.split("/")[1].partition("?")[0] for target in reader.asked)
        # The feed of all, its halves and those of one half; the page of cs.XX, and an audit.
        assert routes == {"api": 1, "rss": 1 + 2 + 2, "list": 1 + 1}
        (failure,) = reader.visit(berlin[1]).failures
        assert failure.message.startswith("arXiv has no category cs.XX")


@pytest.mark.parametrize("name", ["cs.XX", "cs.AA"])
def test_a_category_that_there_is_not_is_known_by_its_pages_where_there_is_no_feed(name, tmp_path):
    world = made()
    evening = datetime.combine(world.days[3], time(21), EASTERN)
    with reading(world, tmp_path, follows=(name, "cs.CL")) as reader:
        (failure,) = reader.visit(evening).failures
        assert failure.message == f"arXiv has no category {name}, or does not answer for it"
        assert not any("/rss" in target for target in reader.asked)


def test_feeds_that_are_all_refused_blame_no_category_and_are_asked_for_a_while_only(tmp_path):
    categories = ("cs.AI", "cs.CL", "cs.CV", "cs.IR", "cs.LG", "cs.RO", "math.CO", "q-bio.NC")
    world = made(per_day=40, categories=categories)
    berlin = mornings(world, "Europe/Berlin")
    world.misbehave("error_404", path="/rss", until=berlin[-1])
    with reading(world, tmp_path, follows=categories) as reader:
        assert reader.visit(berlin[0]).state is State.FRESH
        assert {line.state for line in of_today(reader)} == {State.FRESH}
        assert sum("/rss" in target for target in reader.asked) < len(categories)


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
