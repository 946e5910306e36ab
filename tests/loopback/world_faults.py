"""What an arXiv that lives through announcement days can do wrong, by name.

A `WorldMode` is a `Mode` that may also change what a route shows before it is written: `change` is
given that value and a way to get the same page of the listing day before; it concerns values of
one type only, so that a mode may be on for all paths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from loopback import listing, oai, rss
from loopback.faults import Mode, Reply

if TYPE_CHECKING:
    from loopback.arxiv import Page
    from loopback.server import ArxivServer, Ask

OVERLAP = 3
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMode(Mode):
    """One way for a `World` to misbehave; `lasts` is how long when no end is given."""

    change: Callable[[Any, Callable[[], Any]], Any] | None = None
    of: type | None = None
    lasts: timedelta | None = None


def changed(mode: Mode, shown: Any, before: Callable[[], Any]) -> Any:
    """What is shown when this mode is on."""
    if isinstance(mode, WorldMode) and mode.change and isinstance(shown, mode.of):
        return mode.change(shown, before)
    return shown


def _refused(**headers: str) -> Callable[[Ask, ArxivServer | None], Reply]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    reply = Reply(status=429, body=b"Rate exceeded.", kind="text/html", headers=named)
    return lambda ask, server: reply


def _unsorted(ask: Ask) -> Ask:
    kept = {name: said for name, said in ask.params.items() if not name.startswith("sort")}
    return replace(ask, params=kept)


def _is_later_page(ask: Ask) -> bool:
    start = ask.params.get("start", "0")
    return start.isdecimal() and int(start) > 0


def _earlier(ask: Ask) -> Ask:
    start = max(0, int(ask.params["start"]) - OVERLAP)
    return replace(ask, params={**ask.params, "start": str(start), "_asked": ask.params["start"]})


def _as_asked(page: Page) -> Page:
    return replace(page, start=int(page.params["_asked"]))


def _has_token(ask: Ask) -> bool:
    return "resumptionToken" in ask.params


def _lists_records(ask: Ask) -> bool:
    return ask.params.get("verb") == "ListRecords"


def _expired(page: oai.Page, before: Callable[[], oai.Page]) -> oai.Page:
    raise oai.Complaint("badResumptionToken", "Token decoding failed or format is invalid.")


WORLD_MODES: Mapping[str, Mode] = {
    "rss_stale": WorldMode(
        says="items of the day before, dated today",
        of=rss.Feed,
        change=lambda feed, before: replace(feed, rows=before().rows),
    ),
    "rss_old": WorldMode(
        says="the feed of the day before; only lastBuildDate is fresh",
        of=rss.Feed,
        change=lambda feed, before: replace(before(), built=feed.built),
    ),
    "rss_empty": WorldMode(
        says="a channel without items on a day with a listing",
        of=rss.Feed,
        change=lambda feed, before: replace(feed, rows=()),
    ),
    "rss_short": WorldMode(
        says="the first half of the items",
        of=rss.Feed,
        change=lambda feed, before: replace(feed, rows=feed.rows[: len(feed.rows) // 2]),
    ),
    "listing_without_abstracts": WorldMode(
        says="/new without abstracts",
        of=listing.Page,
        change=lambda page, before: replace(page, has_abstracts=False),
    ),
    "listing_old": WorldMode(
        says="the page of the day before",
        of=listing.Page,
        change=lambda page, before: before(),
    ),
    "listing_short": WorldMode(
        says="claims 96, shows 90",
        of=listing.Page,
        change=lambda page, before: replace(page, share=90 / 96),
    ),
    "api_ignores_sort": WorldMode(says="as if no order were asked for", ask=_unsorted),
    "api_overlap": WorldMode(
        says=f"later pages start {OVERLAP} records too early and say nothing of it",
        ask=_earlier,
        page=_as_asked,
        only=_is_later_page,
    ),
    "oai_token_expired": WorldMode(
        says="no token is good any more", of=oai.Page, change=_expired, only=_has_token
    ),
    "oai_cut_page": WorldMode(
        says="a list that breaks off within a record, with its right length",
        body=lambda body: body[: len(body) * 2 // 3],
        only=_lists_records,
    ),
    "oai_lost_token": WorldMode(
        says="a first page that does not say there are more",
        of=oai.Page,
        change=lambda page, before: replace(page, token=None),
    ),
    "busy_hour": WorldMode(says="429 for an hour", reply=_refused(), lasts=_HOUR),
    "busy_hour_retry_after": WorldMode(
        says="429 for an hour, and until when", reply=_refused(Retry_After="3600"), lasts=_HOUR
    ),
    "empty_200": WorldMode(says="nothing with 200", reply=lambda ask, server: Reply()),
}
