"""arXiv's RSS, as its server (github.com/arXiv/arxiv-feed) writes it.

The server asks its database for replace-cross, replace, cross and new in this order, ids
descending, cuts at 2000, and puts each row before those written so far: what arrives is new first,
ids ascending, and a cut takes the new papers with the lowest ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from loopback.arxiv import Paper
from loopback.taxonomy import ARCHIVES, CATEGORIES, members

EASTERN = ZoneInfo("America/New_York")
MOST_ROWS = 2000
FIRST_VERSION_LEFT_OUT = 6
TYPES = ("new", "cross", "replace", "replace-cross")

_LICENCES = (
    "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    "http://creativecommons.org/licenses/by/4.0/",
    "http://creativecommons.org/licenses/by-nc-sa/4.0/",
)
_HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paper as a day's announcement shows it."""

    paper: Paper
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What one answer says: `day` dates the channel and every item."""

    topics: tuple[str, ...]
    day: date
    built: datetime
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Complaint(Exception):  # noqa: N818
    """What is wrong with the topics that were asked for."""

    text: str


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), EASTERN)


def read_topics(query: str) -> tuple[str, ...]:
    """The archives, then the categories of a path's last part. Raises Complaint."""
    topics = [_read_topic(written) for written in query.split("+")]
    return (
        *(topic for topic in topics if topic in ARCHIVES),
        *(topic for topic in topics if topic not in ARCHIVES),
    )


def _read_topic(written: str) -> str:
    archive, dot, subject = written.partition(".")
    archive = archive.lower()
    if archive not in ARCHIVES:
        valid = ", ".join(ARCHIVES)
        raise Complaint(f"Bad archive '{archive}'. Valid archive names are: {valid}.")
    if not dot:
        return archive
    for category in (f"{archive}.{subject.upper()}", f"{archive}.{subject.lower()}"):
        if category in CATEGORIES:
            return category
    valid = ", ".join(members(archive))
    raise Complaint(
        f"Bad subject class '{subject}'. Valid subject classes for the archive '{archive}'"
        f" are: {valid}."
    )


def arranged(rows: Iterable[Row], *, most: int = MOST_ROWS) -> tuple[Row, ...]:
    """The rows a feed has room for, as they arrive."""
    kept = [
        row
        for row in rows
        if not row.type.startswith("replace") or row.paper.version < FIRST_VERSION_LEFT_OUT
    ]
    kept.sort(key=lambda row: row.paper.id, reverse=True)
    kept.sort(key=lambda row: -TYPES.index(row.type))
    return tuple(reversed(kept[:most]))


def validators(body: bytes, now: datetime) -> dict[str, str]:
    """The headers that say for how long the answer holds: until the next midnight."""
    until = midnight(now.astimezone(EASTERN).date() + timedelta(days=1))
    return {
        "ETag": f'"{hashlib.sha256(body).hexdigest()}"',
        "Cache-Control": f"max-age={int((until - now).total_seconds())}",
    }


def licence_of(paper: Paper) -> str:
    return _LICENCES[hashlib.sha256(paper.id.encode()).digest()[0] % len(_LICENCES)]


def write_feed(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    dated = format_datetime(midnight(feed.day))
    called = ", ".join(feed.topics)
    lines = [
        *_channel(
            title=f"{called} updates on arXiv.org",
            query="+".join(feed.topics),
            description=f"{called} updates on the arXiv.org e-print archive.",
            built=feed.built,
            editor="rss-help@arxiv.org",
            dated=dated,
        ),
        "    <skipDays>",
        "      <day>Saturday</day>",
        "      <day>Sunday</day>",
        "    </skipDays>",
        *(line for row in feed.rows for line in _item(row, dated)),
    ]
    return _document(lines)


def write_complaint(complaint: Complaint, query: str, now: datetime) -> bytes:
    """The feed without items that explains why there is none."""
    channel = _channel(
        title=f"Feed error for query: http://rss.arxiv.org/rss/{query}",
        query=query,
        description=complaint.text,
        built=now,
        editor="rss-help.arxiv.org",
        dated=format_datetime(midnight(now.astimezone(EASTERN).date())),
    )
    return _document(list(channel))


def _document(lines: list[str]) -> bytes:
    inside = "\n".join(lines)
    return f"{_HEAD}  <channel>\n{inside}\n  </channel>\n</rss>\n".encode()


def _channel(
    *, title: str, query: str, description: str, built: datetime, editor: str, dated: str
) -> Iterator[str]:
    address = escape(f"http://rss.arxiv.org/rss/{query}", {'"': "&quot;"})
    yield f"    <title>{escape(title)}</title>"
    yield f"    <link>{address}</link>"
    yield f"    <description>{escape(description)}</description>"
    yield f'    <atom:link href="{address}" rel="self" type="application/rss+xml"/>'
    yield "    <docs>http://www.rssboard.org/rss-specification</docs>"
    yield "    <language>en-us</language>"
    yield f"    <lastBuildDate>{built:%a, %d %b %Y %H:%M:%S} +0000</lastBuildDate>"
    yield f"    <managingEditor>{editor}</managingEditor>"
    yield f"    <pubDate>{dated}</pubDate>"


def _item(row: Row, dated: str) -> Iterator[str]:
    paper = row.paper
    name = f"{paper.id}v{paper.version}"
    description = f"arXiv:{name} Announce Type: {row.type} \nAbstract: {paper.abstract}"
    yield "    <item>"
    yield f"      <title>{escape(paper.title)}</title>"
    yield f"      <link>https://arxiv.org/abs/{paper.id}</link>"
    yield f"      <description>{escape(description)}</description>"
    yield f'      <guid isPermaLink="false">oai:arXiv.org:{name}</guid>'
    for category in paper.categories:
        yield f"      <category>{escape(category)}</category>"
    yield f"      <pubDate>{dated}</pubDate>"
    yield f"      <arxiv:announce_type>{row.type}</arxiv:announce_type>"
    yield f"      <dc:rights>{licence_of(paper)}</dc:rights>"
    if paper.doi:
        yield f"      <arxiv:DOI>{escape(paper.doi)}</arxiv:DOI>"
    if paper.journal_ref:
        written = escape(paper.journal_ref.strip())
        yield f"      <arxiv:journal_reference>{written}</arxiv:journal_reference>"
    creators = ", ".join(_creator(paper, author) for author in paper.authors)
    yield f"      <dc:creator>{escape(creators)}</dc:creator>"
    yield "    </item>"


def _creator(paper: Paper, author: str) -> str:
    """First names, a blank, the last name: who has only one name is left with the blank."""
    written = author if " " in author else f" {author}"
    affiliation = paper.affiliations.get(author)
    return f"{written} ({affiliation})" if affiliation else written
