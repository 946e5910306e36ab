"""Asking bioRxiv and medRxiv, which answer for days and subjects and for nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from academichub_cli.domain import posting
from academichub_cli.domain.calendars import EVERY_DAY, Days
from academichub_cli.domain.identifiers import Identifier
from academichub_cli.domain.ledger import Listing
from academichub_cli.domain.listing import Page, Plan, Query
from academichub_cli.domain.paper import AnnounceType, Paper, is_within
from academichub_cli.domain.posted_days import next_step, spans
from academichub_cli.domain.routes import Route, Situation, Step
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, Need, Profile, _posted
from academichub_cli.web import Request
from academichub_cli.web.door import Web

_MOST_PAGES = 300
_GOES_ON = "its listing goes on"
# Their names hold what is no word, and nobody says how the server wants them written.
_NOT_FILTERED = frozenset(
    {"medrxiv:endocrinology", "medrxiv:hiv_aids", "medrxiv:infectious_diseases"}
)


class PostingServer:
    """One of the two servers, by days that are over."""

    days: Days | None = EVERY_DAY
    reaches_back = True

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def plan(self, need: Need) -> Plan:
        """No query: nothing can be searched there."""
        names = posting.unknown(need.radar, self.profile.name)
        said = (
            f"{self.profile.label} has no subject {name}: `hub unfollow {name}`" for name in names
        )
        return Plan(notes=tuple(said))

    async def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """Nothing, since no query is planned."""
        return
        yield

    def tracked(self, need: Need) -> tuple[str, ...]:
        """The followed subjects, and all of the server where topics and names are looked for."""
        if not need.routes:
            return ()
        return posting.tracked(need.radar, self.profile.name, is_general=need.is_general)

    def next_step(self, situation: Situation) -> Step | None:
        """The days that were not read whole."""
        return next_step(situation, self.profile.name)

    async def read(
        self, step: Step, web: Web, access: Access, *, token: str | None
    ) -> AsyncIterator[Page]:
        """Span after span, the last days first. Raises SourceError."""
        name = self.profile.name
        is_all = name in step.categories or len(step.categories) > 1
        for span in spans(step.days, longest=1) if is_all else spans(step.days):
            reading = _Reading(self.profile, step.categories, span)
            subject = None if is_all else step.categories[0]
            async for page in reading.pages(web, access.addresses[Route.DAYS], subject):
                yield page


@dataclass(slots=True)
class _Reading:
    """One span of days, read page by page until as many records came as there are."""

    profile: Profile
    categories: tuple[str, ...]
    span: tuple[date, ...]
    count: int = 0
    total: int | None = None
    _seen: set[tuple[Identifier, int]] = field(default_factory=set)
    _entries: dict[tuple[str, date], dict[Identifier, AnnounceType]] = field(default_factory=dict)
    _damaged: list[date | None] = field(default_factory=list)

    async def pages(self, web: Web, address: str, subject: str | None) -> AsyncIterator[Page]:
        """The pages. Raises SourceError where they end before all records came."""
        for _ in range(_MOST_PAGES):
            answer = await web.get(self._request(address, subject))
            page = _posted.parse(answer.body, server=self.profile.name, label=self.profile.label)
            brought = self._take(page)
            is_last = not page.count if self.total is None else self.count >= self.total
            yield self._page(page, is_last=is_last)
            if is_last:
                return
            if not brought:
                break
        raise SourceError(
            f"{self.profile.label} sent {self.count:,} of {self.total or 0:,} records",
            hint="what came is kept, and the next run asks for the rest",
        )

    def _request(self, address: str, subject: str | None) -> Request:
        first, last = self.span[0], self.span[-1]
        params = {}
        if subject and ":" in subject and subject not in _NOT_FILTERED:
            params["category"] = subject.partition(":")[2]
        return Request(
            url=f"{address}/details/{self.profile.name}/{first}/{last}/{self.count}/json",
            params=params,
            expects="json",
            standing=self.profile.label,
        )

    def _take(self, page: _posted.Answer) -> bool:
        """Note a page; whether it brought anything that had not come before."""
        new = {(record.paper.id, record.version) for record in page.records} - self._seen
        self._seen |= new
        self.count += page.count
        # That there is nothing more does not mean that there was nothing.
        if page.total is not None and (page.count or not self.count):
            self.total = page.total
        self._damaged += [each.day for each in page.damaged]
        for record in page.records:
            self._enter(record)
        return bool(new) or bool(page.damaged)

    def _enter(self, record: _posted.Record) -> None:
        is_first = record.version == 1
        for category in self.categories:
            if not _is_of(record.paper, category, self.profile.name):
                continue
            entries = self._entries.setdefault((category, record.day), {})
            if is_first or record.paper.id not in entries:
                kind = AnnounceType.NEW if is_first else AnnounceType.REPLACE
                entries[record.paper.id] = kind

    def _page(self, page: _posted.Answer, *, is_last: bool) -> Page:
        latest: dict[Identifier, Paper] = {}
        wanted = [record for record in page.records if self._is_wanted(record)]
        for record in sorted(wanted, key=lambda each: each.version):
            latest[record.paper.id] = record.paper
        return Page(
            papers=tuple(latest.values()),
            damaged=tuple(each.said for each in page.damaged),
            notices=tuple(record.notice for record in wanted if record.notice),
            total=self.total,
            listings=tuple(self._listings(is_last=is_last)),
        )

    def _is_wanted(self, record: _posted.Record) -> bool:
        return record.day in self.span and any(
            record.paper.id in self._entries.get((category, record.day), {})
            for category in self.categories
        )

    def _listings(self, *, is_last: bool) -> Iterator[Listing]:
        """What is known of every day; a record that could not be read may be of any of them."""
        for category in self.categories:
            for day in self.span:
                entries = self._entries.get((category, day), {})
                yield Listing(
                    category=category,
                    day=day,
                    route=Route.DAYS.value,
                    entries=dict(entries),
                    claimed=self._claimed(entries, day) if is_last else None,
                    is_exact=True,
                    complaint="" if is_last else _GOES_ON,
                )

    def _claimed(self, entries: Mapping[Identifier, AnnounceType], day: date) -> int:
        news = sum(kind is AnnounceType.NEW for kind in entries.values())
        return news + sum(each in {day, None} for each in self._damaged)


def _is_of(paper: Paper, category: str, server: str) -> bool:
    return category == server or any(is_within(each, category) for each in paper.categories)
