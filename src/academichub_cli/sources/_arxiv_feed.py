"""Reading the arXiv API's Atom feed; pure functions of bytes."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import arxiv
from lxml import etree

from academichub_cli.domain.clean import clean
from academichub_cli.domain.identifiers import ArxivId, Doi, parse_versioned
from academichub_cli.domain.paper import Author, Paper, is_category
from academichub_cli.errors import SourceError

_NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "search": "http://a9.com/-/spec/opensearch/1.1/",
    "arxiv": "http://arxiv.org/schemas/atom",
}
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_END = re.compile(rb"</(?:[\w-]+:)?feed\s*>\s*\Z")
_ENTRIES = re.compile(rb"<(?:[\w-]+:)?entry[\s>]")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-fA-F]{1,8})|0*([0-9]{1,10}))")
_SURROGATES = range(0xD800, 0xE000)
_ERROR = re.compile(r"https?://(?:export\.)?arxiv\.org/api/errors")
_YEARS = range(1986, 2101)
_MOST_APART, _LONGEST_HEAD = 2_500, 10_000
_LONGEST_TITLE, _LONGEST_ABSTRACT = 5_000, 50_000
_HINT = "try again later; what is in the library is kept"


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
    body = _REFERENCE.sub(_character, _as_utf8(body))
    root = _root(body)
    found = root.findall("atom:entry", _NS)
    total, written = _total(root), len(_ENTRIES.findall(body))
    if total is None and not found:
        raise SourceError("arXiv sent a feed without papers and without a count", hint=_HINT)
    feed = _feed(found, total=total, written=written)
    if written <= len(found):
        return feed
    # One that is not well-formed takes its neighbours along, unless each is read by itself.
    apart = _feed(_read_apart(body), total=total, written=written)
    return max(feed, apart, key=lambda each: len(each.entries))


def _feed(found: list[etree._Element], *, total: int | None, written: int) -> Feed:
    """The feed of these elements, of which `written` were counted in the text."""
    entries: list[Entry] = []
    damaged: list[str] = []
    for element in found:
        _refuse_error(element)
        try:
            entries.append(_entry(element))
        except ValueError as error:
            damaged.append(f"{_name(element)}: {error}")
    swallowed = max(0, written - len(found))
    damaged += ["a record that is not well-formed"] * swallowed
    count = len(found) + swallowed
    return Feed(total=total, count=count, entries=tuple(entries), damaged=tuple(damaged))


def _read_apart(body: bytes) -> list[etree._Element]:
    """The entries of a feed in which some are not well-formed."""
    starts = [match.start() for match in _ENTRIES.finditer(body)]
    head = body[: starts[0]]
    if len(starts) > _MOST_APART or len(head) > _LONGEST_HEAD:
        return []
    pieces = (body[start:end] for start, end in pairwise([*starts, len(body)]))
    roots = (_parsed(head + _END.sub(b"", piece) + b"</feed>") for piece in pieces)
    found = (root.find("atom:entry", _NS) for root in roots if root is not None)
    return [element for element in found if element is not None]


def _as_utf8(body: bytes) -> bytes:
    """The body with what is no UTF-8 replaced, unless it says to be in another encoding."""
    declared = _ENCODING.match(body)
    if declared and declared[1].lower() != b"utf-8":
        return body
    return body.decode("utf-8", "replace").encode()


def paper_of(entry: Entry) -> Paper:
    """The paper of an entry."""
    result = entry.result
    journal_doi = Doi.parse(result.doi) if result.doi else None
    return Paper(
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


def _root(body: bytes) -> etree._Element:
    if _DOCTYPE.search(body):
        # Before parsing, for its entities may be a bomb.
        raise SourceError("arXiv's feed has a document type, which no feed needs", hint=_HINT)
    root = _parsed(body)
    if root is None:
        raise SourceError("arXiv sent what is no XML", hint=_HINT)
    if root.tag != f"{{{_NS['atom']}}}feed":
        raise SourceError("arXiv sent what is no feed", hint=_HINT)
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise SourceError("arXiv's feed has a document type, which no feed needs", hint=_HINT)
    if not _END.search(body):
        raise SourceError("arXiv's feed is cut off", hint=_HINT)
    return root


def _character(reference: re.Match[bytes]) -> bytes:
    """A reference to a character; half of one, which lxml cannot hold, is no character."""
    hexadecimal, decimal = reference.groups()
    point = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return b"&#xFFFD" if point in _SURROGATES else reference[0]


def _parsed(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    with contextlib.suppress(etree.XMLSyntaxError, ValueError, LookupError):
        return etree.fromstring(body, parser)
    return None


def _total(root: etree._Element) -> int | None:
    text = (root.findtext("search:totalResults", "", _NS) or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None  # noqa: PLR2004


def _refuse_error(element: etree._Element) -> None:
    if _ERROR.match(_text(element, "atom:id")):
        said = _text(element, "atom:summary") or "no reason given"
        raise SourceError(
            f"arXiv refused the request: {said[:200]}", hint="this is a fault of hub's"
        )


def _entry(element: etree._Element) -> Entry:
    """The record in an element. Raises ValueError that says what is wrong with it."""
    versioned = parse_versioned(_text(element, "atom:id"))
    if versioned is None:
        raise ValueError("no arXiv identifier")
    identifier, version = versioned
    title = _text(element, "atom:title")
    abstract = _text(element, "atom:summary")
    if not title or len(title) > _LONGEST_TITLE or len(abstract) > _LONGEST_ABSTRACT:
        raise ValueError("no title, or a text of impossible length")
    categories = list(_categories(element))
    result = arxiv.Result(
        entry_id=f"{identifier.url}v{version}" if version else identifier.url,
        updated=_moment(element, "atom:updated"),
        published=_moment(element, "atom:published"),
        title=title,
        authors=list(_authors(element)),
        summary=abstract,
        comment=_text(element, "arxiv:comment"),
        journal_ref=_text(element, "arxiv:journal_ref"),
        doi=_text(element, "arxiv:doi"),
        primary_category=categories[0] if categories else "",
        categories=categories,
    )
    return Entry(identifier, version, result)


def _name(element: etree._Element) -> str:
    return _text(element, "atom:id")[:80] or "a record without identifier"


def _text(element: etree._Element, path: str) -> str:
    found = element.find(path, _NS)
    return "" if found is None else _words(found)


def _words(element: etree._Element) -> str:
    """The text in an element, cleaned."""
    return clean("".join(map(str, element.itertext())))


def _moment(element: etree._Element, path: str) -> datetime:
    text = _text(element, path)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{path.partition(':')[2]} is no date: {text[:40]!r}") from None
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError(f"{path.partition(':')[2]} cannot be: {text[:40]!r}")
    return moment


def _categories(element: etree._Element) -> Iterator[str]:
    """arXiv's own classes, primary first; records also carry ACM and MSC ones."""
    primary = element.find("arxiv:primary_category", _NS)
    terms = [] if primary is None else [primary.get("term", "")]
    terms += [found.get("term", "") for found in element.findall("atom:category", _NS)]
    for term in dict.fromkeys(map(clean, map(str, terms))):
        if is_category(term):
            yield term


def _authors(element: etree._Element) -> Iterator[arxiv.Result.Author]:
    for author in element.findall("atom:author", _NS):
        if name := _text(author, "atom:name"):
            affiliations = author.findall("arxiv:affiliation", _NS)
            texts = map(_words, affiliations)
            yield arxiv.Result.Author(name, [text for text in texts if text])
