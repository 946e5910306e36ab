from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub_cli.domain.periods import Period, parse_since
from academichub_cli.errors import UsageError

NOW = datetime(2026, 6, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "days"),
    [
        ("7d", "2026-06-04 10:00", 7),
        (" 7d ", "2026-06-04 10:00", 7),
        ("1h", "2026-06-11 09:00", 1),
        ("36h", "2026-06-09 22:00", 2),
        ("2w", "2026-05-28 10:00", 14),
        ("1m", "2026-05-12 10:00", 30),
        ("3660d", "2016-06-03 10:00", 3660),
        ("2026-06-01", "2026-06-01 04:00", 10),
        ("2026-06-11", "2026-06-11 04:00", 1),
        ("2024-02-29", "2024-02-29 05:00", 833),
    ],
)
def test_a_span_or_a_day_is_a_period_until_now(text, start, days):
    period = parse_since(text, now=NOW)
    assert period == Period(datetime.fromisoformat(start).replace(tzinfo=UTC), NOW)
    assert period.days == days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7", "--since '7' is no span of time"),
        ("-7d", "--since '-7d' is no span of time"),
        ("0d", "--since '0d' is no span of time"),
        ("99999999999d", "--since '99999999999d' is no span of time"),
        ("99999d", "--since 99999d is more than ten years"),
        ("3661d", "--since 3661d is more than ten years"),
        ("2026-02-30", "--since 2026-02-30 is no day of the calendar"),
        ("0000-01-01", "--since 0000-01-01 is no day of the calendar"),
        ("2026-6-1", "--since '2026-6-1' is no span of time"),
        ("2026-06-12", "--since 2026-06-12 is in the future"),
        ("1999-01-01", "--since 1999-01-01 is more than ten years ago"),
        ("", "--since '' is no span of time"),
        ("7 d", "--since '7 d' is no span of time"),
        ("7D", "--since '7D' is no span of time"),
        ("７d", "--since '７d' is no span of time"),
        ("1d\n1d", "--since '1d\\n1d' is no span of time"),
        ("\x1b[31m", "--since '\\x1b[31m' is no span of time"),
        ("\udc80d", "--since '\\udc80d' is no span of time"),
        ("x" * 1_000_000, f"--since '{'x' * 40}…' is no span of time"),
        ("1" * 1_000_000 + "d", f"--since '{'1' * 40}…' is no span of time"),
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_anything_else_is_refused_with_what_can_be_written(text, said):
    start = time.perf_counter()
    with pytest.raises(UsageError) as refused:
        parse_since(text, now=NOW)
    assert str(refused.value) == said
    assert refused.value.hint == "write a span such as 7d, 2w or 1m, or a day such as 2026-06-01"
    assert time.perf_counter() - start < 0.5


@given(st.text() | st.from_regex(r"-?[0-9]{0,12}[hdwmy]?") | st.from_regex(r"[0-9]{4}-[0-9-]{5}"))
def test_no_text_is_too_odd_to_be_refused(text):
    try:
        period = parse_since(text, now=NOW)
    except UsageError:
        return
    assert NOW - timedelta(days=3660) <= period.start <= period.end == NOW
