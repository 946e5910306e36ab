"""A paper, and how two records of one paper become one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from academichub_cli.domain.fields import field_of
from academichub_cli.domain.identifiers import ArxivId, Doi, Identifier, rank

_CATEGORY = re.compile(
    r"(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
    r"|(?:cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat|astro-ph|cond-mat)\.[A-Za-z-]{2,16})"
)


class AnnounceType(StrEnum):
    """How a paper appeared in a listing."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person as printed on a paper, with what the record says to identify them."""

    name: str
    ids: tuple[tuple[str, str], ...] = ()
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One scholarly work, whatever its version or host. Unknown is None or empty, never made up.

    `aliases` are further identifiers. `categories` has the primary one first. `announced` is the
    day its listing came out by the source's own word; `batch` is the announcement day we count it
    to, which may be an estimate; `revised` is the announcement day of its latest revision, where
    this library saw one come in. `dated_by` says by which route each date is known, as pairs such
    as ``("submitted", "api")``. `people` are ids of persons who claim the paper as theirs, such as
    ``orcid:0000-…``. `stated_field` is the field that its source or its venue says it is of;
    `issns` are the venue's.
    """

    id: Identifier
    title: str
    source: str
    version: int | None = None
    abstract: str | None = None
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    route: str | None = None
    venue: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    aliases: frozenset[Identifier] = frozenset()
    submitted: datetime | None = None
    updated: datetime | None = None
    announced: date | None = None
    announce_type: AnnounceType | None = None
    batch: date | None = None
    first_seen: datetime | None = None
    revised: date | None = None
    dated_by: frozenset[tuple[str, str]] = frozenset()
    people: frozenset[str] = frozenset()
    stated_field: str | None = None
    issns: tuple[str, ...] = ()

    @property
    def primary_category(self) -> str | None:
        """The category the paper was submitted to; the others are cross-lists."""
        return self.categories[0] if self.categories else None

    @property
    def field(self) -> str | None:
        """What a brief crosses: that of the primary category, else the stated one or the venue."""
        return field_of(self.categories[0]) if self.categories else self.stated_field or self.venue

    @property
    def doi(self) -> Doi | None:
        """The journal's DOI, or the paper's own where a DOI is all that names it."""
        found = (name for name in self.identifiers if isinstance(name, Doi))
        return min(found, key=lambda name: (name.is_posted, name), default=None)

    @property
    def is_published(self) -> bool:
        """Whether it appeared in a venue that does more than post preprints."""
        is_posting = (self.venue or "").casefold() in {"", *_POSTING}
        return not is_posting and self.doi is not None and not self.doi.is_posted

    @property
    def identifiers(self) -> frozenset[Identifier]:
        """All names of this paper; two records that share one are one paper."""
        return self.aliases | {self.id}

    @property
    def url(self) -> str:
        """The paper's page."""
        return self.id.url

    @property
    def pdf_url(self) -> str | None:
        """The PDF, where the source has one."""
        return self.id.pdf_url if isinstance(self.id, ArxivId) else None


def is_category(text: str) -> bool:
    """Whether this is an arXiv category such as ``cs.CL``, ``math-ph`` or ``q-bio.NC``."""
    return _CATEGORY.fullmatch(text) is not None


def archive_of(category: str) -> str:
    """The archive or server a category belongs to: ``cs`` for ``cs.CL``."""
    return category.partition(":")[0].partition(".")[0]


def is_within(category: str | None, followed: str) -> bool:
    """Whether a category is the followed one, or of the followed archive."""
    return category is not None and (
        category.casefold() == followed.casefold()
        or archive_of(category).casefold() == followed.casefold()
    )


def stamped(paper: Paper) -> Paper:
    """The paper with its route noted for each date that the route gave."""
    known = frozenset(name for name in DATES if getattr(paper, name) is not None)
    return replace(paper, dated_by=frozenset((name, paper.route or "") for name in known))


def merge(left: Paper, right: Paper) -> Paper:
    """One record from two of the same paper: the later version's words, everything's dates.

    Commutative, associative and idempotent; no identifier, category or date is lost. Words are
    taken whole from one record, and one with an abstract goes before one without, so that a title
    is never paired with another version's abstract. The primary category is that record's; where it
    has none, the others' order decides, and that alone may depend on who was merged first.
    """
    words = max(left, right, key=_precedence)
    names = left.identifiers | right.identifiers
    first = min(names, key=_identifier_rank)
    submitted = min(_stated(left, right, "submitted"), key=_of_an_instant_first, default=_UNKNOWN)
    updated = max(_stated(left, right, "updated"), default=_UNKNOWN)
    announced = min(_stated(left, right, "announced"), default=_UNKNOWN)
    return replace(
        words,
        id=first,
        aliases=names - {first},
        categories=_joined(words.categories, {*left.categories, *right.categories}),
        submitted=submitted[0],
        updated=updated[0],
        announced=announced[0],
        announce_type=_earliest(left.announce_type, right.announce_type, key=_ANNOUNCE_ORDER.index),
        # What a source states goes before what we inferred.
        batch=announced[0] or _earliest(left.batch, right.batch),
        first_seen=_earliest(left.first_seen, right.first_seen),
        revised=_latest(left.revised, right.revised),
        dated_by=frozenset(
            (name, route)
            for name, (_, route) in zip(DATES, (submitted, updated, announced), strict=True)
            if route
        ),
        people=left.people | right.people,
        venue=_earliest(left.venue, right.venue, key=_venue_rank),
        stated_field=_earliest(left.stated_field, right.stated_field),
        issns=tuple(sorted({*left.issns, *right.issns})),
    )


# The dates of which a paper remembers the route; `first_seen` is always this library's own.
DATES = ("submitted", "updated", "announced")
_UNKNOWN: tuple[Any, str] = (None, "")


def _stated(left: Paper, right: Paper, name: str) -> list[tuple[Any, str]]:
    """What two records say of a date, each with the route it came by."""
    found = ((getattr(paper, name), dict(paper.dated_by).get(name, "")) for paper in (left, right))
    return [(moment, route) for moment, route in found if moment is not None]


def _of_an_instant_first(stated: tuple[datetime, str]) -> tuple[bool, datetime, str]:
    """A route that gives days only says midnight, which must not pass for the earlier instant."""
    moment, route = stated
    return (moment.time() == time(), moment, route)


_ANNOUNCE_ORDER = tuple(AnnounceType)
_T = TypeVar("_T", bound="date | datetime | AnnounceType | str")
# A venue that posts preprints gives way to the journal that published the paper.
_POSTING = frozenset({"arxiv", "biorxiv", "medrxiv"})


def _precedence(paper: Paper) -> tuple[bool, bool, int, str]:
    """A total order over the words of a record; what is left of a tie is broken by content."""
    words = (paper.title, paper.abstract, paper.authors, paper.categories[:1], paper.source)
    rest = (paper.route, paper.comment, paper.journal_ref)
    has_abstract, has_categories = paper.abstract is not None, bool(paper.categories)
    return (has_abstract, has_categories, paper.version or 0, repr((words, rest)))


def _identifier_rank(identifier: Identifier) -> tuple[int, bool, str]:
    """Among DOIs the preprint's goes first, as arXiv's name goes before the journal's."""
    is_journal = isinstance(identifier, Doi) and not identifier.is_posted
    return (rank(identifier), is_journal, identifier.value)


def _venue_rank(venue: str) -> tuple[bool, str]:
    return (venue.casefold() in _POSTING, venue)


def _joined(ordered: tuple[str, ...], every: set[str]) -> tuple[str, ...]:
    """The primary category, then all others in alphabetical order."""
    primary = ordered[:1] or tuple(sorted(every)[:1])
    return (*primary, *sorted(every.difference(primary)))


def _earliest(*moments: _T | None, key: Callable[[_T], Any] | None = None) -> _T | None:
    return min((moment for moment in moments if moment is not None), key=key, default=None)


def _latest(*moments: _T | None) -> _T | None:
    return max((moment for moment in moments if moment is not None), default=None)
