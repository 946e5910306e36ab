"""Papers as rows, and rows as papers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from academichub_cli.domain.accessions import Accession
from academichub_cli.domain.identifiers import ArxivId, Doi, Identifier
from academichub_cli.domain.paper import AnnounceType, Author, Paper

COLUMNS = (
    *("id", "version", "title", "abstract", "authors", "author_details", "categories", "source"),
    *("route", "venue", "comment", "journal_ref", "submitted", "updated", "announced"),
    *("announce_type", "batch", "first_seen", "revised", "dated_by", "people"),
    *("field", "issns"),
)
SELECT = f"SELECT key, {', '.join(COLUMNS)} FROM papers"  # noqa: S608 (constants)

INSERT = (
    f"INSERT INTO papers ({', '.join(COLUMNS)})"  # noqa: S608 (constants)
    f" VALUES ({','.join('?' * len(COLUMNS))})"
)

# What `paper_of` raises for a row that was not written by `row_of`.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)


def row_of(paper: Paper, *, seen: datetime | None = None) -> tuple[Any, ...]:
    """The values of COLUMNS; `seen` is when a paper was first seen that does not say so itself."""
    first_seen = paper.first_seen or seen
    assert first_seen is not None
    return (
        str(paper.id),
        paper.version,
        paper.title,
        paper.abstract,
        names_of(paper.authors),
        _details(paper.authors),
        " ".join(paper.categories),
        paper.source,
        paper.route,
        paper.venue,
        paper.comment,
        paper.journal_ref,
        text_of(paper.submitted),
        text_of(paper.updated),
        paper.announced.isoformat() if paper.announced else None,
        paper.announce_type.value if paper.announce_type else None,
        paper.batch.isoformat() if paper.batch else None,
        text_of(first_seen),
        paper.revised.isoformat() if paper.revised else None,
        " ".join(f"{name}={route}" for name, route in sorted(paper.dated_by)) or None,
        " ".join(sorted(paper.people)) or None,
        paper.stated_field,
        " ".join(paper.issns) or None,
    )


def paper_of(row: tuple[Any, ...], aliases: frozenset[Identifier] = frozenset()) -> Paper:
    """The paper of a row that SELECT gives."""
    (_, name, version, title, abstract, authors, details, categories, source) = row[:9]
    (route, venue, comment, journal_ref, submitted, updated, announced) = row[9:16]
    (announce_type, batch, first_seen, revised, dated_by, people, stated_field, issns) = row[16:]
    return Paper(
        id=identifier_of(name),
        version=version,
        title=title,
        abstract=abstract,
        authors=_authors(authors, details),
        categories=tuple(categories.split()),
        source=source,
        route=route,
        venue=venue,
        comment=comment,
        journal_ref=journal_ref,
        aliases=aliases,
        submitted=instant_of(submitted),
        updated=instant_of(updated),
        announced=_day(announced),
        announce_type=AnnounceType(announce_type) if announce_type else None,
        batch=_day(batch),
        first_seen=instant_of(first_seen),
        revised=_day(revised),
        dated_by=frozenset(_pair(each) for each in (dated_by or "").split()),
        people=frozenset((people or "").split()),
        stated_field=stated_field,
        issns=tuple((issns or "").split()),
    )


def identifier_of(text: str) -> Identifier:
    """The identifier that its own `str` gave."""
    scheme, _, value = text.partition(":")
    match scheme:
        case "arXiv":
            return ArxivId(value)
        case "doi":
            return Doi(value)
        case _:
            return Accession(text)


def text_of(moment: datetime | None) -> str | None:
    """An instant as the library keeps it: UTC, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def instant_of(text: str | None) -> datetime | None:
    """The instant that `text_of` gave."""
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pair(text: str) -> tuple[str, str]:
    name, _, route = text.partition("=")
    return name, route


def names_of(authors: tuple[Author, ...]) -> str:
    """Names as printed, one a line."""
    return "\n".join(author.name for author in authors)


def authors_of(names: str) -> tuple[Author, ...]:
    """The authors whose names `names_of` gave."""
    return tuple(Author(name=name) for name in names.split("\n") if name)


def _details(authors: tuple[Author, ...]) -> str | None:
    if not any(author.ids or author.affiliations for author in authors):
        return None
    return json.dumps([[author.ids, author.affiliations] for author in authors])


def _authors(names: str, details: str | None) -> tuple[Author, ...]:
    printed = names.split("\n") if names or details else []
    if details is None:
        return tuple(Author(name=name) for name in printed)
    return tuple(
        Author(
            name=name,
            ids=tuple((scheme, value) for scheme, value in ids),
            affiliations=tuple(affiliations),
        )
        for name, (ids, affiliations) in zip(printed, json.loads(details), strict=True)
    )
