"""arXiv: what its routes are, what is asked by which, and who reads the answers.

The API is asked for authors, phrases, categories and identifiers (`_arxiv_api`); the feed of the
day, the listing pages and OAI-PMH tell of announcements (`_arxiv_announcements`), and which of them
is asked for what is decided in `domain.routes`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from academichub_cli.domain import routes as decisions
from academichub_cli.domain.listing import Page, PastRead, Plan, Query
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.domain.routes import Situation, Step
from academichub_cli.sources import _arxiv_announcements, _arxiv_api, _arxiv_person
from academichub_cli.web.door import Web

_AUTHOR = "author:"
_ANNOUNCING = frozenset({"rss", "listing", "oai"})


class Arxiv:
    """The archive at arxiv.org."""

    name = "arxiv"
    label = "arXiv"

    def plan(
        self, radar: Radar, past: Iterable[PastRead], *, since: datetime, routes: frozenset[str]
    ) -> Plan:
        """The API's queries, and one for each author who is followed by an id of arXiv's."""
        plan = _arxiv_api.plan_queries(radar, past, since=since) if "api" in routes else Plan()
        people = [name for name in _people(radar) if "author" in routes]
        by_person = (Query(terms=(_AUTHOR + name,)) for name in people)
        notes = tuple(_unaskable(radar, routes))
        return replace(plan, queries=(*plan.queries, *by_person), notes=notes)

    def pages(
        self,
        query: Query,
        web: Web,
        *,
        addresses: Mapping[str, str],
        known: frozenset[str],
        resumes: bool,
    ) -> AsyncIterator[Page]:
        """The query's papers."""
        first = query.terms[0]
        if first.startswith(_AUTHOR):
            person = first.removeprefix(_AUTHOR)
            return _arxiv_person.pages(person, web, address=addresses["author"])
        return _arxiv_api.pages(query, web, address=addresses["api"], known=known, resumes=resumes)

    def tracked(self, radar: Radar, routes: Collection[str]) -> tuple[str, ...]:
        """The followed categories and archives, where there is a route that tells of them."""
        if _ANNOUNCING.isdisjoint(routes):
            return ()
        return tuple(dict.fromkeys(each.text for each in radar.of_kind(FollowKind.CATEGORY)))

    def next_step(self, situation: Situation) -> Step | None:
        """What `domain.routes` decides."""
        return decisions.next_step(situation)

    def read(
        self, step: Step, web: Web, *, addresses: Mapping[str, str], token: str | None
    ) -> AsyncIterator[Page]:
        """The pages of a step. Raises SourceError."""
        address = addresses[step.route.address]
        return _arxiv_announcements.read(step, web, address=address, token=token)


SOURCE = Arxiv()


def _people(radar: Radar) -> list[str]:
    """Ids under which arXiv knows followed authors."""
    ids = (follow.id or "" for follow in radar.of_kind(FollowKind.AUTHOR))
    return list(dict.fromkeys(each.partition(":")[2] for each in ids if each))


def _unaskable(radar: Radar, routes: Collection[str]) -> Iterator[str]:
    for follow in radar.follows:
        if follow.is_known_by_id and "author" not in routes:
            yield f"{follow.text}: arXiv's API knows no such id, so follow the name as well"
        if follow.is_doi:
            yield f"{follow.text}: arXiv's API cannot be asked for a journal's DOI"
