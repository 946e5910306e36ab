"""Semantic Scholar: asked for persons who are followed by its own id, and for followed papers.

Without a key everybody shares one small allowance, and most requests are refused; papers, which
other sources have as well, are asked for with a key alone. https://api.semanticscholar.org/api-docs
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from academichub_cli.domain.listing import Page, Plan, Query
from academichub_cli.domain.paper import Paper, stamped
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, Need, Profile, Source
from academichub_cli.sources import _s2_papers as papers
from academichub_cli.sources._records import Records
from academichub_cli.sources._works import claimed
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_PAGE_SIZE = 500
_MOST_PAGES = 20
_MOST_AT_ONCE = 100
_UNKNOWN = 404
_LAG = timedelta(days=30)  # between a paper's day and the day it is found there
_AUTHOR, _PAPER = "s2:author:", "s2:paper:"


class SemanticScholar:
    """The database at semanticscholar.org."""

    profile = Profile(
        name="s2",
        label=papers.WHO,
        serves="persons by their id there; with a key also followed papers",
        limits="a request a second with a key; without one mostly refused",
        addresses={"api": "s2"},
        is_general=False,
        key="s2",
        key_adds="an allowance of your own, and followed papers with their abstracts",
    )

    def plan(self, need: Need) -> Plan:
        """One query a person, and one for all papers."""
        if "api" not in need.routes:
            return Plan()
        since = (need.since - _LAG).replace(hour=0, minute=0, second=0, microsecond=0)
        numbers = _people(need.radar, has_key=need.has_key)
        people = (_AUTHOR + number for number in dict.fromkeys(numbers))
        queries = [Query(terms=(term,), since=since) for term in people]
        if need.has_key:
            names = [_PAPER + name for name in dict.fromkeys(_papers(need.radar))]
            queries += [
                Query(terms=tuple(names[start : start + _MOST_AT_ONCE]))
                for start in range(0, len(names), _MOST_AT_ONCE)
            ]
        return Plan(queries=tuple(queries))

    def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The query's papers. Raises SourceError where some are missing."""
        first = query.terms[0]
        if first.startswith(_AUTHOR):
            assert query.since is not None
            return _of_person(first.removeprefix(_AUTHOR), web, access, since=query.since)
        return _named([term.removeprefix(_PAPER) for term in query.terms], web, access)


SOURCE: Source = SemanticScholar()


async def _of_person(
    number: str, web: Web, access: Access, *, since: datetime
) -> AsyncIterator[Page]:
    """The person's papers since then; the list has no order, and so is read whole."""
    offset: int | None = 0
    for _ in range(_MOST_PAGES):
        params = {
            "fields": ",".join(papers.FIELDS),
            "offset": str(offset),
            "limit": str(_PAGE_SIZE),
        }
        try:
            answer = await web.get(_request(access, f"author/{number}/papers", params))
        except RefusedError as refused:
            if refused.status != _UNKNOWN:
                raise
            yield Page(papers=(), notes=(f"there is no person {number}: check the id",))
            return
        found = papers.parse(answer.body)
        yield _page(found, frozenset({f"s2:{number}"}), since=since, now=access.now)
        if found.onward is None or not found.count:
            return
        if found.onward <= (offset or 0):
            break
        offset = found.onward
    raise SourceError(
        f"{papers.WHO}'s answer is incomplete: its pages do not go on after {offset:,} papers",
        hint="what came is kept, and the next run asks for the rest",
    )


async def _named(names: list[str], web: Web, access: Access) -> AsyncIterator[Page]:
    """Papers by name; one that is unknown is null at its place."""
    request = replace(
        _request(access, "paper/batch", {"fields": ",".join(papers.FIELDS)}),
        method="POST",
        content=json.dumps({"ids": names}).encode(),
    )
    headers = {"Content-Type": "application/json"}
    answer = await web.get(replace(request, headers=headers))
    found = papers.parse(answer.body)
    yield Page(papers=found.papers, damaged=found.damaged)


def _request(access: Access, path: str, params: dict[str, str]) -> Request:
    return Request(
        url=f"{access.addresses['api']}/graph/v1/{path}",
        params=params,
        secrets={"x-api-key": access.key} if access.key else {},
        expects="json",
        accept_status=frozenset({400}),
        standing=papers.WHO,
    )


def _page(found: Records, people: frozenset[str], *, since: datetime, now: datetime) -> Page:
    """The papers of the look-back; of those without a day nobody can tell."""
    recent = (paper for paper in found.papers if paper.submitted and paper.submitted >= since)
    return Page(
        papers=tuple(_undated_if_to_come(claimed(paper, people), now) for paper in recent),
        answered={name: min(at, now) for name, at in found.answered.items() if at and at >= since},
        damaged=found.damaged,
        total=found.total,
    )


def _undated_if_to_come(paper: Paper, now: datetime) -> Paper:
    """A day that is still to come is a cover's, and says nothing of when the paper appeared."""
    is_to_come = paper.submitted is not None and paper.submitted > now
    return stamped(replace(paper, submitted=None)) if is_to_come else paper


def _people(radar: Radar, *, has_key: bool) -> Iterator[str]:
    """The numbers of followed persons; of those known elsewhere as well only where it answers."""
    for follow in radar.of_kind(FollowKind.AUTHOR):
        number = follow.id_of("s2")
        is_main = number is not None and follow.id == f"s2:{number[1]}"
        if number and number[1].isdecimal() and (is_main or has_key):
            yield number[1]


def _papers(radar: Radar) -> Iterator[str]:
    """Followed papers in the database's words."""
    for follow in radar.of_kind(FollowKind.PAPER):
        scheme, _, value = (follow.id or "").partition(":")
        words = {"doi": "DOI", "pmid": "PMID", "arXiv": "ARXIV"}
        if scheme in words:
            yield f"{words[scheme]}:{value}"
