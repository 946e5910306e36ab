"""Which route is asked for what, in every kind of situation; and that the asking ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.routes import (
    FEED_LIMIT,
    LISTINGS_BACK,
    Route,
    Situation,
    Step,
    next_step,
    packs,
)

CALENDAR = Calendar()
CATEGORIES = ("cs.CL", "cs.LG", "math.CO")
ALL = frozenset(Route)
MORNING = "2026-06-11 09:00"  # a Thursday
EVENING = "2026-06-10 21:00"  # Thursday's listing is out, its feed is not
THURSDAY = date(2026, 6, 11)


def eastern(text):
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN)


def situation(now=MORNING, *, unread=None, missing=None, routes=ALL, **more):
    return Situation(
        now=eastern(now),
        calendar=CALENDAR,
        routes=frozenset(routes),
        unread=unread or {},
        missing=missing or {},
        usual={},
        **more,
    )


def last(count, now=MORNING):
    return tuple(sorted(CALENDAR.last(count, now=eastern(now))))


def everywhere(*days):
    return dict.fromkeys(CATEGORIES, tuple(days))


def tried(*routes, among=CATEGORIES):
    return frozenset((route, category) for route in routes for category in among)


def answered(asked, step):
    """The situation after a step that settled nothing."""
    done = {(step.route, category) for category in step.categories}
    return replace(asked, tried=asked.tried | done)


def steps_of(asked, *, most=200):
    """All steps that are taken when none of them settles anything."""
    steps = []
    while step := next_step(asked):
        steps.append(step)
        asked = answered(asked, step)
        assert len(steps) < most
    return steps


def brief(steps):
    return [(step.route, step.categories) for step in steps]


# An ordinary day


def test_the_feed_answers_for_all_categories_at_once():
    step = next_step(situation(unread=everywhere(THURSDAY)))
    assert step == Step(route=Route.FEED, categories=CATEGORIES, days=(THURSDAY,))


def test_nothing_is_asked_where_nothing_is_wanted():
    assert next_step(situation()) is None
    assert next_step(situation(unread=dict.fromkeys(CATEGORIES, ()))) is None


def test_before_the_feed_is_made_each_category_has_its_page():
    for number, category in enumerate(CATEGORIES):
        unread = dict.fromkeys(CATEGORIES[number:], (THURSDAY,))
        step = next_step(situation(EVENING, unread=unread))
        assert step == Step(route=Route.NEW, categories=(category,), days=(THURSDAY,))


def test_in_the_evening_the_feed_still_has_the_day_that_ends():
    wednesday = date(2026, 6, 10)
    step = next_step(situation(EVENING, unread=everywhere(wednesday, THURSDAY)))
    assert step == Step(route=Route.FEED, categories=CATEGORIES, days=(wednesday,))


@pytest.mark.parametrize("now", ["2026-06-13 09:00", "2026-06-14 12:00", "2026-06-22 09:00"])
def test_on_a_day_without_listing_there_is_no_feed_to_ask(now):
    current = CALENDAR.current(eastern(now))
    step = next_step(situation(now, unread=everywhere(current)))
    assert (step.route, step.days) == (Route.NEW, (current,))


# Missed days


@pytest.mark.parametrize("missed", [1, 2, 4])
def test_days_that_were_missed_are_on_the_page_of_the_week(missed):
    days = last(missed + 1)
    first, *rest = steps_of(situation(unread=everywhere(*days)))
    assert first.route is Route.FEED
    weeks = [step for step in rest if step.route is Route.WEEK]
    assert [step.categories for step in weeks] == [(category,) for category in CATEGORIES]
    assert all(step.days == days for step in weeks)
    read = situation(unread=everywhere(*days[:-1]), tried=tried(Route.FEED))
    assert next_step(read) == Step(route=Route.WEEK, categories=("cs.CL",), days=days[:-1])


@pytest.mark.parametrize("missed", [6, 20])
def test_days_that_no_page_shows_any_more_are_harvested(missed):
    days = last(missed + 1)
    older = days[:-LISTINGS_BACK]
    after_pages = situation(unread=everywhere(*older), tried=tried(Route.FEED, Route.WEEK))
    step = next_step(after_pages)
    assert (step.route, step.categories, step.days) == (Route.OAI, ("cs.CL",), older)
    assert step.since < older[0]
    whole = steps_of(situation(unread=everywhere(*days)))
    assert [step.route for step in whole].index(Route.WEEK) < [step.route for step in whole].index(
        Route.OAI
    )
    weeks = [step.days for step in whole if step.route is Route.WEEK]
    assert weeks == [days[-LISTINGS_BACK:]] * len(CATEGORIES)


def test_a_day_that_the_calendar_does_not_have_is_on_the_page_of_the_week_too():
    monday = date(2026, 6, 22)
    step = next_step(situation("2026-06-23 09:00", unread={"cs.CL": (monday,)}))
    assert step == Step(route=Route.WEEK, categories=("cs.CL",), days=(monday,))


def test_a_day_that_is_still_to_come_is_waited_for():
    friday = date(2026, 6, 12)
    assert next_step(situation(unread=everywhere(friday))) is None


# Feeds that are too long


def test_a_feed_that_was_cut_is_asked_for_in_halves():
    four = ("cs.AI", "cs.CL", "cs.CV", "cs.LG")
    asked = situation(unread=dict.fromkeys(four, (THURSDAY,)), cut=frozenset({four}))
    first = next_step(asked)
    assert first.categories == ("cs.AI", "cs.CL")
    assert next_step(answered(asked, first)).categories == ("cs.CV", "cs.LG")
    again = replace(asked, cut=frozenset({four, ("cs.AI", "cs.CL")}))
    assert next_step(again).categories == ("cs.AI",)


def test_what_is_left_of_a_halved_feed_is_not_joined_anew():
    four = ("cs.AI", "cs.CL", "cs.CV", "cs.LG")
    cut = frozenset({four, ("cs.AI", "cs.CL")})
    unread = dict.fromkeys(four[1:], (THURSDAY,))
    asked = situation(unread=unread, cut=cut, tried=tried(Route.FEED, among=("cs.AI",)))
    steps = [step for step in steps_of(asked) if step.route is Route.FEED]
    assert [step.categories for step in steps] == [("cs.CL",), ("cs.CV", "cs.LG")]


def test_one_category_that_is_cut_is_read_from_its_page():
    asked = situation(unread={"cs.LG": (THURSDAY,)}, cut=frozenset({("cs.LG",)}))
    assert [step.route for step in steps_of(asked)][:2] == [Route.FEED, Route.NEW]


def test_large_categories_are_not_joined_to_more_than_a_feed_holds():
    usual = {"cs.AI": 900, "cs.CL": 600, "cs.LG": 700, "cs.CV": 500}
    found = packs(usual, usual, frozenset())
    assert found == [("cs.AI", "cs.CL"), ("cs.LG", "cs.CV")]
    assert packs(("cs", "math"), {}, frozenset()) == [("cs",), ("math",)]


_NAMES = st.lists(
    st.sampled_from([f"{archive}.{end}" for archive in ("cs", "math") for end in "ABCDEFGH"]),
    unique=True,
)


@given(
    categories=_NAMES,
    sizes=st.dictionaries(st.sampled_from(["cs.A", "cs.B", "math.C"]), st.integers(0, 9_000)),
    cuts=st.sets(_NAMES.map(tuple), max_size=4),
)
def test_packs_hold_every_category_once_and_in_order(categories, sizes, cuts):
    found = packs(categories, sizes, frozenset(cuts))
    assert [category for pack in found for category in pack] == categories
    for pack in found:
        assert len(pack) == 1 or pack not in cuts
        assert len(pack) == 1 or sum(sizes.get(name, 0) for name in pack) <= FEED_LIMIT


@given(categories=_NAMES.filter(bool))
def test_cutting_over_and_over_ends_with_single_categories(categories):
    cut = frozenset()
    for _ in range(200):
        found = packs(categories, {}, cut)
        longer = [pack for pack in found if len(pack) > 1]
        if not longer:
            break
        cut |= {longer[0]}
    assert found == [(category,) for category in categories]


# Routes that are closed


@pytest.mark.parametrize(
    ("closed", "now", "routes"),
    [
        ({Route.FEED}, MORNING, [Route.NEW, Route.WEEK, Route.OAI]),
        ({Route.NEW, Route.WEEK}, MORNING, [Route.FEED, Route.OAI]),
        ({Route.FEED, Route.NEW, Route.WEEK}, MORNING, [Route.OAI]),
        ({Route.FEED, Route.NEW, Route.WEEK}, "2026-06-10 21:00", []),  # it is not there yet
        ({Route.OAI}, MORNING, [Route.FEED, Route.NEW, Route.WEEK]),
        (ALL, MORNING, []),
        (ALL - {Route.NAMES}, MORNING, []),
    ],
)
def test_other_routes_are_asked_where_one_is_closed(closed, now, routes):
    asked = situation(now, unread={"cs.CL": (THURSDAY,)}, routes=ALL - closed)
    assert [step.route for step in steps_of(asked)] == routes


# Records


def test_missing_records_of_all_categories_are_asked_for_at_once_and_once():
    missing = {"cs.CL": ("2606.00001", "2606.00002"), "cs.LG": ("2606.00002",), "math.CO": ()}
    step = next_step(situation(missing=missing))
    assert step.route is Route.NAMES
    assert step.names == ("2606.00001", "2606.00002")
    assert step.categories == ("cs.CL", "cs.LG")


def test_what_the_api_does_not_have_is_harvested_and_proves_no_day():
    asked = situation(missing={"cs.CL": ("2606.00001",)}, tried=tried(Route.NAMES))
    step = next_step(asked)
    assert (step.route, step.categories, step.days) == (Route.OAI, ("cs.CL",), ())
    assert step.since < min(last(LISTINGS_BACK))
    assert next_step(answered(asked, step)) is None


def test_listings_are_read_before_records_are_asked_for():
    asked = situation(unread=everywhere(THURSDAY), missing={"cs.CL": ("2606.00001",)})
    routes = [step.route for step in steps_of(asked)]
    assert routes.index(Route.NAMES) > max(
        index for index, route in enumerate(routes) if route in {Route.FEED, Route.NEW, Route.WEEK}
    )


# Doubts and audits


def test_a_feed_in_doubt_is_held_against_the_page_of_the_week():
    asked = situation(
        unread={"cs.LG": (THURSDAY,)}, tried=tried(Route.FEED), doubted=frozenset({"cs.LG"})
    )
    assert next_step(asked) == Step(route=Route.WEEK, categories=("cs.LG",), days=(THURSDAY,))


def test_an_audit_comes_last_and_does_not_repeat_itself():
    asked = situation(unread={"cs.CL": (THURSDAY,)}, audited=("cs.LG",))
    steps = steps_of(asked)
    assert brief(steps)[0] == (Route.FEED, ("cs.CL",))
    assert steps[-1] == Step(route=Route.WEEK, categories=("cs.LG",))
    assert next_step(situation(audited=("cs.LG",), tried=tried(Route.WEEK))) is None


# Readings that can be resumed


def test_readings_for_days_and_for_records_are_resumed_apart():
    days = Step(route=Route.OAI, categories=("cs.CL",), days=(THURSDAY,), since=THURSDAY)
    assert days.key != replace(days, days=()).key
    assert days.key == replace(days, days=(THURSDAY, date(2026, 6, 12))).key
    assert days.key != replace(days, categories=("cs.LG",)).key


@pytest.mark.parametrize(
    ("route", "address"),
    [("rss", "rss"), ("new", "listing"), ("pastweek", "listing"), ("oai", "oai"), ("api", "api")],
)
def test_a_route_names_the_address_it_asks(route, address):
    assert Route(route).address == address


# It ends

_DAYS = last(40)
_days = st.lists(st.sampled_from(_DAYS), unique=True).map(lambda days: tuple(sorted(days)))


_SITUATIONS = st.builds(
    situation,
    st.sampled_from([MORNING, EVENING, "2026-06-13 09:00", "2026-06-11 00:00"]),
    unread=st.dictionaries(st.sampled_from(CATEGORIES), _days),
    missing=st.dictionaries(st.sampled_from(CATEGORIES), st.sampled_from([(), ("2606.00001",)])),
    routes=st.sets(st.sampled_from(Route)),
    doubted=st.frozensets(st.sampled_from(CATEGORIES)),
    audited=st.lists(st.sampled_from(CATEGORIES), unique=True).map(tuple),
)


@given(_SITUATIONS)
def test_steps_that_settle_nothing_come_to_an_end_and_none_comes_twice(asked):
    steps = steps_of(asked, most=len(Route) * len(CATEGORIES) + 1)
    pairs = [(step.route, category) for step in steps for category in step.categories]
    assert all(step.route in asked.routes for step in steps)
    # The categories of a question for records are those that lack one, asked before or not.
    once = [pair for pair in pairs if pair[0] is not Route.NAMES]
    assert len(once) == len(set(once))
