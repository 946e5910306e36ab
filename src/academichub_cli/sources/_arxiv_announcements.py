"""Asking arXiv's routes of announcements; what they answer is read in the file of each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import date
from http import HTTPStatus

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import Listing
from academichub_cli.domain.listing import Page
from academichub_cli.domain.paper import AnnounceType, Paper, is_within, stamped
from academichub_cli.domain.routes import FEED_LIMIT, Route, Step
from academichub_cli.errors import SourceError
from academichub_cli.sources import _arxiv_api, _arxiv_listing, _arxiv_oai, _arxiv_rss
from academichub_cli.sources._arxiv_listing import ListingDay, ListingPage
from academichub_cli.sources._arxiv_rss import RssEntry, RssFeed
from academichub_cli.web import Answer, Request
from academichub_cli.web.door import Web

_PAGE = 2_000  # entries on a listing page
_MOST_PAGES = 50
_MOST_HARVESTED = 2_000  # pages of OAI-PMH: some millions of records


def read(step: Step, web: Web, *, address: str, token: str | None) -> AsyncIterator[Page]:
    """The pages of a step. Raises SourceError."""
    match step.route:
        case Route.FEED:
            return _feed(step, web, address)
        case Route.NEW | Route.WEEK:
            return _listing(step, web, address)
        case Route.OAI:
            return _harvest(step, web, address, token)
        case Route.NAMES | Route.DAYS:
            return _records(step, web, address)


async def _feed(step: Step, web: Web, address: str) -> AsyncIterator[Page]:
    """Today's announcement of several categories at once."""
    url = f"{address}/{'+'.join(step.categories)}"
    answer = await web.get(Request(url=url, accept_status=frozenset({400}), standing="arXiv RSS"))
    feed = _feed_in(answer)
    is_cut = feed.count >= FEED_LIMIT
    complaint = "its feed was cut off at its limit" if is_cut else ""
    if feed.damaged:
        complaint = f"{len(feed.damaged)} records of its feed could not be read"
    yield Page(
        papers=tuple(entry.paper for entry in feed.entries),
        damaged=feed.damaged,
        listings=tuple(_listings(feed, step.categories, complaint)),
        shows=_days(feed),
        is_cut=is_cut,
        total=feed.count,
    )


def _feed_in(answer: Answer) -> RssFeed:
    """The feed in an answer; one that is none is a refusal where its status says so."""
    try:
        return _arxiv_rss.parse(answer.body)
    except SourceError as error:
        error.is_refusal = error.is_refusal or answer.status == HTTPStatus.BAD_REQUEST
        raise


def _days(feed: RssFeed) -> frozenset[date]:
    """The days of its records, those that bear none being of the feed's."""
    return frozenset(day for entry in feed.entries if (day := entry.paper.announced))


def _listings(feed: RssFeed, categories: tuple[str, ...], complaint: str) -> Iterable[Listing]:
    for day in sorted(_days(feed)):
        of_day = [entry for entry in feed.entries if entry.paper.announced == day]
        for category in categories:
            yield Listing(
                category=category,
                day=day,
                route=Route.FEED.address,
                entries={
                    entry.paper.id: entry.announce_type or AnnounceType.NEW
                    for entry in of_day
                    if category in _homes(entry, categories)
                },
                complaint=complaint,
            )


def _homes(entry: RssEntry, asked: tuple[str, ...]) -> list[str]:
    """Which of the categories asked for a record was sent for; where none is said, the first."""
    found = [
        category
        for category in asked
        if any(is_within(each, category) for each in entry.paper.categories)
    ]
    return found or [asked[0]]


async def _listing(step: Step, web: Web, address: str) -> AsyncIterator[Page]:
    """A category's own page, and the pages after it where it is too long for one."""
    (category,) = step.categories
    seen = damaged = 0
    gathered: dict[date, dict[Identifier, AnnounceType]] = {}
    for _ in range(_MOST_PAGES):
        answer = await web.get(
            Request(
                url=f"{address}/{category}/{step.route}",
                params=_part(step.route, seen),
                expects="html",
                standing="arXiv listing",
            )
        )
        page = _arxiv_listing.parse(answer.body, category=category)
        count = sum(len(day.entries) for day in page.days) + len(page.damaged)
        seen += count
        damaged += len(page.damaged)
        is_last = not count or page.total is None or seen >= page.total
        for day in page.days:
            gathered.setdefault(day.day, {}).update(
                {entry.paper.id: entry.announce_type for entry in day.entries}
            )
        # Different ones: a server that does not turn the page repeats itself.
        came = sum(map(len, gathered.values()))
        is_all = page.total is not None and came >= page.total and not damaged
        yield _page_of(page, category, gathered, is_last=is_last, is_all=is_all)
        if is_last:
            return


def _part(route: Route, seen: int) -> dict[str, str]:
    """Which part of a listing: the day's page shows all it can as it is, the week's does not."""
    skip = {"skip": str(seen)} if seen else {}
    return {**skip, "show": str(_PAGE)} if seen or route is Route.WEEK else {}


def _page_of(
    page: ListingPage,
    category: str,
    gathered: dict[date, dict[Identifier, AnnounceType]],
    *,
    is_last: bool,
    is_all: bool,
) -> Page:
    """What a page says; `is_all` that with it as many entries came as there are on all pages."""
    return Page(
        papers=tuple(entry.paper for day in page.days for entry in day.entries),
        damaged=page.damaged,
        listings=tuple(
            _whole_or_not(
                Listing(
                    category=category,
                    day=day.day,
                    route=Route.NEW.address,
                    entries=dict(gathered[day.day]),
                    claimed=day.claimed,
                    is_exact=True,
                ),
                day,
                is_last=is_last,
                is_all=is_all,
            )
            for day in page.days
        ),
        shows=frozenset(day.day for day in page.days),
        total=page.total,
    )


def _whole_or_not(listing: Listing, day: ListingDay, *, is_last: bool, is_all: bool) -> Listing:
    if day.claimed is None:
        is_whole = is_all
        why = "its page does not say how many papers there are"
    else:
        is_whole = day.claimed <= len(listing.news)
        why = f"its listing shows {len(listing.news):,} of {day.claimed:,} papers"
    if is_whole:
        return listing
    return replace(listing, complaint=why if is_last else "its listing goes on")


async def _harvest(step: Step, web: Web, address: str, token: str | None) -> AsyncIterator[Page]:
    """All records changed since a day, from where an earlier reading broke off."""
    may_restart = True
    for _ in range(_MOST_HARVESTED):
        try:
            answer = await web.get(_asking(step, address, token))
            page = _arxiv_oai.parse(answer.body)
        except _arxiv_oai.ExpiredTokenError:
            if token is None or not may_restart:
                raise
            token, may_restart = None, False
            continue
        alive = [record for record in page.records if record.paper and not record.is_deleted]
        token = page.token
        yield Page(
            papers=tuple(_of_first_version(record.paper) for record in alive if record.paper),
            damaged=page.damaged,
            changes={record.identifier: record.datestamp for record in alive},
            token=token,
        )
        if token is None:
            return


def _of_first_version(paper: Paper) -> Paper:
    """The paper with its *submitted*, if it is that: OAI-PMH gives the date of the last version."""
    month = f"{paper.submitted:%y%m}" if paper.submitted else ""
    is_of_first = paper.updated is None and str(paper.id).removeprefix("arXiv:").startswith(month)
    return stamped(paper if is_of_first else replace(paper, submitted=None))


def _asking(step: Step, address: str, token: str | None) -> Request:
    (category,) = step.categories
    assert step.since is not None
    params = {"verb": "ListRecords"}
    if token is not None:
        params["resumptionToken"] = token
    else:
        params |= {
            "metadataPrefix": "arXiv",
            "set": _arxiv_oai.set_of(category),
            "from": step.since.isoformat(),
        }
    return Request(url=address, params=params, conditional=False, standing="arXiv OAI-PMH")


async def _records(step: Step, web: Web, address: str) -> AsyncIterator[Page]:
    async for page in _arxiv_api.named(step.names, web, address):
        yield Page(papers=page.papers, damaged=page.damaged, total=page.total)
