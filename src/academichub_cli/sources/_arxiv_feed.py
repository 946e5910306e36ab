"""Reading the arXiv API's Atom feed; pure functions of bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import arxiv
from lxml import etree

from academichub_cli.domain.identifiers import ArxivId, Doi, parse_versioned
from academichub_cli.domain.paper import Author, Paper, stamped
from academichub_cli.errors import SourceError
from academichub_cli.sources import _xml
from academichub_cli.sources._arxiv_fields import categories_in, check_texts, moment

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "search": "http://a9.com/-/spec/opensearch/1.1/",
    "arxiv": "http://arxiv.org/schemas/atom",
}
LAYOUT = _xml.Layout(what="feed", namespace=NAMESPACES["atom"], around=("feed",), record="entry")
_ERROR = re.compile(r"https?://(?:export\.)?arxiv\.org/api/errors")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: its identifier, version and what the arxiv package makes of it."""

    identifier: ArxivId
    version: int | None
    result: arxiv.Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An answer: how many papers the server counts, and the `count` records in this page."""

    total: int | None
    count: int
    entries: tuple[Entry, ...]
    damaged: tuple[str, ...]


def parse(body: bytes) -> Feed:
    """The feed in an answer's bytes; a record that cannot be read is named in `damaged`.

    Raises SourceError for a document type, for anything but a whole Atom feed, and for the feed
    whose only entry is an error.
    """
    document = _xml.parse(body, LAYOUT)
    total = _total(document.root)
    if total is None and not document.found:
        raise SourceError("arXiv sent a feed without papers and without a count", hint=_xml.HINT)
    records = document.read(_entry, name=name_of)
    return Feed(total=total, count=records.count, entries=records.values, damaged=records.damaged)


def paper_of(entry: Entry) -> Paper:
    """The paper of an entry."""
    result = entry.result
    journal_doi = Doi.parse(result.doi) if result.doi else None
    return stamped(
        Paper(
            id=entry.identifier,
            version=entry.version,
            title=result.title,
            abstract=result.summary or None,
            authors=tuple(
                Author(name=author.name, affiliations=tuple(author.affiliation))
                for author in result.authors
            ),
            categories=tuple(result.categories),
            source="arxiv",
            route="api",
            comment=result.comment or None,
            journal_ref=result.journal_ref or None,
            aliases=frozenset({journal_doi} if journal_doi else ()),
            submitted=result.published,
            updated=result.updated,
        )
    )


def _total(root: etree._Element) -> int | None:
    text = (root.findtext("search:totalResults", "", NAMESPACES) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None  # noqa: PLR2004


def _refuse_error(element: etree._Element) -> None:
    if _ERROR.match(text_of(element, "atom:id")):
        said = text_of(element, "atom:summary") or "no reason given"
        raise SourceError(
            f"arXiv refused the request: {said[:200]}", hint="this is a fault of hub's"
        )


def _entry(element: etree._Element) -> Entry:
    """The record in an element. Raises ValueError that says what is wrong with it."""
    _refuse_error(element)
    identifier, version = versioned_of(element)
    title, abstract = text_of(element, "atom:title"), text_of(element, "atom:summary")
    check_texts(title, abstract)
    categories = categories_of(element)
    result = arxiv.Result(
        entry_id=f"{identifier.url}v{version}" if version else identifier.url,
        updated=moment(text_of(element, "atom:updated"), "updated"),
        published=moment(text_of(element, "atom:published"), "published"),
        title=title,
        authors=list(_authors(element)),
        summary=abstract,
        comment=text_of(element, "arxiv:comment"),
        journal_ref=text_of(element, "arxiv:journal_ref"),
        doi=text_of(element, "arxiv:doi"),
        primary_category=categories[0] if categories else "",
        categories=list(categories),
    )
    return Entry(identifier, version, result)


def versioned_of(element: etree._Element) -> tuple[ArxivId, int | None]:
    """The identifier and version of an entry. Raises ValueError where it has none."""
    versioned = parse_versioned(text_of(element, "atom:id"))
    if versioned is None:
        raise ValueError("no arXiv identifier")
    return versioned


def name_of(element: etree._Element) -> str:
    """What to call an entry that cannot be read."""
    return text_of(element, "atom:id")[:80] or "a record without identifier"


def text_of(element: etree._Element, path: str) -> str:
    """The cleaned text at a path in the prefixes of `NAMESPACES`."""
    return _xml.text(element, path, NAMESPACES)


def categories_of(element: etree._Element) -> tuple[str, ...]:
    """The categories of an entry, primary first."""
    primary = element.findall("arxiv:primary_category", NAMESPACES)[:1]
    every = [*primary, *element.findall("atom:category", NAMESPACES)]
    return categories_in(str(found.get("term", "")) for found in every)


def _authors(element: etree._Element) -> Iterator[arxiv.Result.Author]:
    for author in element.findall("atom:author", NAMESPACES):
        if name := text_of(author, "atom:name"):
            affiliations = author.findall("arxiv:affiliation", NAMESPACES)
            texts = map(_xml.words, affiliations)
            yield arxiv.Result.Author(name, [text for text in texts if text])
