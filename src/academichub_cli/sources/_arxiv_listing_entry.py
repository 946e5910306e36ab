"""Reading one entry of arXiv's listing pages: the `dt` with its identifier, the `dd` after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from academichub_cli.domain.identifiers import ArxivId, parse_versioned
from academichub_cli.domain.paper import Author, Paper
from academichub_cli.sources import _xml
from academichub_cli.sources._arxiv_fields import authors_in, categories_in, check_texts, name_in

_ABSTRACT_PAGE = re.compile(r"/abs/([^\s?#]+)")
_CATEGORY = re.compile(r"\(([a-z-]+(?:\.[A-Za-z-]+)?)\)")
_SHORTEST_LINKED = 4  # characters: the server links no shorter name
_NO_NAMES = frozenset({"and", "for", "the"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper, and what is said beside its identifier."""

    paper: Paper
    is_cross: bool
    is_replaced: bool


def read(term: etree._Element) -> Entry:
    """The entry of a `dt`. Raises ValueError that says what is wrong with it."""
    said = _xml.words(term)
    return Entry(_paper(term), "(cross-list from " in said, "(replaced" in said)


def name_of(term: etree._Element) -> str:
    """What to call an entry that cannot be read."""
    versioned = _versioned(term)
    return versioned[0].value if versioned else "an entry without identifier"


def _versioned(term: etree._Element) -> tuple[ArxivId, int | None] | None:
    links = (_ABSTRACT_PAGE.search(str(link.get("href", ""))) for link in term.iter("a"))
    named = [found[1] for found in links if found] or _xml.words(term).split()
    versioned = (parse_versioned(name) for name in named)
    return next((each for each in versioned if each), None)


def _paper(term: etree._Element) -> Paper:
    versioned = _versioned(term)
    if versioned is None:
        raise ValueError("no arXiv identifier")
    description = term.getnext()
    if description is None or description.tag != "dd":
        raise ValueError("nothing but an identifier")
    parts = _parts(description)
    texts = {name: _xml.words(part) for name, part in parts.items()}
    title, abstract = texts.get("div.list-title", ""), texts.get("p.mathjax", "")
    check_texts(title, abstract)
    subjects = (texts.get("span.primary-subject", ""), texts.get("div.list-subjects", ""))
    return Paper(
        id=versioned[0],
        version=versioned[1],
        title=title,
        abstract=abstract or None,
        authors=tuple(_authors(parts.get("div.list-authors"))),
        categories=categories_in(_CATEGORY.findall(" ".join(subjects))),
        source="arxiv",
        route="listing",
        comment=texts.get("div.list-comments") or None,
        journal_ref=texts.get("div.list-journal-ref") or None,
    )


def _parts(description: etree._Element) -> dict[str, etree._Element]:
    """The elements of a `dd` by tag and class; the first of each kind."""
    parts: dict[str, etree._Element] = {}
    for element in description.iter("div", "p", "span"):
        for name in str(element.get("class", "")).split():
            parts.setdefault(f"{element.tag}.{name}", element)
    return parts


def _authors(element: etree._Element | None) -> Iterator[Author]:
    """The names that are links, and those too short for it; what else stands there is no name."""
    if element is None:
        return
    links = element.findall("a")
    if not links:
        yield from authors_in(_xml.words(element))
        return
    yield from _short(element.text)
    for link in links:
        if name := name_in(_xml.words(link)):
            yield Author(name=name)
        yield from _short(link.tail)


def _short(text: str | None) -> Iterator[Author]:
    for author in authors_in(text or ""):
        if len(author.name) < _SHORTEST_LINKED and author.name not in _NO_NAMES:
            yield author
