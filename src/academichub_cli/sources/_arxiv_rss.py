"""Reading arXiv's RSS feed of a day's announcement; pure functions of bytes.

Elements: https://info.arxiv.org/help/rss_specifications.html. A category has at most one feed a
day; those of several categories are joined by the server, which leaves out what goes beyond 2,000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from academichub_cli.domain.announcements import EASTERN
from academichub_cli.domain.identifiers import ArxivId, parse_versioned
from academichub_cli.domain.paper import AnnounceType, Paper
from academichub_cli.errors import SourceError
from academichub_cli.sources import _xml
from academichub_cli.sources._arxiv_fields import (
    authors_in,
    categories_in,
    check_texts,
    dois_in,
    possible,
)

_LAYOUT = _xml.Layout(what="feed", namespace="", around=("rss", "channel"), record="item")
_NAMESPACES = {"arxiv": "http://arxiv.org/schemas/atom", "dc": "http://purl.org/dc/elements/1.1/"}
_ERROR = re.compile(r"feed error\b", re.IGNORECASE)
# What the server writes before the abstract, for readers that show nothing else.
_HEAD = re.compile(
    r"(?:arXiv: ?(?P<name>\S+) )?Announce ?Type: ?(?P<type>[\w-]+)[.,;]? ?(?:Abstract: ?)?",
    re.IGNORECASE,
)


class FeedRefusedError(SourceError):
    """The feed that says what was wrong with what was asked."""

    is_refusal = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RssEntry:
    """One paper of an announcement, and how it appeared there."""

    paper: Paper
    announce_type: AnnounceType | None
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RssFeed:
    """The announcement of a day, of which `count` records were written.

    `day` is the day on which all records are dated, else the channel's; `item_days` and
    `channel_day` show where they disagree, `built` when the server says it made the feed.
    """

    day: date | None
    built: datetime | None
    entries: tuple[RssEntry, ...]
    damaged: tuple[str, ...]
    count: int
    item_days: frozenset[date]
    channel_day: date | None


def parse(body: bytes) -> RssFeed:
    """The feed in an answer's bytes; a record that cannot be read is named in `damaged`.

    A feed without records is one of a day without announcement. Raises SourceError for a document
    type and for anything but a whole RSS feed, FeedRefusedError for one that says what was wrong.
    """
    document = _xml.parse(body, _LAYOUT)
    channel = document.root.find("channel")
    if channel is None:
        raise SourceError("arXiv sent a feed without a channel", hint=_xml.HINT)
    _refuse_error(channel)
    published = _moment_or_none(channel, "pubDate")
    channel_day = _eastern_day(published) if published else None
    records = document.read(_entry, name=_name)
    if not records.count and channel_day is None:
        raise SourceError("arXiv sent a feed without papers and without a day", hint=_xml.HINT)
    days = frozenset(entry.paper.announced for entry in records.values) - {None}
    item_days = frozenset(day for day in days if day)
    day = next(iter(item_days)) if len(item_days) == 1 else channel_day
    return RssFeed(
        day=day,
        built=_moment_or_none(channel, "lastBuildDate"),
        entries=tuple(_dated(entry, day) for entry in records.values),
        damaged=records.damaged,
        count=records.count,
        item_days=item_days,
        channel_day=channel_day,
    )


def _refuse_error(channel: etree._Element) -> None:
    if _ERROR.match(_xml.text(channel, "title")):
        said = _xml.text(channel, "description") or "no reason given"
        raise FeedRefusedError(
            f"arXiv refused the request: {said[:200]}",
            hint="check the categories that `hub following` shows",
        )


def _entry(item: etree._Element) -> RssEntry:
    """The record in an element. Raises ValueError that says what is wrong with it."""
    description = _text(item, "description")
    head = _HEAD.match(description)
    identifier, version = _versioned(item, head)
    title, abstract = _text(item, "title"), description[head.end() if head else 0 :]
    check_texts(title, abstract)
    published = _text(item, "pubDate")
    announce_type = _announce_type(item, head)
    paper = Paper(
        id=identifier,
        version=version,
        title=title,
        abstract=abstract or None,
        authors=authors_in(_text(item, "dc:creator")),
        categories=categories_in(map(_xml.words, item.findall("category"))),
        source="arxiv",
        route="rss",
        journal_ref=_text(item, "arxiv:journal_reference") or None,
        aliases=dois_in(_text(item, "arxiv:DOI")),
        announced=_eastern_day(_moment(published, "pubDate")) if published else None,
        announce_type=announce_type,
    )
    return RssEntry(paper=paper, announce_type=announce_type, version=version)


def _versioned(item: etree._Element, head: re.Match[str] | None) -> tuple[ArxivId, int | None]:
    """The identifier, from whichever place has it; only the link is without version."""
    named = head["name"] if head else None
    for text in (_text(item, "guid"), named or "", _text(item, "link")):
        if versioned := parse_versioned(text):
            return versioned
    raise ValueError("no arXiv identifier")


def _announce_type(item: etree._Element, head: re.Match[str] | None) -> AnnounceType | None:
    """How the paper appeared, where it is in a way that we know."""
    said = _text(item, "arxiv:announce_type") or (head["type"] if head else "")
    known = (each for each in AnnounceType if each.value == said.lower())
    return next(known, None)


def _dated(entry: RssEntry, day: date | None) -> RssEntry:
    """A record that bears no day is of the feed's."""
    paper = replace(entry.paper, announced=entry.paper.announced or day)
    return replace(entry, paper=paper)


def _name(item: etree._Element) -> str:
    said = _text(item, "guid") or _text(item, "link")
    return said[:80] or "a record without identifier"


def _text(item: etree._Element, path: str) -> str:
    return _xml.text(item, path, _NAMESPACES)


def _moment_or_none(channel: etree._Element, path: str) -> datetime | None:
    try:
        return _moment(_xml.text(channel, path), path)
    except ValueError:
        return None


def _moment(text: str, what: str) -> datetime:
    """The instant in a date as mails bear it. Raises ValueError that names what it is."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        raise ValueError(f"{what} is no date: {text[:40]!r}") from None
    return possible(found, text, what)


def _eastern_day(moment: datetime) -> date:
    return moment.astimezone(EASTERN).date()
