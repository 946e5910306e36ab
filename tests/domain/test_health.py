from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from academichub_cli.domain.announcements import Calendar
from academichub_cli.domain.freshness import State
from academichub_cli.domain.health import days_seen
from academichub_cli.domain.ledger import LedgerDay

THURSDAY, FRIDAY, MONDAY = date(2026, 6, 11), date(2026, 6, 12), date(2026, 6, 15)


def line(category, day, state=State.FRESH):
    return LedgerDay(
        source="arxiv",
        category=category,
        day=day,
        state=state,
        read_at=datetime(2026, 6, 11, 6, tzinfo=UTC),
    )


def seen(now, *lines, categories=("cs.CL",), span=7):
    found = days_seen(
        lines,
        categories,
        source="arxiv",
        calendar=Calendar(),
        now=datetime.fromisoformat(now),
        span=span,
    )
    return [(each.day.isoformat()[5:], each.category, each.state.value) for each in found]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-06-12T12:00Z", [("06-12", "cs.CL", "fresh")], id="read"),
        pytest.param(
            "2026-06-14T12:00Z",
            [("06-14", "", "quiet"), ("06-13", "", "quiet"), ("06-12", "cs.CL", "fresh")],
            id="a weekend",
        ),
        pytest.param(
            "2026-06-15T01:00Z",
            [
                ("06-15", "cs.CL", "waiting"),
                ("06-14", "", "quiet"),
                ("06-13", "", "quiet"),
                ("06-12", "cs.CL", "fresh"),
            ],
            id="out since an hour, not asked for",
        ),
        pytest.param(
            "2026-06-16T12:00Z",
            [
                ("06-16", "cs.CL", "stale"),
                ("06-15", "cs.CL", "stale"),
                ("06-14", "", "quiet"),
                ("06-13", "", "quiet"),
                ("06-12", "cs.CL", "fresh"),
            ],
            id="nobody has asked for two days",
        ),
    ],
)
def test_a_day_without_a_line_is_quiet_waiting_or_stale(now, expected):
    assert seen(now, line("cs.CL", FRIDAY)) == expected


def test_a_category_has_no_lines_from_before_it_was_followed():
    found = seen(
        "2026-06-12T12:00Z",
        line("cs.CL", THURSDAY),
        line("cs.CL", FRIDAY),
        line("cs.LG", FRIDAY),
        categories=("cs.CL", "cs.LG"),
    )
    assert ("06-11", "cs.LG") not in {(day, category) for day, category, _ in found}


def test_a_day_that_a_source_showed_before_our_clock_reached_it_is_seen():
    assert ("06-15", "cs.CL", "fresh") in seen("2026-06-12T12:00Z", line("cs.CL", MONDAY))


def test_a_span_ends_where_it_was_told_to():
    found = seen("2026-06-12T12:00Z", line("cs.CL", THURSDAY), line("cs.CL", FRIDAY), span=1)
    assert [day for day, _, _ in found] == ["06-12"]
