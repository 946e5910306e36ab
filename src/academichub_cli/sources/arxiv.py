"""arXiv: what its routes are, what is asked by which, and who reads the answers.

The API is asked for authors, phrases, categories and identifiers (`_arxiv_api`); the feed of the
day, the listing pages and OAI-PMH tell of announcements (`_arxiv_announcements`), and which of them
is asked for what is decided in `domain.routes`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

from academichub_cli.domain import routes as decisions
from academichub_cli.domain.calendars import Days
from academichub_cli.domain.categories import ARXIV, server_of
from academichub_cli.domain.listing import Page, Plan, Query
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.domain.routes import Situation, Step
from academichub_cli.sources import (
    Access,
    Announcing,
    Need,
    Profile,
    _arxiv_announcements,
    _arxiv_api,
    _arxiv_person,
)
from academichub_cli.web.door import Web

_AUTHOR, _NAMED = "author:", "named author:"  # followed by id alone, or by name as well
_ANNOUNCING = frozenset({"rss", "listing", "oai"})


class Arxiv:
    """The archive at arxiv.org."""

    profile = Profile(
        name="arxiv",
        label="arXiv",
        serves="categories, topics, authors and papers of arXiv",
        limits="one request in three seconds, over all its routes",
        addresses={name: f"arxiv_{name}" for name in ("api", "rss", "listing", "oai", "author")},
    )
    days: Days | None = None
    reaches_back = False

    def plan(self, need: Need) -> Plan:
        """The API's queries, and one for each author whose page says more than the name does."""
        plan = Plan()
        if "api" in need.routes:
            plan = _arxiv_api.plan_queries(_askable(need.radar), need.past, since=need.since)
        people = _people(need.radar) if "author" in need.routes else ()
        by_person = (Query(terms=(term,)) for term in dict.fromkeys(people))
        notes = tuple(_unaskable(need))
        return replace(plan, queries=(*plan.queries, *by_person), notes=notes)

    def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The query's papers."""
        addresses = access.addresses
        first = query.terms[0]
        for kind in (_AUTHOR, _NAMED):
            if first.startswith(kind):
                person, is_named = first.removeprefix(kind), kind == _NAMED
                address = addresses["author"]
                return _arxiv_person.pages(person, web, address=address, is_named=is_named)
        return _arxiv_api.pages(query, web, address=addresses["api"], known=known, resumes=resumes)

    def tracked(self, need: Need) -> tuple[str, ...]:
        """The followed categories and archives, where there is a route that tells of them."""
        if _ANNOUNCING.isdisjoint(need.routes):
            return ()
        followed = (each.text for each in need.radar.of_kind(FollowKind.CATEGORY))
        return tuple(dict.fromkeys(name for name in followed if server_of(name) == ARXIV))

    def next_step(self, situation: Situation) -> Step | None:
        """What `domain.routes` decides."""
        return decisions.next_step(situation)

    def read(
        self, step: Step, web: Web, access: Access, *, token: str | None
    ) -> AsyncIterator[Page]:
        """The pages of a step. Raises SourceError."""
        address = access.addresses[step.route.address]
        return _arxiv_announcements.read(step, web, address=address, token=token)


SOURCE: Announcing = Arxiv()


def _askable(radar: Radar) -> Radar:
    """The radar without other servers' categories."""
    return replace(
        radar,
        follows=tuple(
            follow
            for follow in radar.follows
            if follow.kind is not FollowKind.CATEGORY or server_of(follow.text) == ARXIV
        ),
    )


def _people(radar: Radar) -> Iterator[str]:
    """What asks for the pages of followed authors.

    Of whom a name and an ORCID are known the name finds the papers, and few have made a page; it is
    asked for where there are others of the name, whom it would tell apart.
    """
    for follow in radar.of_kind(FollowKind.AUTHOR):
        if not (known := follow.id_of("arxiv") or follow.id_of("orcid")):
            continue
        scheme, name = known
        if follow.is_known_by_id:
            yield _AUTHOR + name
        elif scheme == "arxiv" or follow.is_known_by_papers:
            yield _NAMED + name


def _unaskable(need: Need) -> Iterator[str]:
    for follow in need.radar.follows:
        if follow.is_known_by_id and "author" not in need.routes:
            yield f"{follow.text}: arXiv's API knows no such id, so follow the name as well"
