from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from academichub_cli.domain.announcements import EASTERN, Calendar
from academichub_cli.domain.freshness import (
    ANY_RADAR,
    LastHarvest,
    State,
    follows_of,
    is_harvest_due,
    is_late,
    state_of,
    worst,
)
from academichub_cli.domain.radar import Follow, FollowKind, Mute, Radar

CALENDAR = Calendar()
RADAR = Radar(follows=(Follow(kind=FollowKind.TOPIC, text="diffusion"),))


def eastern(text):
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN)


LAST = LastHarvest(
    radar=follows_of(RADAR),
    at=eastern("2026-06-11 08:00"),
    state=State.FRESH,
    has_current=True,
    messages=(("arxiv", "it was busy", "try again"),),
    asked=("arXiv", "Crossref"),
)


def test_the_last_harvest_comes_back_from_json():
    assert LastHarvest.from_json(json.loads(json.dumps(LAST.to_json()))) == LAST


def test_what_was_kept_before_it_named_the_sources_is_read():
    kept = json.loads(json.dumps(LAST.to_json()))
    del kept["asked"]
    assert LastHarvest.from_json(kept) == replace(LAST, asked=())


@pytest.mark.parametrize(
    "forged",
    [
        *({}, [], "x", {"messages": 5}),
        *({**LAST.to_json(), key: "x"} for key in ("messages", "at", "state")),
        {**LAST.to_json(), "at": "2026-06-11T08:00:00"},
        {**LAST.to_json(), "messages": [["only one"]]},
        {**LAST.to_json(), "messages": [5]},
    ],
)
def test_what_is_no_harvest_is_refused_by_one_of_three_errors(forged):
    with pytest.raises((LookupError, TypeError, ValueError)):
        LastHarvest.from_json(forged)


@pytest.mark.parametrize(
    ("last", "now", "is_due"),
    [
        (None, "2026-06-11 09:00", True),
        (LAST, "2026-06-11 09:00", False),
        (LAST, "2026-06-11 20:00", True),
        (replace(LAST, state=State.STALE), "2026-06-11 09:00", True),
        (replace(LAST, radar="another"), "2026-06-11 09:00", True),
        (replace(LAST, radar=ANY_RADAR), "2026-06-11 09:00", False),
        (replace(LAST, has_current=False), "2026-06-11 09:00", False),
        (replace(LAST, has_current=False, is_late=True), "2026-06-11 08:20", False),
        (replace(LAST, has_current=False, is_late=True), "2026-06-11 08:40", True),
    ],
)
def test_a_harvest_is_due(last, now, is_due):
    assert is_harvest_due(last, RADAR, CALENDAR, eastern(now)) is is_due


def test_a_mute_or_another_order_needs_no_harvest():
    more = Follow(kind=FollowKind.CATEGORY, text="cs.CL")
    assert follows_of(RADAR) == follows_of(Radar(follows=RADAR.follows, mutes=(Mute(text="x"),)))
    assert follows_of(Radar(follows=(*RADAR.follows, more))) == follows_of(
        Radar(follows=(more, *RADAR.follows))
    )
    assert follows_of(RADAR) != follows_of(Radar(follows=(more,)))


@pytest.mark.parametrize(
    ("last", "is_due", "now", "state"),
    [
        (None, True, "2026-06-11 09:00", "failed"),
        (LAST, False, "2026-06-11 09:00", "fresh"),
        (LAST, True, "2026-06-11 21:00", "stale"),
        (replace(LAST, state=State.FAILED), False, "2026-06-11 09:00", "failed"),
        (replace(LAST, at=eastern("2026-06-12 08:00")), False, "2026-06-13 09:00", "quiet"),
        (
            replace(LAST, at=eastern("2026-06-11 20:10"), has_current=False),
            *(False, "2026-06-11 20:20", "waiting"),
        ),
        (
            replace(LAST, at=eastern("2026-06-12 03:00"), has_current=False),
            *(False, "2026-06-12 04:00", "fresh"),
        ),
        (
            replace(LAST, at=eastern("2026-06-11 21:00"), has_current=False, is_late=True),
            *(False, "2026-06-11 21:10", "waiting"),
        ),
        (
            replace(LAST, at=eastern("2026-06-12 03:00"), has_current=False, is_late=True),
            *(False, "2026-06-12 03:10", "stale"),
        ),
    ],
)
def test_one_word_says_how_new_it_is(last, is_due, now, state):
    assert state_of(last, is_due=is_due, calendar=CALENDAR, now=eastern(now)) == state


@pytest.mark.parametrize(
    ("states", "state"),
    [([], "fresh"), (["fresh", "failed", "stale"], "failed"), (["waiting", "fresh"], "waiting")],
)
def test_of_several_states_the_worst_is_told(states, state):
    assert worst(map(State, states)) == state


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ([40, 38, 51, 44, 60], True),
        ([5, 5, 5, 5, 5], True),
        ([40, 38, 0, 44, 60], False),
        ([4, 38, 51, 44, 60], False),
        ([40, 38], False),
        ([], False),
    ],
)
def test_an_empty_batch_is_late_only_after_a_week_of_full_ones(counts, verdict):
    assert is_late(counts) is verdict
