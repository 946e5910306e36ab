"""Reading the feed of a person's papers, by author id or ORCID; pure functions of bytes.

https://info.arxiv.org/help/author_identifiers.html. It holds every paper that the person has
claimed, in one answer. In the form `.atom2` all names stand in one element, joined with commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from academichub_cli.domain.paper import Author, Paper, stamped
from academichub_cli.errors import SourceError
from academichub_cli.sources import _xml
from academichub_cli.sources._arxiv_feed import (
    LAYOUT,
    NAMESPACES,
    categories_of,
    name_of,
    text_of,
    versioned_of,
)
from academichub_cli.sources._arxiv_fields import (
    authors_in,
    check_texts,
    dois_in,
    moment,
    name_in,
)

_TITLE = re.compile(r"(?P<name>.*)['\u2019]s articles on arXiv")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorFeed:
    """The papers of one person, of which `count` were written, and the name arXiv has for them."""

    name: str | None
    papers: tuple[Paper, ...]
    damaged: tuple[str, ...]
    count: int


def parse(body: bytes) -> AuthorFeed:
    """The feed in an answer's bytes; a record that cannot be read is named in `damaged`.

    Raises SourceError for a document type and for anything but a whole feed of a person's papers.
    """
    document = _xml.parse(body, LAYOUT)
    title = _TITLE.fullmatch(text_of(document.root, "atom:title"))
    if title is None and not document.written:
        raise SourceError("arXiv sent a feed without papers and without a name", hint=_xml.HINT)
    records = document.read(_paper, name=name_of)
    return AuthorFeed(
        name=(title["name"].strip() or None) if title else None,
        papers=records.values,
        damaged=records.damaged,
        count=records.count,
    )


def _paper(element: etree._Element) -> Paper:
    """The paper in an entry. Raises ValueError that says what is wrong with it."""
    identifier, version = versioned_of(element)
    title, abstract = text_of(element, "atom:title"), text_of(element, "atom:summary")
    check_texts(title, abstract)
    return stamped(
        Paper(
            id=identifier,
            version=version,
            title=title,
            abstract=abstract or None,
            authors=_authors(element),
            categories=categories_of(element),
            source="arxiv",
            route="author",
            comment=text_of(element, "arxiv:comment") or None,
            journal_ref=text_of(element, "arxiv:journal_ref") or None,
            aliases=dois_in(text_of(element, "arxiv:doi")),
            submitted=_moment_or_none(element, "published"),
            updated=_moment_or_none(element, "updated"),
        )
    )


def _authors(element: etree._Element) -> tuple[Author, ...]:
    """All in one element, or, in the form `.atom`, one in each."""
    authors = element.findall("atom:author", NAMESPACES)
    names = [text_of(author, "atom:name") for author in authors]
    if len(names) == 1:
        return authors_in(names[0])
    return tuple(Author(name=name) for name in map(name_in, names) if name)


def _moment_or_none(element: etree._Element, name: str) -> datetime | None:
    """A date of an entry; very old submissions have none."""
    text = text_of(element, f"atom:{name}")
    return moment(text, name) if text else None
