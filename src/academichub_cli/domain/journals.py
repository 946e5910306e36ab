"""Journals and conference series, and which of them a text means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from academichub_cli.domain.radar import Follow, FollowKind
from academichub_cli.domain.venues import issn_of, starred, venue_key

MOST_NEAR = 8
_LIKE = 0.75


class Route(StrEnum):
    """By what a journal is asked for best."""

    CROSSREF = "crossref"
    FEED = "feed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A journal, or a series of conferences, whose venue has another name each year."""

    name: str
    abbreviations: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    publisher: str | None = None
    field: str | None = None
    is_series: bool = False
    route: Route = Route.NONE
    feed: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its abbreviations."""
        return (self.name, *self.abbreviations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The journals that a text means, or without any those it comes near to, the nearest first."""

    meant: tuple[Journal, ...] = ()
    near: tuple[Journal, ...] = ()

    @property
    def journal(self) -> Journal | None:
        """The one that is meant; None where there is none or more than one."""
        return self.meant[0] if len(self.meant) == 1 else None


def find(text: str, journals: Iterable[Journal]) -> Found:
    """The journals of this ISSN, else of this name, else of this abbreviation, else near ones."""
    every = tuple(journals)
    if issn := issn_of(text):
        return Found(meant=tuple(journal for journal in every if issn in journal.issns))
    key = venue_key(text)
    if not key:
        return Found()
    named = tuple(journal for journal in every if venue_key(journal.name) == key)
    if meant := named or tuple(each for each in every if key in map(venue_key, each.abbreviations)):
        return Found(meant=meant)
    return Found(near=_near(key, every))


def as_follow(journal: Journal) -> Follow:
    """What is put on the radar of a journal: how to know it, and how to ask for it."""
    is_fed = journal.route is Route.FEED
    return Follow(
        kind=FollowKind.JOURNAL,
        text=journal.name,
        issns=journal.issns,
        also=starred(journal.names) if journal.is_series else journal.abbreviations,
        feed=journal.feed if is_fed else None,
    )


def _near(key: str, journals: tuple[Journal, ...]) -> tuple[Journal, ...]:
    """Journals whose name holds all words, at least as beginnings; then those spelled alike."""
    words = key.split()
    by_key = {venue_key(name): journal for journal in journals for name in journal.names}
    holding = [each for each in by_key if _holds(each.split(), words)]
    alike = difflib.get_close_matches(key, by_key, n=MOST_NEAR, cutoff=_LIKE)
    keys = (*sorted(holding, key=lambda each: (len(each), each)), *alike)
    return tuple(dict.fromkeys(by_key[each] for each in keys))[:MOST_NEAR]


def _holds(name: list[str], words: list[str]) -> bool:
    """Whether each word begins one of the name's, in their order."""
    rest = iter(name)
    return all(any(each.startswith(word) for each in rest) for word in words)
