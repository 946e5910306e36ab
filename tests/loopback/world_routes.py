"""What the services of a `World` answer, and the spans of its time in which they misbehave."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

from loopback import arxiv, author_feed, batches, listing, oai, rss
from loopback.arxiv import Paper
from loopback.faults import Mode, Reply
from loopback.rss import EASTERN, TYPES, Row
from loopback.taxonomy import ARCHIVES, CATEGORIES, archive_of
from loopback.world_faults import WorldMode, changed

if TYPE_CHECKING:
    from loopback.server import Ask, Route
    from loopback.world import World

OAI_LAG = timedelta(hours=2, minutes=30)

_LISTINGS_SHOWN = 5
_HTML = "text/html; charset=utf-8"
_RSS = "application/rss+xml"
_XML = "application/xml"


@dataclass(slots=True, kw_only=True)
class Span:
    """A misbehaviour and when it is on, in the time of the world."""

    mode: Mode
    path: str
    since: datetime | None
    until: datetime | None
    times: int | None

    def applies(self, ask: Ask, now: datetime) -> bool:
        if not ask.path.startswith(self.path) or (self.mode.only and not self.mode.only(ask)):
            return False
        if (self.since and now < self.since) or (self.until and now >= self.until):
            return False
        if self.times is not None:
            self.times -= 1
            return self.times >= 0
        return True

    def refused(self, ask: Ask, now: datetime) -> Reply:
        """The reply of a mode that has one, saying when the span ends if it says such things."""
        reply = self.mode.reply(ask, None)
        if not isinstance(self.mode, WorldMode) or "Retry-After" not in reply.headers:
            return reply
        left = int((self.until - now).total_seconds())
        return replace(reply, headers={**reply.headers, "Retry-After": str(left)})


def of(world: World) -> dict[str, Route]:
    """The routes, by what their paths begin with."""
    routes = {"/rss": _rss, "/list": _list, "/oai": _oai, "/a": _author, "/api/query": _api}

    def bound(path: str) -> Route:
        return lambda ask, mode: _treated(routes[path], world, ask, mode)

    return {path: bound(path) for path in routes}


def _treated(answer: Route, world: World, ask: Ask, mode: Mode) -> Reply:
    span = world.span_for(ask)
    if span is None:
        return answer(world, ask, mode)
    if span.mode.reply is not None:
        return span.refused(ask, world.now)
    reply = answer(world, span.mode.ask(ask) if span.mode.ask else ask, span.mode)
    if span.mode.body is None or reply.status != 200:
        return reply
    return replace(reply, body=span.mode.body(reply.body))


# RSS


def _rss(world: World, ask: Ask, mode: Mode) -> Reply:
    query = unquote(ask.path.removeprefix("/rss/"))
    try:
        topics = rss.read_topics(query)
    except rss.Complaint as complaint:
        body = rss.write_complaint(complaint, query, world.now.astimezone(UTC))
        return Reply(status=400, body=body, kind=_RSS)
    today = world.now.astimezone(EASTERN).date()
    feed = changed(
        mode,
        _feed(world, topics, today),
        lambda: _feed(world, topics, world.day_before(today)),
    )
    body = rss.write_feed(feed)
    headers = rss.validators(body, world.now)
    if headers["ETag"].strip('"') in ask.headers.get("if-none-match", ""):
        return Reply(status=304, kind=_RSS, headers=headers)
    return Reply(body=body, kind=_RSS, headers=headers)


def _feed(world: World, topics: tuple[str, ...], day: date) -> rss.Feed:
    types = world.announced_in(topics, day)
    rows = (Row(paper=world.paper(name, day), type=type_) for name, type_ in types.items())
    return rss.Feed(
        topics=topics,
        day=day,
        built=rss.midnight(day).astimezone(UTC) + timedelta(seconds=2),
        rows=rss.arranged(rows, most=world.rss_most),
    )


# Listings


def _list(world: World, ask: Ask, mode: Mode) -> Reply:
    topic, _, kind = ask.path.removeprefix("/list/").partition("/")
    if topic not in CATEGORIES and topic not in ARCHIVES:
        text = f"Invalid archive or category: {topic}"
        return Reply(status=400, body=text.encode(), kind=_HTML)
    if kind not in {"new", "recent", "pastweek"}:
        return Reply(status=404, body=b"Not Found", kind=_HTML)
    day = world.latest_day() or world.now.astimezone(EASTERN).date()
    page = changed(
        mode,
        _page(world, topic, kind, day),
        lambda: _page(world, topic, kind, world.day_before(day)),
    )
    skip, show = listing.read_part(kind, ask.params.get("skip", ""), ask.params.get("show", ""))
    return Reply(body=listing.write_page(replace(page, skip=skip, show=show)), kind=_HTML)


def _page(world: World, topic: str, kind: str, day: date) -> listing.Page:
    """The page while the listing of this day is the latest."""
    if kind == "new":
        return listing.Page(topic=topic, kind=kind, days=((day, _new(world, topic, day)),))
    shown: set[str] = set()
    days = []
    for one in [other for other in world.days if other <= day][-_LISTINGS_SHOWN:]:
        rows = _recent(world, topic, one, day, shown)
        shown.update(row.paper.id for row in rows)
        days.append((one, rows))
    return listing.Page(topic=topic, kind=kind, days=tuple(reversed(days)))


def _new(world: World, topic: str, day: date) -> tuple[Row, ...]:
    """Without late cross-lists within an archive, on its page, and without sixth versions."""
    rows = (
        Row(paper=world.paper(name, day), type=type_)
        for name, type_ in world.announced(topic, day).items()
    )
    kept = (
        row
        for row in rows
        if row.paper.version < rss.FIRST_VERSION_LEFT_OUT
        and not (row.type == "cross" and _is_primary(row.paper, topic))
    )
    return tuple(sorted(kept, key=lambda row: (TYPES.index(row.type), row.paper.id)))


def _recent(
    world: World, topic: str, day: date, latest: date, shown: Collection[str]
) -> tuple[Row, ...]:
    papers = [
        world.paper(name, latest)
        for name, type_ in world.announced(topic, day).items()
        if type_ in {"new", "cross"} and name not in shown
    ]
    papers.sort(key=lambda paper: (_is_primary(paper, topic), paper.id), reverse=True)
    return tuple(
        Row(paper=paper, type="new" if _is_primary(paper, topic) else "cross") for paper in papers
    )


def _is_primary(paper: Paper, topic: str) -> bool:
    return topic in {paper.categories[0], archive_of(paper.categories[0])}


# OAI-PMH


def _oai(world: World, ask: Ask, mode: Mode) -> Reply:
    try:
        page = oai.look_up(
            _records(world),
            ask.params,
            now=world.now,
            most=world.oai_page_size,
            is_spent=world.is_spent,
        )
        page = changed(mode, page, lambda: page)
    except oai.Complaint as complaint:
        return Reply(body=oai.write_complaint(complaint, world.now), kind=_XML)
    if page.token:
        world.note_token(page.token)
    return Reply(body=oai.write_page(page, world.now), kind=_XML)


def _records(world: World) -> list[oai.Record]:
    return [
        oai.Record(
            paper=editions[-1].paper,
            stamp=editions[-1].out.astimezone(UTC).date(),
            is_changed=len(editions) > 1,
        )
        for editions in world.out(OAI_LAG)
    ]


# One person's feed


def _author(world: World, ask: Ask, mode: Mode) -> Reply:
    name, _, suffix = unquote(ask.path.removeprefix("/a/")).rpartition(".")
    person = next((one for one in world.people if name in {one.id, one.orcid} - {""}), None)
    if person is None or suffix not in {"atom", "atom2"}:
        return Reply(status=404, body=b"<h1>Not Found</h1>", kind=_HTML)
    papers = (editions[-1].paper for editions in world.out())
    own = (paper for paper in papers if person.name in paper.authors)
    feed = author_feed.Feed(
        person=person,
        asked=name,
        papers=tuple(sorted(own, key=lambda paper: paper.published, reverse=True)),
        now=world.now,
        joins_authors=suffix == "atom2",
        is_rewritten=world.has_rewritten_author_feed,
    )
    return Reply(body=author_feed.write_feed(feed))


# The API


def _api(world: World, ask: Ask, mode: Mode) -> Reply:
    try:
        page = arxiv.look_up(_index(world), ask.params)
    except arxiv.Complaint as complaint:
        return Reply(status=400, body=arxiv.write_complaint(complaint))
    body = arxiv.write_feed(mode.page(page) if mode.page else page)
    said, true = (
        f"{when:%Y-%m-%dT%H:%M:%SZ}".encode()
        for when in (arxiv.ANSWERED_AT, world.now.astimezone(UTC))
    )
    return Reply(body=body.replace(said, true, 1))


def _index(world: World) -> list[Paper]:
    """Every version that is out, in an order that means nothing."""
    versions = {
        (edition.paper.id, edition.paper.version): edition.paper
        for editions in world.out(world.api_lag)
        for edition in editions
    }
    return sorted(versions.values(), key=lambda paper: batches.share(paper.id))
