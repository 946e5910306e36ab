"""The Atom feed of one person's papers, ``/a/warner_s_1.atom2``.

Which is which is easily confused (https://info.arxiv.org/help/author_identifiers.html): `.atom2`
writes all authors into one name, joined by commas; `.atom` gives each an element. There are two
layouts of it: the one that was answered in April 2026, and the one of the rewritten code
(browse/controllers/list_page/author.py), which names no versions and counts time in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from xml.sax.saxutils import escape, quoteattr

from loopback.arxiv import Paper
from loopback.rss import EASTERN
from loopback.taxonomy import display

_SCHEME = "http://arxiv.org/schemas/atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who has claimed papers: by the name on them, under an author id, maybe with an ORCID."""

    name: str
    id: str
    orcid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What one answer says; `asked` is the id or ORCID in the address."""

    person: Person
    asked: str
    papers: tuple[Paper, ...]
    now: datetime
    joins_authors: bool = True
    is_rewritten: bool = False


def write_feed(feed: Feed) -> bytes:
    """The feed as Atom."""
    zone = UTC if feed.is_rewritten else EASTERN
    today = datetime.combine(feed.now.astimezone(zone).date(), time(), zone)
    address = f"https://arxiv.org/a/{feed.asked}"
    suffix = "atom2" if feed.joins_authors else "atom"
    orcid = f"https://orcid.org/{feed.person.orcid}" if feed.person.orcid else ""
    title = f"{feed.person.name}'s articles on arXiv"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <title>{escape(title)}</title>",
        f'  <link rel="describes" href="{orcid}"/>',
        f"  <updated>{today.isoformat()}</updated>",
        f"  <id>{address}</id>",
        f'  <link href="{address}.{suffix}" rel="self" type="application/atom+xml"/>',
        f'  <link rel="describes" href="{address}"/>',
        *(line for paper in feed.papers for line in _entry(feed, paper)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(feed: Feed, paper: Paper) -> Iterator[str]:
    site = "https://arxiv.org" if feed.is_rewritten else "http://arxiv.org"
    versioned = f"{paper.id}v{paper.version}"
    named = paper.id if feed.is_rewritten else versioned
    pdf = "alternate" if feed.is_rewritten else "related"
    yield "  <entry>"
    yield f"    <id>{site}/abs/{named}</id>"
    yield f"    <updated>{_local(feed, paper.changed)}</updated>"
    yield f"    <published>{_local(feed, paper.published)}</published>"
    yield f"    <title>{escape(paper.title)}</title>"
    yield f"    <summary>{escape(paper.abstract)}</summary>"
    yield from _authors(feed, paper)
    yield from _remarks(paper)
    yield f'    <link href="{site}/abs/{named}" rel="alternate" type="text/html"/>'
    yield (
        f'    <link href="{site}/pdf/{versioned}" rel="{pdf}" type="application/pdf" title="pdf"/>'
    )
    yield f"    <arxiv:primary_category {_SPACE} {_category(paper.categories[0])}/>"
    for category in paper.categories:
        yield f"    <category {_category(category)}/>"
    yield "  </entry>"


_SPACE = f'xmlns:arxiv="{_SCHEME}"'


def _authors(feed: Feed, paper: Paper) -> Iterator[str]:
    names = (", ".join(paper.authors),) if feed.joins_authors else paper.authors
    for name in names:
        yield "    <author>"
        yield f"      <name>{escape(name)}</name>"
        if name in paper.affiliations and not feed.joins_authors:
            written = escape(paper.affiliations[name])
            yield f"      <arxiv:affiliation {_SPACE}>{written}</arxiv:affiliation>"
        yield "    </author>"


def _remarks(paper: Paper) -> Iterator[str]:
    remarks = {"doi": paper.doi, "comment": paper.comment, "journal_ref": paper.journal_ref}
    for name, written in remarks.items():
        if written:
            yield f"    <arxiv:{name} {_SPACE}>{escape(written)}</arxiv:{name}>"


def _category(category: str) -> str:
    return f'term={quoteattr(category)} scheme="{_SCHEME}" label={quoteattr(display(category))}'


def _local(feed: Feed, written: str) -> str:
    zone = UTC if feed.is_rewritten else EASTERN
    return datetime.fromisoformat(written).astimezone(zone).isoformat()
