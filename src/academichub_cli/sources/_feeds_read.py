"""Reading journals' feeds (RSS 1.0, RSS 2.0, Atom) with feedparser; pure functions of bytes.

feedparser would open whatever a text or a bytes value names, so it gets a stream. Its sanitising
and its resolving of links are off: every text is made plain here, and no link but the paper's own
is used.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from xml.sax import SAXException

from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper, stamped
from academichub_cli.errors import SourceError
from academichub_cli.sources._feeds_entry import (
    Entry,
    abstract_in,
    authors_in,
    identifiers_in,
    is_news,
    is_notice,
    moment_in,
)
from academichub_cli.sources._markup import plain
from academichub_cli.sources._works import check_texts

HINT = "try again later; if it goes on, follow the journal by its name or ISSN"
_LARGEST = 4 * 2**20
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));", re.IGNORECASE)
_SURROGATES, _LAST_CHARACTER = range(0xD800, 0xE000), 0x10FFFF
_MOST_DIGITS = 8
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w-]+:)?(?:rdf|rss|feed)\s*>", re.IGNORECASE)
_LAST = 4_096  # bytes in which the end stands, and perhaps a comment after it
# What publishers put around the name of a journal in the title of its feed.
_AROUND = re.compile(
    r"^(?:AAAS|Wiley|ScienceDirect Publication|tandf)\s*:\s*|\s*[:\-–|]\s*(?:Table of Contents|"
    r"Latest (?:Articles|Issue|Results)|Most Recent|Current Issue|Issue|Online (?:First|Now)|"
    r"New articles|nature\.com science feeds|Articles in Press|Vol\..*)\s*$",
    re.IGNORECASE,
)
# What feedparser raises itself on text that is none of a feed's.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its journal's name, its papers, and what was passed over.

    Of `count` entries, `news` are no papers and `notices` correct or retract others; what could not
    be read is named in `damaged`. One that `is_cut` ends before its end.
    """

    title: str
    papers: tuple[Paper, ...] = ()
    damaged: tuple[str, ...] = ()
    count: int = 0
    news: int = 0
    notices: int = 0
    is_cut: bool = False


def parse(body: bytes, *, venue: str = "", field: str | None = None) -> Feed:
    """The feed in an answer's bytes; its papers are of this venue, else of the feed's own name.

    Raises SourceError for a document type and for anything but a feed.
    """
    parsed = _parsed(body)
    if not parsed.get("version"):
        raise SourceError("that is no feed", hint="give the address of an RSS or Atom feed")
    title = _title(parsed)
    # Plain ones: feedparser's own take one key for another, and warn of it.
    entries = [Entry(dict(entry)) for entry in parsed.get("entries", [])]
    papers: list[Paper] = []
    damaged: list[str] = []
    kept = [entry for entry in entries if not is_news(entry) and not is_notice(entry)]
    for entry in kept:
        try:
            papers.append(_paper(entry, venue=venue or title, field=field))
        except ValueError as error:
            damaged.append(f"{entry.name}: {error}")
    is_cut = not _END.search(body[-_LAST:].replace(b"\0", b""))
    if isinstance(parsed.get("bozo_exception"), SAXException) and not is_cut:
        damaged.append("the feed is not well-formed, and something of it may be missing")
    news = sum(map(is_news, entries))
    return Feed(
        title=title,
        papers=tuple(papers),
        damaged=tuple(damaged),
        count=len(entries),
        news=news,
        notices=len(entries) - len(kept) - news,
        is_cut=is_cut,
    )


def _parsed(body: bytes) -> dict[str, Any]:
    """What feedparser makes of it. Raises SourceError."""
    if len(body) > _LARGEST:
        raise SourceError("the feed is larger than any journal's", hint=HINT)
    if _DOCTYPE.search(body.replace(b"\0", b"")):
        # Before parsing, for its entities may be a bomb.
        raise SourceError("the feed has a document type, which no feed needs", hint=HINT)
    try:
        # Its import takes longer than that of all sources, and few radars have a feed.
        parsed = import_module("feedparser").parse(
            io.BytesIO(_REFERENCE.sub(_character, body)),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, *_FAULTS) as error:
        raise SourceError("the feed cannot be read", hint=HINT) from error
    return dict(parsed)


def _character(reference: re.Match[bytes]) -> bytes:
    """A reference to a character; feedparser cannot hold one to half of one, or to none."""
    hexadecimal, decimal = reference.groups()
    digits = (hexadecimal or decimal).lstrip(b"0") or b"0"
    point = int(digits, 16 if hexadecimal else 10) if len(digits) <= _MOST_DIGITS else -1
    is_sound = 0 < point <= _LAST_CHARACTER and point not in _SURROGATES
    return reference[0] if is_sound else b"&#xFFFD;"


def _title(parsed: dict[str, Any]) -> str:
    said = dict(parsed.get("feed", {})).get("title", "")
    title = plain(said) if isinstance(said, str) else ""
    while (shorter := _AROUND.sub("", title).strip()) and shorter != title:
        title = shorter
    return title[:300]


def _paper(entry: Entry, *, venue: str, field: str | None) -> Paper:
    """The paper in an entry. Raises ValueError that says what is wrong with it."""
    names = identifiers_in(entry)
    if not names:
        raise ValueError("neither a DOI nor an address")
    title, abstract = plain(entry.text("title")), abstract_in(entry)
    check_texts(title, abstract)
    return stamped(
        Paper(
            id=names[0],
            aliases=frozenset(names[1:]),
            title=title,
            abstract=abstract or None,
            authors=authors_in(entry),
            source="feeds",
            route="feed",
            venue=clean(venue) or None,
            stated_field=field,
            submitted=moment_in(entry),
        )
    )
