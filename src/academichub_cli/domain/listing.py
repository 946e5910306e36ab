"""What we ask of a source, and what comes back page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import Listing
from academichub_cli.domain.notices import Notice
from academichub_cli.domain.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked in one go: terms in the source's language, any of which a paper may meet.

    `since` is the first instant of submission asked for; None where the terms name papers.
    """

    terms: tuple[str, ...]
    since: datetime | None = None

    @property
    def key(self) -> str:
        """The same for the same terms, whenever they are asked."""
        return key_of(self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A query that need not be asked from scratch once these parts of it have been."""

    terms: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The queries of one source, and what their answers can be joined to."""

    queries: tuple[Query, ...] = ()
    joins: tuple[Join, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of an answer: its papers, all identifiers in it, what was damaged or is to be said.

    Where it tells of announcements: the `listings` in it, and the days it `shows` (None where it
    shows none in particular); `changes` are days on which records were last changed; `is_cut` says
    that the source left something out, `token` where to go on. Beside papers: `notices` of
    corrections and retractions, and how many `votes` readers elsewhere gave a paper.
    """

    papers: tuple[Paper, ...]
    answered: Mapping[str, datetime] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    total: int | None = None
    listings: tuple[Listing, ...] = ()
    shows: frozenset[date] | None = None
    changes: Mapping[Identifier, date] = field(default_factory=dict)
    is_cut: bool = False
    token: str | None = None
    notices: tuple[Notice, ...] = ()
    votes: Mapping[Identifier, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRead:
    """What a plan must know of an earlier reading: its terms, and whether it was completed."""

    terms: tuple[str, ...]
    is_complete: bool

    @property
    def key(self) -> str:
        """The key of its query."""
        return key_of(self.terms)


def key_of(terms: Iterable[str]) -> str:
    """A short name for a set of terms, whatever their order."""
    return hashlib.sha256("\n".join(sorted(terms)).encode()).hexdigest()[:16]


def plan(packs: Iterable[tuple[str, ...]], past: Iterable[PastRead], *, since: datetime) -> Plan:
    """Queries for packs of terms, reusing what was read before.

    A pack that was asked as it is, is asked again. Of one that has grown, the part read before and
    the new terms are asked apart, so that only the new ones are read back through the whole
    look-back; joined, they are one query from the next time on.
    """
    complete = [read for read in past if read.is_complete]
    queries: list[Query] = []
    joins: list[Join] = []
    for pack in packs:
        base = _largest_part(pack, complete)
        if base is None or len(base) == len(pack):
            queries.append(Query(terms=pack, since=since))
            continue
        rest = tuple(term for term in pack if term not in base)
        queries += [Query(terms=base, since=since), Query(terms=rest, since=since)]
        joins.append(Join(terms=pack, parts=(key_of(base), key_of(rest))))
    return Plan(queries=tuple(queries), joins=tuple(joins))


def pack(terms: Iterable[str], *, longest: int, joint: str) -> list[tuple[str, ...]]:
    """The terms in as few groups as fit into `longest` characters, put together with `joint`."""
    packs: list[list[str]] = []
    used = longest
    for term in dict.fromkeys(terms):
        used += len(joint) + len(term)
        if used > longest:
            packs.append([])
            used = len(term)
        packs[-1].append(term)
    return [tuple(group) for group in packs]


def _largest_part(terms: tuple[str, ...], past: list[PastRead]) -> tuple[str, ...] | None:
    """The terms of the largest earlier reading that asked for nothing else."""
    wanted = set(terms)
    parts = [read.terms for read in past if wanted.issuperset(read.terms)]
    return max(parts, key=lambda part: (len(part), part), default=None)
