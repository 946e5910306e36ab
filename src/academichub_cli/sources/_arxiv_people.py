"""arXiv's author pages: whose an author id or an ORCID is. They cannot be searched by name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from types import MappingProxyType

from academichub_cli.domain.names import FollowedName, Match
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.people import Candidate, usual
from academichub_cli.domain.people.candidates import MOST_KNOWN
from academichub_cli.domain.people.traces import MOST_AUTHORS
from academichub_cli.domain.radar import Follow
from academichub_cli.sources import _arxiv_author
from academichub_cli.sources._people import PeopleFinder
from academichub_cli.sources._source import Access
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_WHO = "arXiv"
_MOST_FIELDS = 4
_UNKNOWN = 404


class ArxivPeople:
    """Persons who have claimed their papers at arXiv."""

    label = _WHO
    source = "arxiv"
    key: str | None = None
    addresses: Mapping[str, str] = MappingProxyType({"api": "arxiv_api", "author": "arxiv_author"})
    route = "author"

    async def people(self, who: Follow, web: Web, access: Access) -> AsyncIterator[Candidate]:
        """The person whom an id names, if arXiv has a page of theirs. Raises SourceError."""
        request = Request(
            url=f"{access.addresses['author']}/{who.text}.atom2", standing="arXiv author feeds"
        )
        try:
            answer = await web.get(request)
        except RefusedError as refused:
            if refused.status != _UNKNOWN:
                raise
            return
        if person := parse(answer.body, who.id or ""):
            yield person


FINDER: PeopleFinder = ArxivPeople()


def parse(body: bytes, own_id: str) -> Candidate | None:
    """The person whose papers a feed has; None where it does not say who that is.

    Raises SourceError for what is no feed of a person's papers.
    """
    feed = _arxiv_author.parse(body)
    if feed.name is None:
        return None
    papers = sorted(feed.papers, key=_day, reverse=True)
    years = [each.submitted.year for each in papers if each.submitted]
    return Candidate(
        names=(feed.name,),
        found_in=_WHO,
        count=feed.count,
        papers=tuple(str(each.id) for each in papers),
        titles=tuple(each.title for each in papers)[:MOST_KNOWN],
        coauthors=usual(_coauthors(papers, FollowedName(feed.name)))[:MOST_KNOWN],
        fields=usual(each.categories[0] for each in papers if each.categories)[:_MOST_FIELDS],
        years=(min(years), max(years)) if years else None,
        ids=(own_id,),
    )


def _day(paper: Paper) -> str:
    return paper.submitted.isoformat() if paper.submitted else ""


def _coauthors(papers: Iterable[Paper], person: FollowedName) -> Iterator[str]:
    for paper in papers:
        if len(paper.authors) <= MOST_AUTHORS:
            for author in paper.authors:
                if person.compare(author.name) is Match.NO:
                    yield author.name
