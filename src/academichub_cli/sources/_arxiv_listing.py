"""Reading arXiv's listing pages, `/new`, `/recent` and `/pastweek`; pure functions of bytes.

They alone say how many papers were announced. `/new` has sections of new submissions, cross-lists
and replacements of one day, with abstracts; the others have a heading a day, new and cross-lists
together. Long lists of authors are cut off by the server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from lxml import etree, html

from academichub_cli.domain.paper import AnnounceType, Paper, archive_of
from academichub_cli.errors import SourceError
from academichub_cli.sources import _xml
from academichub_cli.sources._arxiv_listing_entry import Entry, name_of, read

_DAY = re.compile(r"(?:[A-Za-z]+, )?(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})\b")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NEW_FOR = re.compile(r"showing new listings for ", re.IGNORECASE)
_SECTION = re.compile(r"(new|cross|replacement)(?: submissions?|-lists?|s)\b", re.IGNORECASE)
_CLAIM = re.compile(r"\bof (\d{1,9}) entr", re.IGNORECASE)
_NOTHING = re.compile(
    r"no (?:new |recent )?(?:updates|listings|submissions|articles|papers|entries)\b",
    re.IGNORECASE,
)
_LISTING = re.compile(r"/list/([a-z-]+(?:\.[A-Za-z-]+)?)/(?:new|recent|pastweek)\b")
_ADDRESS_HIDDEN = re.compile(r"\s*this \w+ (?:URL|link)\s*", re.IGNORECASE)
_END = re.compile(rb"</html\s*>(?:\s|<!--[^<>]*-->)*", re.IGNORECASE)
# What lxml reads in a page but lets nobody write into one.
_UNSETTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
# Two names of one category: a paper bears either.
_ALIASES = {
    "cs.NA": "math.NA",
    "cs.SY": "eess.SY",
    "math.IT": "cs.IT",
    "math.MP": "math-ph",
    "q-fin.EC": "econ.GN",
    "stat.TH": "math.ST",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingEntry:
    """One paper of a listing, and how it appeared there."""

    paper: Paper
    announce_type: AnnounceType


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDay:
    """What a page shows of one day.

    `claimed` is how many new papers and cross-lists it says there are, `shown` how many of them
    stand on this page, damaged ones included; `replaced_claimed` is how many replacements it says
    there are. None is what it does not say.
    """

    day: date
    entries: tuple[ListingEntry, ...]
    claimed: int | None
    shown: int
    replaced_claimed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """A page: its days as they stand there, and how many entries it says all pages have."""

    days: tuple[ListingDay, ...]
    total: int | None
    damaged: tuple[str, ...]


class _Kind(Enum):
    """What a heading announces."""

    PAGE = "the day of all that follows"
    DAY = "a day's new papers and cross-lists"
    NEW = "new"
    CROSS = "cross"
    REPLACEMENT = "replacement"


@dataclass(slots=True)
class _Section:
    """A heading and what stands under it, as far as it was read."""

    kind: _Kind
    day: date
    claimed: int | None
    entries: list[Entry] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def parse(body: bytes, *, category: str | None = None) -> ListingPage:
    """The page in an answer's bytes; an entry that cannot be read is named in `damaged`.

    A replacement is a cross-list where its primary category is another than the page's, which the
    page mostly says where `category` does not. Raises SourceError for anything but a whole listing.
    """
    root = _root(body)
    sections = _sections(root)
    if not sections:
        raise SourceError("arXiv sent what is no listing", hint=_xml.HINT)
    if not _is_whole(body):
        raise SourceError("arXiv's listing is cut off", hint=_xml.HINT)
    total = _total(root)
    own = category or _category_of(root, sections)
    by_day: dict[date, list[_Section]] = {}
    for section in sections:
        by_day.setdefault(section.day, []).append(section)
    return ListingPage(
        days=tuple(_day_of(day, parts, own, total) for day, parts in by_day.items()),
        total=total,
        damaged=tuple(said for section in sections for said in section.damaged),
    )


def _day_of(
    day: date, sections: list[_Section], category: str | None, total: int | None
) -> ListingDay:
    entries = []
    for section in sections:
        for each in section.entries:
            announce_type = _announce_type(each, section.kind, category)
            paper = replace(each.paper, announced=day, announce_type=announce_type)
            entries.append(ListingEntry(paper=paper, announce_type=announce_type))
    submitted = [part for part in sections if part.kind is not _Kind.REPLACEMENT]
    claimed, replaced = _claims(sections, total)
    return ListingDay(
        day=day,
        entries=tuple(entries),
        claimed=claimed,
        shown=sum(len(part.entries) + len(part.damaged) for part in submitted),
        replaced_claimed=replaced,
    )


def _claims(sections: list[_Section], total: int | None) -> tuple[int | None, int | None]:
    """How many new papers and cross-lists, and how many replacements a day is said to have.

    A section that is not shown is empty, or on another page: where the total has more entries.
    """
    claims = {section.kind: section.claimed for section in sections}
    if _Kind.DAY in claims:
        return claims[_Kind.DAY], None
    on_page = claims.pop(_Kind.PAGE, 0)
    if not claims:
        return (0, 0) if on_page == 0 or total == 0 else (None, None)
    hidden = max(0, (total or 0) - sum(claim or 0 for claim in claims.values()))
    has_both = _Kind.NEW in claims and _Kind.CROSS in claims
    new, cross = (claims.get(kind, 0) for kind in (_Kind.NEW, _Kind.CROSS))
    is_known = new is not None and cross is not None and (has_both or not hidden)
    unseen = hidden if has_both or not hidden else None
    claimed = (new or 0) + (cross or 0) if is_known else None
    return claimed, claims.get(_Kind.REPLACEMENT, unseen)


def _announce_type(entry: Entry, kind: _Kind, category: str | None) -> AnnounceType:
    if kind is _Kind.REPLACEMENT or entry.is_replaced:
        is_foreign = entry.is_cross or not _is_in(entry.paper.primary_category, category)
        return AnnounceType.REPLACE_CROSS if is_foreign else AnnounceType.REPLACE
    is_cross = kind is _Kind.CROSS or entry.is_cross
    return AnnounceType.CROSS if is_cross else AnnounceType.NEW


def _is_in(primary: str | None, category: str | None) -> bool:
    """Whether a primary category is the page's, as far as both are known."""
    if primary is None or category is None:
        return True
    names = {_ALIASES.get(name, name) for name in (primary, category)}
    return len(names) == 1 or archive_of(primary) == category


def _category_of(root: etree._Element, sections: list[_Section]) -> str | None:
    """The category or archive of a page: by its links to its own kind, else by its new papers."""
    for link in root.iter("a"):
        if found := _LISTING.search(str(link.get("href", ""))):
            return found[1]
    new = [each.paper for part in sections if part.kind is _Kind.NEW for each in part.entries]
    primary = {paper.primary_category for paper in new if paper.primary_category}
    archives = {archive_of(category) for category in primary}
    return next((min(names) for names in (primary, archives) if len(names) == 1), None)


def _root(body: bytes) -> etree._Element:
    """The page's tree, in which texts are what a reader sees."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    text = _xml.without_half_characters(body.decode("utf-8", "replace").encode())
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, LookupError):
        raise SourceError("arXiv sent what is no listing", hint=_xml.HINT) from None
    for line_break in root.iter("br"):
        line_break.tail = " " + _settable(line_break.tail or "")
    for label in root.iter("span"):
        if label.get("class") == "descriptor":
            label.text = None
    for link in root.iter("a"):
        if _ADDRESS_HIDDEN.fullmatch(link.text or ""):
            link.text = _settable(link.get("href", ""))
    return root


def _settable(text: str) -> str:
    return _UNSETTABLE.sub("", text)


def _is_whole(body: bytes) -> bool:
    return _END.fullmatch(body[body.lower().rfind(b"</html") :]) is not None


def _total(root: etree._Element) -> int | None:
    paging = (each for each in root.iter("div") if "paging" in str(each.get("class", "")).split())
    claims = (_CLAIM.search(_xml.words(each)) for each in paging)
    return next((int(claim[1]) for claim in claims if claim), None)


def _sections(root: etree._Element) -> list[_Section]:
    """The headings of a listing in their order, with what stands under each."""
    sections: list[_Section] = []
    for element in root.iter("h2", "h3", "h4", "p", "dt"):
        if element.tag == "dt":
            _take(element, sections)
        elif next(element.iterancestors("dd"), None) is not None:
            continue
        elif _NOTHING.match(text := _xml.words(element)):
            if sections and sections[-1].claimed is None:
                sections[-1].claimed = 0
        elif element.tag != "p" and (section := _head(text, sections)):
            sections.append(section)
    return sections


def _head(text: str, before: list[_Section]) -> _Section | None:
    """The section under a heading; one without a day is of the day of the heading before it."""
    section, day = _SECTION.match(text), _day_in(text)
    claim = _CLAIM.search(text)
    claimed = int(claim[1]) if claim else None
    if section:
        day = day or (before[-1].day if before else None)
        return _Section(_Kind(section[1].lower()), day, claimed) if day else None
    if day and _NEW_FOR.match(text):
        return _Section(_Kind.PAGE, day, claimed)
    return _Section(_Kind.DAY, day, claimed) if day and _DAY.match(text) else None


def _day_in(text: str) -> date | None:
    if not (found := _DAY.search(text)) or found[2].lower() not in _MONTHS:
        return None
    try:
        return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        return None


def _take(term: etree._Element, sections: list[_Section]) -> None:
    """Reads the entry of a `dt` into the last section."""
    if not sections:
        raise SourceError("arXiv's listing does not say of which day it is", hint=_xml.HINT)
    try:
        sections[-1].entries.append(read(term))
    except ValueError as error:
        sections[-1].damaged.append(f"{name_of(term)}: {error}")
