"""OpenAlex: a catalogue of all sciences, asked for persons and for journals without ISSN.

Each list costs a part of a daily budget, which is small without a key; so little is asked, and the
reading stops before the budget is spent. https://developers.openalex.org/api-reference/authentication
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from academichub_cli.domain.listing import Page, Plan, Query
from academichub_cli.domain.radar import FollowKind, Radar
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, Need, Profile, Source
from academichub_cli.sources import _openalex_works as works
from academichub_cli.sources._counted import Counted
from academichub_cli.sources._records import Records
from academichub_cli.sources._works import claimed
from academichub_cli.web import Answer, Request
from academichub_cli.web.door import Web

_PAGE_SIZE = 100
_FURTHEST = 10_000
_MOST_AT_ONCE = 50  # ids in a filter, of the 100 that it takes
_NAMES = {
    "author": "authorships.author.id",
    "orcid": "authorships.author.orcid",
    "source": "primary_location.source.id",
}
# A work is catalogued some days after it was published, and only that day can be asked for.
_LAG = timedelta(days=30)
_A_DAY = timedelta(days=1)
_LIST_COSTS = 0.0001  # dollars
_LIST_CREDITS = 10.0
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class SpentError(SourceError):
    """The day's budget is spent, or would be by one more question."""


class OpenAlex:
    """The catalogue at openalex.org."""

    profile = Profile(
        name="openalex",
        label=works.WHO,
        serves="persons by OpenAlex id or ORCID, and journals that have no ISSN",
        limits="a daily budget: without a key about a hundred requests of 100 papers",
        addresses={"api": "openalex"},
        key="openalex",
        key_adds="a hundred times the daily budget, free of charge, and more than 10,000 papers",
    )

    def plan(self, need: Need) -> Plan:
        """One query for each kind of id."""
        if "api" not in need.routes:
            return Plan()
        since = (need.since - _LAG).replace(hour=0, minute=0, second=0, microsecond=0)
        terms: dict[str, list[str]] = {}
        for kind, value in dict.fromkeys(_wanted(need.radar)):
            terms.setdefault(kind, []).append(f"openalex:{kind}:{value}")
        return Plan(
            queries=tuple(
                Query(terms=tuple(some[start : start + _MOST_AT_ONCE]), since=since)
                for some in terms.values()
                for start in range(0, len(some), _MOST_AT_ONCE)
            )
        )

    def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The query's papers, the last published first. Raises SourceError."""
        kind = query.terms[0].split(":")[1]
        values = [term.split(":", 2)[2] for term in query.terms]
        assert query.since is not None
        filters = f"{_NAMES[kind]}:{'|'.join(values)},from_publication_date:{query.since:%Y-%m-%d}"
        schemes = {"author": "openalex", "orcid": "orcid"}
        people = frozenset(f"{schemes[kind]}:{value}" for value in values if kind in schemes)
        counted = Counted(who=works.WHO, known=known)
        reading = _Reading(web, access, filters, counted, people, query.since)
        return reading.pages()


SOURCE: Source = OpenAlex()


@dataclass(slots=True)
class _Reading:
    """One list of works, by cursor with a key, else by pages, which need none."""

    web: Web
    access: Access
    filters: str
    counted: Counted
    people: frozenset[str]
    since: datetime
    cursor: str = "*"
    page: int = 1

    async def pages(self) -> AsyncIterator[Page]:
        """The pages. Raises SourceError where something is missing or the budget is spent."""
        while not self.counted.is_done:
            answer = await self.web.get(self._request())
            found = works.parse(answer.body)
            self.counted.take(
                found.answered,
                count=found.count,
                total=found.total,
                goes_on=self._go_on(found),
            )
            yield self._page(found)
            if self.counted.broken:
                raise self.counted.failure()
            await self._mind_the_budget(answer, found)

    def _go_on(self, found: Records) -> bool:
        """Turn to the next page; whether there can be one."""
        self.page += 1
        self.cursor = found.cursor or ""
        if self.access.key:
            return bool(self.cursor)
        return bool(found.count) and self.page * _PAGE_SIZE <= _FURTHEST

    def _request(self) -> Request:
        place = {"cursor": self.cursor} if self.access.key else {"page": str(self.page)}
        return Request(
            url=f"{self.access.addresses['api']}/works",
            params={
                "filter": self.filters,
                "sort": "publication_date:desc",
                "per_page": str(_PAGE_SIZE),
                "select": ",".join(works.FIELDS),
                **place,
            },
            secret_params={"api_key": self.access.key} if self.access.key else {},
            expects="json",
            accept_status=frozenset({400}),
            conditional=False,
            standing=works.WHO,
        )

    def _page(self, found: Records) -> Page:
        return Page(
            papers=tuple(claimed(paper, self.people) for paper in found.papers),
            answered={
                name: min(max(at or self.since, self.since), self.access.now)
                for name, at in found.answered.items()
            },
            damaged=found.damaged,
            notices=found.notices,
            total=found.total,
        )

    async def _mind_the_budget(self, answer: Answer, found: Records) -> None:
        """Stop where one more question would spend the budget, and let everybody know until when.

        Raises SpentError where something is still to be read.
        """
        if not is_spent(answer.headers, found.cost):
            return
        until = _renewed(answer.headers, self.access.now)
        address = self.access.addresses["api"]
        await self.web.leave_alone(address, until, standing=works.WHO)
        if not self.counted.is_done:
            failure = SpentError(
                f"{works.WHO}'s budget for today is nearly spent: {self.counted.said()}",
                hint="the next day goes on; a free key from openalex.org allows a hundred times"
                " as much: set HUB_OPENALEX_KEY",
            )
            failure.not_before = until
            raise failure


def is_spent(headers: Mapping[str, str], cost: float | None) -> bool:
    """Whether what is left of the budget is less than another list costs."""
    dollars = _amount(headers, "x-ratelimit-remaining-usd")
    if dollars is not None:
        return dollars < (_LIST_COSTS if cost is None else cost)
    credits_left = _amount(headers, "x-ratelimit-remaining")
    used = _amount(headers, "x-ratelimit-credits-used")
    return credits_left is not None and credits_left < (_LIST_CREDITS if used is None else used)


def _renewed(headers: Mapping[str, str], now: datetime) -> datetime:
    """When there is a new budget: in so many seconds, else at midnight UTC."""
    seconds = _amount(headers, "x-ratelimit-reset")
    if seconds is not None and 0 < seconds <= _A_DAY.total_seconds():
        return now + timedelta(seconds=seconds)
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + _A_DAY


def _amount(headers: Mapping[str, str], name: str) -> float | None:
    try:
        found = float(headers.get(name, ""))
    except ValueError:
        return None
    return found if found >= 0 else None


def _wanted(radar: Radar) -> Iterator[tuple[str, str]]:
    """What is asked for, as kind and id."""
    for follow in radar.of_kind(FollowKind.AUTHOR):
        match follow.id_of("orcid", "openalex"):
            case "orcid", value:
                yield "orcid", value
            case "openalex", value:
                yield "author", value
    for follow in radar.of_kind(FollowKind.JOURNAL):
        scheme, _, value = (follow.id or "").partition(":")
        if scheme == "openalex" and not follow.issns:
            yield "source", value
