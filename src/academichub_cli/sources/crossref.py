"""Crossref: what journals register, and what they correct or retract.

It is asked for followed journals by ISSN, for followed persons by ORCID, and for followed papers by
DOI, each with the notices on them. https://www.crossref.org/documentation/retrieve-metadata/rest-api/
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote

from academichub_cli.domain.listing import Page, Plan, Query, pack
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, Need, Profile, Source
from academichub_cli.sources import _crossref_works as works
from academichub_cli.sources._counted import Counted
from academichub_cli.sources._records import Records
from academichub_cli.sources._works import claimed, is_issn
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_PAGE_SIZE = 500
_MOST_AT_ONCE = 20  # DOIs
_LONGEST = 2_000  # characters of a filter
_UNKNOWN = 404
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = (
    *("DOI", "type", "title", "subtitle", "author", "abstract", "container-title", "ISSN"),
    *("created", "issued", "published", "published-online", "published-print", "posted"),
    *("volume", "issue", "page", "article-number", "event", "group-title", "relation"),
    *("update-to", "updated-by"),
)


class Crossref:
    """The registry of journals' DOIs."""

    profile = Profile(
        name="crossref",
        label=works.WHO,
        serves="journals by ISSN, persons by ORCID, papers by DOI; corrections and retractions",
        limits="two requests a second, and 500 papers a request",
        addresses={"api": "crossref"},
    )

    def plan(self, need: Need) -> Plan:
        """A query for as many journals as fit into an address, one for persons, one for papers."""
        if "api" not in need.routes:
            return Plan()
        since = need.since.replace(hour=0, minute=0, second=0, microsecond=0)
        issns, notes = _issns(need.radar)
        groups = [*_packed("issn", issns), *_packed("orcid", _orcids(need.radar))]
        listed = (Query(terms=group, since=since) for group in groups)
        followed = list(_dois(need.radar))
        noticed = (doi.value for doi in need.watched if doi.value not in followed)
        # A filter's values are separated by commas, which a DOI may hold.
        watched = (doi for doi in noticed if "," not in doi)
        named = [*_packed("doi", followed), *_packed("updates", watched)]
        return Plan(queries=(*listed, *(Query(terms=group) for group in named)), notes=notes)

    def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The query's papers, the last registered first. Raises SourceError."""
        kind = query.terms[0].split(":")[1]
        values = [term.split(":", 2)[2] for term in query.terms]
        if kind == "doi":
            return _named(values, web, access)
        if kind == "updates":
            return _notices_on(values, web, access)
        assert query.since is not None
        filters = [f"{kind}:{value}" for value in values]
        filters.append(f"from-created-date:{query.since:%Y-%m-%d}")
        people = frozenset(f"orcid:{value}" for value in values) if kind == "orcid" else frozenset()
        reading = _Reading(web, access, filters, Counted(who=works.WHO, known=known), people)
        return reading.pages(since=query.since)


SOURCE: Source = Crossref()


@dataclass(slots=True)
class _Reading:
    """One list of works, read with a cursor; `people` are persons by whose id it was asked for."""

    web: Web
    access: Access
    filters: list[str]
    counted: Counted
    people: frozenset[str] = frozenset()
    cursor: str = "*"
    _fields: str = ",".join(_FIELDS)
    _was_lost: bool = False

    async def pages(self, *, since: datetime | None = None) -> AsyncIterator[Page]:
        """The pages. Raises SourceError where something is missing."""
        while not self.counted.is_done:
            found = await self._next()
            goes_on = bool(found.cursor)
            self.counted.take(found.answered, count=found.count, total=found.total, goes_on=goes_on)
            self.cursor = found.cursor or "*"
            yield _page(found, self.people, since)
            if self.counted.broken:
                raise self.counted.failure()

    async def _next(self) -> Records:
        try:
            return await self._asked()
        except works.CursorLostError:
            if self._was_lost:
                raise
            self._was_lost, self.cursor = True, "*"
            self.counted.begin_again()
            return await self._asked()
        except SourceError as refused:
            # Which fields may be chosen has changed before; without a choice all of them come.
            if not (refused.is_refusal and self._fields):
                raise
            self._fields = ""
            return await self._asked()

    async def _asked(self) -> Records:
        params = {
            "filter": ",".join(self.filters),
            "sort": "created",
            "order": "desc",
            "rows": str(_PAGE_SIZE),
            "cursor": self.cursor,
            "select": self._fields,
            "mailto": self.access.contact if "@" in self.access.contact else "",
        }
        request = _request(
            f"{self.access.addresses['api']}/works",
            {name: value for name, value in params.items() if value},
        )
        # A cursor is of one reading only, so that nothing would be unchanged.
        answer = await self.web.get(replace(request, conditional=False))
        return works.parse(answer.body)


async def _named(dois: list[str], web: Web, access: Access) -> AsyncIterator[Page]:
    """Papers by DOI, and the notices on them."""
    # Such a filter cannot hold a DOI with a comma, so that it is asked for alone.
    listed = [doi for doi in dois if "," not in doi]
    for start in range(0, len(listed), _MOST_AT_ONCE):
        some = listed[start : start + _MOST_AT_ONCE]
        filters = [f"doi:{doi}" for doi in some]
        reading = _Reading(web, access, filters, Counted(who=works.WHO))
        answered = set[str]()
        async for page in reading.pages():
            answered.update(page.answered)
            yield page
        yield Page(papers=(), notes=_missing(some, answered))
        async for page in _notices_on(some, web, access):
            yield page
    for doi in dois:
        if "," in doi:
            yield await _one(doi, web, access)


async def _one(doi: str, web: Web, access: Access) -> Page:
    url = f"{access.addresses['api']}/works/{quote(doi, safe='')}"
    try:
        answer = await web.get(_request(url, {}))
    except RefusedError as refused:
        if refused.status != _UNKNOWN:
            raise
        return Page(papers=(), notes=_missing([doi], ()))
    return _page(works.parse(answer.body), frozenset(), None)


async def _notices_on(dois: list[str], web: Web, access: Access) -> AsyncIterator[Page]:
    """What was said of papers; the notices themselves are no papers to show."""
    filters = [f"updates:{doi}" for doi in dois]
    async for page in _Reading(web, access, filters, Counted(who=works.WHO)).pages():
        yield replace(page, papers=())


def _missing(dois: Iterable[str], answered: Collection[str]) -> tuple[str, ...]:
    return tuple(
        f"there is no paper {doi}: check the identifier, or `hub unfollow {doi}`"
        for doi in dois
        if doi not in answered
    )


def _request(url: str, params: dict[str, str]) -> Request:
    """A question; what is wrong with it is answered in JSON."""
    return Request(
        url=url,
        params=params,
        expects="json",
        accept_status=frozenset({400, 404}),
        standing=works.WHO,
    )


def _page(found: Records, people: frozenset[str], since: datetime | None) -> Page:
    """The works as a page; one that does not say when it was registered is of the look-back."""
    unknown = since or _LONG_AGO
    return Page(
        papers=tuple(claimed(paper, people) for paper in found.papers),
        answered={name: at or unknown for name, at in found.answered.items()},
        damaged=found.damaged,
        notices=found.notices,
        total=found.total,
    )


def _packed(kind: str, values: Iterable[str]) -> list[tuple[str, ...]]:
    terms = (f"crossref:{kind}:{value}" for value in values)
    return pack(terms, longest=_LONGEST, joint=",")


def _issns(radar: Radar) -> tuple[list[str], tuple[str, ...]]:
    """The ISSNs of followed journals, and what is to be said of those that are none."""
    found = [
        (follow, issn) for follow in radar.of_kind(FollowKind.JOURNAL) for issn in follow.issns
    ]
    notes = (
        f"{issn} is no ISSN: check {follow.text} in radar.toml"
        for follow, issn in found
        if not is_issn(issn)
    )
    return [issn for _, issn in found if is_issn(issn)], tuple(notes)


def _orcids(radar: Radar) -> Iterator[str]:
    for follow in radar.of_kind(FollowKind.AUTHOR):
        if orcid := follow.id_of("orcid"):
            yield orcid[1]


def _dois(radar: Radar) -> Iterator[str]:
    return (follow.text for follow in radar.of_kind(FollowKind.PAPER) if follow.is_doi)
