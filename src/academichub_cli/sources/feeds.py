"""Journal feeds: those that stand on the radar with their address.

Most journals are asked for at Crossref, by ISSN. A feed is for what Crossref does not have, and for
the feed that a reader names.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from academichub_cli import journals
from academichub_cli.domain.listing import Page, Plan, Query
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.errors import SourceError
from academichub_cli.sources import _feeds_read
from academichub_cli.sources._source import Access, Need, Profile, Source
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_ADDRESS, _NAME = "feeds:", "feeds-name:"
_CLOCK_SLACK = timedelta(days=1)
_KEPT_OUT = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
# Hosts that a site sends every visitor through.
_THROUGH = {"www.nature.com": "https://idp.nature.com"}


class Feeds:
    """The feeds of followed journals."""

    profile = Profile(
        name="feeds",
        label="Journal feeds",
        serves="journals that are followed with the address of a feed",
        limits="one request a feed, three seconds apart at one site",
        is_general=False,
    )

    def hosts(self, radar: Radar) -> Iterable[str]:
        """The followed feeds' addresses, and the hosts that lie on the way to them."""
        for address, _ in _followed(radar):
            yield address
            yield from on_the_way(address)

    def plan(self, need: Need) -> Plan:
        """One query a feed."""
        return Plan(
            queries=tuple(
                Query(terms=(f"{_ADDRESS}{address}", f"{_NAME}{name}"))
                for address, name in _followed(need.radar)
            )
        )

    async def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The feed's papers, in one page. Raises SourceError."""
        address, name = _read_from(query)
        answer = await _answered(address, web)
        try:
            feed = _feeds_read.parse(answer, venue=name, field=journals.field_of_name(name))
        except SourceError as error:
            raise SourceError(f"{name}: {error}", hint=error.hint) from error
        yield Page(
            papers=tuple(_by_now(paper, access.now) for paper in feed.papers),
            damaged=feed.damaged,
            notes=tuple(_notes(feed, name)),
            total=feed.count,
        )
        if feed.is_cut:
            raise SourceError(f"{name}: the feed is cut off", hint=_feeds_read.HINT)


SOURCE: Source = Feeds()


def on_the_way(address: str) -> tuple[str, ...]:
    """The hosts that visitors of a feed are sent through."""
    through = _THROUGH.get(urlsplit(address).hostname or "")
    return (through,) if through else ()


async def title_at(address: str, web: Web) -> str:
    """The name that a feed gives itself. Raises SourceError where there is none."""
    return _feeds_read.parse(await _answered(address, web)).title


async def _answered(address: str, web: Web) -> bytes:
    host = urlsplit(address).hostname or ""
    try:
        return (await web.get(Request(url=address, standing=f"feed {address}"))).body
    except RefusedError as refused:
        if refused.status not in _KEPT_OUT:
            raise
        raise SourceError(
            f"{host} keeps programs away from its feed",
            hint="follow the journal by its name or ISSN: Crossref has its papers",
        ) from refused


def _read_from(query: Query) -> tuple[str, str]:
    address = next(term for term in query.terms if term.startswith(_ADDRESS))
    name = next(term for term in query.terms if term.startswith(_NAME))
    return address.removeprefix(_ADDRESS), name.removeprefix(_NAME)


def _followed(radar: Radar) -> list[tuple[str, str]]:
    """Each followed feed with the name of its journal."""
    found = radar.of_kind(FollowKind.JOURNAL)
    named = {follow.feed: follow.text for follow in reversed(found) if follow.feed}
    return list(reversed(named.items()))


def _by_now(paper: Paper, now: datetime) -> Paper:
    """A paper that is dated on the cover of an issue to come is not known to be of any day."""
    if paper.submitted is None or paper.submitted <= now + _CLOCK_SLACK:
        return paper
    return replace(paper, submitted=None, dated_by=frozenset())


def _notes(feed: _feeds_read.Feed, name: str) -> Iterable[str]:
    if feed.news:
        yield f"{name}: {feed.news} pieces of news and comment left out"
    if feed.notices:
        yield f"{name}: {feed.notices} corrections or retractions left out"
