"""Places that are asked for papers: one file each, and the folder is the list of them.

A source is a module with an object `SOURCE` that keeps the promises of `Source`; reading its bytes
is a pure function in it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Protocol

from academichub_cli.domain.listing import Page, PastRead, Plan, Query
from academichub_cli.domain.radar import Radar
from academichub_cli.domain.routes import Situation, Step
from academichub_cli.errors import UnknownNameError
from academichub_cli.web.door import Web


class Source(Protocol):
    """A place that is asked for papers."""

    name: str
    label: str

    def plan(
        self, radar: Radar, past: Iterable[PastRead], *, since: datetime, routes: frozenset[str]
    ) -> Plan:
        """The fewest queries that ask for all the radar follows here, by the routes there are."""
        ...

    def pages(
        self,
        query: Query,
        web: Web,
        *,
        addresses: Mapping[str, str],
        known: frozenset[str],
        resumes: bool,
    ) -> AsyncIterator[Page]:
        """The query's papers, page by page.

        `known` are the identifiers it returned before, within the look-back. The end of the
        iteration means that nothing is missing; raises SourceError where something is.
        """
        ...

    def tracked(self, radar: Radar, routes: Collection[str]) -> tuple[str, ...]:
        """The followed categories whose announcements can be read whole here."""
        ...

    def next_step(self, situation: Situation) -> Step | None:
        """What to ask next for what is not complete; None where nothing can be done."""
        ...

    def read(
        self, step: Step, web: Web, *, addresses: Mapping[str, str], token: str | None
    ) -> AsyncIterator[Page]:
        """The pages of a step, from where `token` says; raises SourceError."""
        ...


def names() -> tuple[str, ...]:
    """The names of all sources."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def find(name: str) -> Source:
    """The source of this name; only its module is imported. Raises UnknownNameError."""
    if name not in names():
        raise UnknownNameError("source", name, names())
    source: Source = import_module(f"{__name__}.{name}").SOURCE
    return source
