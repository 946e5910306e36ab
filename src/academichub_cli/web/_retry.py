"""Which failures are tried again, how often, and after how long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

BUSY_STATUS = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
# A site that asks for more than this is left alone until then, by every process.
PATIENCE = timedelta(seconds=10)
# OpenAlex asks for up to 15 hours; more than a day is a mistake, theirs or of a clock.
LONGEST = timedelta(days=1)
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """How often to try again, and after how many seconds the first time."""

    more: int
    pause: float

    def pause_before(self, number: int, jitter: float) -> float | None:
        """Seconds before retry `number` (from 0), doubled each time; None when it is enough."""
        if number >= self.more:
            return None
        return self.pause * 2.0**number * (0.5 + jitter)


# By `WebError.retried`; what is not named is not tried again: the same question would get the
# same answer from a site that refused it, sent something else, or let the deadline pass.
RETRIES: Mapping[str | None, Retry] = {
    "busy": Retry(more=2, pause=1.0),
    "cut": Retry(more=1, pause=0.5),
    None: Retry(more=0, pause=0.0),
}


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the site wants to be left alone; None when it does not say, or not legibly.

    A date is held against the site's own clock where it sends one, since ours may be wrong.
    """
    written = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(written):
        return min(timedelta(seconds=float(written)), LONGEST)
    if (then := _instant(written)) is None:
        return None
    return min(max(then - (_instant(headers.get("date", "")) or now), timedelta()), LONGEST)


def _instant(written: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
