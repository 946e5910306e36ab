"""What a source is: what it says of itself, what it is handed, and what it promises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from academichub_cli.domain.calendars import Days
from academichub_cli.domain.identifiers import Doi
from academichub_cli.domain.listing import Page, PastRead, Plan, Query
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.routes import Situation, Step
from academichub_cli.web.door import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a source says of itself.

    `addresses` are its routes, each with the name of its setting under ``[addresses]``. One that
    `is_general` is asked for topics and names as a matter of course, any other only for what on the
    radar is its own, unless the user turns it on. `key` names the key it takes, if any; `key_adds`
    says what for.
    """

    name: str
    label: str
    serves: str
    limits: str
    addresses: Mapping[str, str] = field(default_factory=dict)
    is_general: bool = True
    key: str | None = None
    key_adds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a radar needs of a source now.

    `past` are the source's earlier readings, `since` is the first instant of the look-back,
    `routes` are those whose address is set. `is_general` says that topics and names are asked for,
    and not only what is the source's own; `has_key` that there may be a key. `watched` are papers
    that the reader liked or saved, whose corrections and retractions are wanted.
    """

    radar: Radar
    since: datetime
    now: datetime
    routes: frozenset[str]
    past: tuple[PastRead, ...] = ()
    is_general: bool = True
    has_key: bool = False
    watched: tuple[Doi, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a source is reached: its addresses by route, a key for it, and who is asking."""

    addresses: Mapping[str, str]
    now: datetime
    key: str | None = field(default=None, repr=False)
    contact: str = ""


class Source(Protocol):
    """A place that is asked for papers."""

    profile: Profile

    def plan(self, need: Need) -> Plan:
        """The fewest queries that ask for all that is needed; none where nothing can be asked."""
        ...

    def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The query's papers, page by page.

        `known` are the identifiers it returned before, within the look-back. The end of the
        iteration means that nothing is missing; raises SourceError where something is.
        """
        ...


@runtime_checkable
class Announcing(Source, Protocol):
    """A source whose days can be read whole, so that the ledger can say what is missing.

    `days` is its calendar, None for arXiv's own; one that `reaches_back` is asked for the days of
    the look-back too when a category is new.
    """

    days: Days | None
    reaches_back: bool

    def tracked(self, need: Need) -> tuple[str, ...]:
        """The followed categories whose days can be read whole here."""
        ...

    def next_step(self, situation: Situation) -> Step | None:
        """What to ask next for what is not complete; None where nothing can be done."""
        ...

    def read(
        self, step: Step, web: Web, access: Access, *, token: str | None
    ) -> AsyncIterator[Page]:
        """The pages of a step, from where `token` says; raises SourceError."""
        ...


@runtime_checkable
class Wandering(Source, Protocol):
    """A source that is asked at addresses which stand on the radar."""

    def hosts(self, radar: Radar) -> Iterable[str]:
        """The addresses that it will ask for this radar."""
        ...
