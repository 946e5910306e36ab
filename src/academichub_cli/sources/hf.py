"""Hugging Face daily papers: what a community looks at, as a number beside a paper.

It brings no papers: they are arXiv's, and come from there. https://huggingface.co/papers
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

from academichub_cli.domain.listing import Page, Plan, Query
from academichub_cli.errors import SourceError
from academichub_cli.sources import Access, Need, Profile, Source
from academichub_cli.sources import _hf_papers as papers
from academichub_cli.web import Request
from academichub_cli.web.door import Web

_PAGE_SIZE = 100
_MOST_PAGES = 5
_WORKING_DAYS = 5  # a paper gathers most of its votes within a week
_SATURDAY = 5
_A_DAY = timedelta(days=1)


class HuggingFace:
    """The papers that readers at huggingface.co vote for."""

    profile = Profile(
        name="hf",
        label=papers.WHO,
        serves="how many readers there voted for a paper of arXiv's, where it is turned on",
        limits="a request a second; papers of working days",
        addresses={"api": "hf"},
        is_general=False,
    )

    def plan(self, need: Need) -> Plan:
        """One query for the votes of a week, where anything is followed at all."""
        if "api" not in need.routes or not need.is_general or not need.radar.follows:
            return Plan()
        return Plan(queries=(Query(terms=("hf:daily",), since=need.since),))

    async def pages(
        self, query: Query, web: Web, access: Access, *, known: frozenset[str], resumes: bool
    ) -> AsyncIterator[Page]:
        """The votes of each of the last working days, the latest first. Raises SourceError."""
        address = f"{access.addresses['api']}/daily_papers"
        for at, day in enumerate(_days(access.now)):
            try:
                async for page in _day(web, address, day):
                    yield page
            except SourceError as refused:
                # Where our clock is ahead, today is still to come there.
                if at or not refused.is_refusal:
                    raise


SOURCE: Source = HuggingFace()


async def _day(web: Web, address: str, day: date) -> AsyncIterator[Page]:
    for number in range(_MOST_PAGES):
        request = Request(
            url=address,
            params={"date": day.isoformat(), "limit": str(_PAGE_SIZE), "p": str(number)},
            expects="json",
            accept_status=frozenset({400}),
            standing=papers.WHO,
        )
        found = papers.parse((await web.get(request)).body)
        yield Page(papers=(), votes=found.votes, damaged=found.damaged)
        if found.count < _PAGE_SIZE:
            return


def _days(now: datetime) -> list[date]:
    """The last working days, the latest first; on others there is nothing."""
    days: list[date] = []
    day = now.astimezone(UTC).date()
    while len(days) < _WORKING_DAYS:
        if day.weekday() < _SATURDAY:
            days.append(day)
        day -= _A_DAY
    return days
