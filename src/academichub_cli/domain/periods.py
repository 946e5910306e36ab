"""Spans of time as people write them: ``7d``, ``2w``, ``2026-06-01``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from academichub_cli.domain.announcements import EASTERN
from academichub_cli.errors import UsageError

_SPAN = re.compile(r"([1-9]\d{0,4})([hdwm])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1)}
_UNITS |= {"w": timedelta(weeks=1), "m": timedelta(days=30)}
_LONGEST = timedelta(days=3660)
_HINT = "write a span such as 7d, 2w or 1m, or a day such as 2026-06-01"


@dataclass(frozen=True, slots=True)
class Period:
    """From an instant, up to and including another."""

    start: datetime
    end: datetime

    @property
    def days(self) -> int:
        """Whole days in it, at least one."""
        return max(1, round((self.end - self.start) / timedelta(days=1)))


def parse_since(text: str, *, now: datetime) -> Period:
    """The period from what is written until now. Raises UsageError with what can be written."""
    text = text.strip()
    if span := _SPAN.fullmatch(text):
        length = int(span[1]) * _UNITS[span[2]]
        if length > _LONGEST:
            raise UsageError(f"--since {text} is more than ten years", hint=_HINT)
        return Period(now - length, now)
    if not _DAY.fullmatch(text):
        raise UsageError(f"--since {_shortened(text)!r} is no span of time", hint=_HINT)
    try:
        start = datetime.fromisoformat(text).replace(tzinfo=EASTERN)
    except ValueError:
        raise UsageError(f"--since {text} is no day of the calendar", hint=_HINT) from None
    if start > now:
        raise UsageError(f"--since {text} is in the future", hint=_HINT)
    if now - start > _LONGEST:
        raise UsageError(f"--since {text} is more than ten years ago", hint=_HINT)
    return Period(start, now)


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 (fits a line)
