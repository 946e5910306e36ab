"""The arXiv API: https://info.arxiv.org/help/api/user-manual.html.

Queries are the arxiv package's `Search`, and entries become its `Result`; its transport, which has
no deadline, size cap or pacing, is replaced by ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import arxiv

from academichub_cli.domain.listing import Page, PastRead, Plan, Query, pack, plan
from academichub_cli.domain.paging import Pager
from academichub_cli.domain.radar import Follow, FollowKind, Radar
from academichub_cli.domain.venues import acronyms_of
from academichub_cli.errors import SourceError, StaleError
from academichub_cli.sources._arxiv_feed import Feed, paper_of, parse
from academichub_cli.web import Request
from academichub_cli.web.door import Web

PAGE_SIZE = 2_000  # the API's largest
STANDING = "arXiv API"
FURTHEST = 30_000  # start and size together may not go beyond
_LONGEST_QUERY = 3_500  # characters, of the 8,000 or so that servers take in an address
_LONGEST_IDS = 200
_JOINT = " OR "
_BY_ID = "id:"
_MINUTE = timedelta(minutes=1)
_FAR_FUTURE = datetime(2099, 12, 31, tzinfo=UTC)


def plan_queries(radar: Radar, past: Iterable[PastRead], *, since: datetime) -> Plan:
    """One query for as many follows as fit into an address, and one for followed papers."""
    searched = [term for follow in radar.follows for term in _terms(follow)]
    packs = pack(searched, longest=_LONGEST_QUERY, joint=_JOINT)
    made = plan(packs, past, since=since)
    names = [_BY_ID + name for name in _arxiv_ids(radar)]
    by_id = (
        Query(terms=tuple(names[start : start + _LONGEST_IDS]))
        for start in range(0, len(names), _LONGEST_IDS)
    )
    return Plan(queries=(*made.queries, *by_id), joins=made.joins)


def pages(
    query: Query, web: Web, *, address: str, known: frozenset[str], resumes: bool
) -> AsyncIterator[Page]:
    """The query's papers, last submitted first."""
    if query.since is None:
        names = [term.removeprefix(_BY_ID) for term in query.terms]
        return named(names, web, address)
    pager = Pager(
        known=known, since=query.since, size=PAGE_SIZE, furthest=FURTHEST, resumes=resumes
    )
    return _listed(query, web, address, pager)


async def _listed(query: Query, web: Web, address: str, pager: Pager) -> AsyncIterator[Page]:
    while not pager.is_done:
        search = search_of(query, until=pager.until)
        feed = await _feed(web, address, search, start=pager.start)
        page = Page(
            papers=tuple(map(paper_of, feed.entries)),
            answered={entry.identifier.value: entry.result.published for entry in feed.entries},
            damaged=feed.damaged,
            total=feed.total,
        )
        _refuse_old(page, query)
        # A record that stands twice in a page is one of those the server counts.
        repeated = len(feed.entries) - len(page.answered)
        pager.take(page.answered, count=feed.count - repeated, total=feed.total)
        yield page
        if pager.broken:
            raise SourceError(
                f"arXiv's answer is incomplete: {pager.broken}",
                hint="what came is kept, and the next run asks for the rest",
            )


def _refuse_old(page: Page, query: Query) -> None:
    """An answer wholly from before the look-back is an old one: it was not asked for."""
    assert query.since is not None
    newest = max(page.answered.values(), default=query.since)
    if newest < query.since:
        raise StaleError(
            f"arXiv's answer looks stale: its newest paper is of {newest:%-d %B %Y}",
            hint="try again later; what is in the library is kept",
        )


async def named(names: Sequence[str], web: Web, address: str) -> AsyncIterator[Page]:
    """Papers by identifier; a well-formed unknown one is left out of the answer without a word."""
    for start in range(0, len(names), _LONGEST_IDS):
        wanted = list(names[start : start + _LONGEST_IDS])
        feed = await _feed(web, address, arxiv.Search(id_list=wanted), size=len(wanted))
        came = {entry.identifier.value for entry in feed.entries}
        yield Page(
            papers=tuple(map(paper_of, feed.entries)),
            damaged=feed.damaged,
            notes=tuple(
                f"there is no paper {name}: check the identifier, or `hub unfollow {name}`"
                for name in wanted
                if name not in came
            ),
            total=feed.total,
        )


async def _feed(
    web: Web, address: str, search: arxiv.Search, *, start: int = 0, size: int = PAGE_SIZE
) -> Feed:
    """One page of a search. A damaged answer that the cache has kept is asked for anew."""
    request = _request(address, search, start, size)
    answer = await web.get(request)
    try:
        return parse(answer.body)
    except SourceError:
        if not answer.from_cache:
            raise
    return parse((await web.get(replace(request, conditional=False))).body)


def _request(address: str, search: arxiv.Search, start: int, size: int) -> Request:
    params = {
        "search_query": search.query,
        "id_list": ",".join(search.id_list),
        "start": str(start),
        "max_results": str(size),
        "sortBy": search.sort_by.value,
        "sortOrder": search.sort_order.value,
    }
    asked = {name: value for name, value in params.items() if value}
    # Bad requests are answered with a feed whose one entry says what was wrong.
    return Request(
        url=address,
        params=asked,
        expects="xml",
        accept_status=frozenset({400}),
        standing=STANDING,
    )


def search_of(query: Query, *, until: datetime | None = None) -> arxiv.Search:
    """The query as a search, newest submission first, within its look-back."""
    assert query.since is not None
    # No clock of ours may cut off what is there, so the window is open into the future.
    end = until + _MINUTE if until else _FAR_FUTURE
    window = f"submittedDate:[{query.since:%Y%m%d%H%M} TO {end:%Y%m%d%H%M}]"
    return arxiv.Search(
        query=f"({_JOINT.join(query.terms)}) AND {window}",
        sort_by=arxiv.SortCriterion.SubmittedDate,
        sort_order=arxiv.SortOrder.Descending,
    )


def _terms(follow: Follow) -> Iterator[str]:
    """A follow in the API's language; none for what it cannot be asked."""
    match follow.kind:
        case FollowKind.AUTHOR if not follow.is_known_by_id:
            name = _given_first(follow.text)
            yield _phrase("au", name)
            given, *rest = name.split()
            if rest and len(given.strip(".")) > 1 and given.isascii():
                yield _phrase("au", " ".join([given[0], *rest]))
        case FollowKind.TOPIC:
            words = _searchable(follow.text)
            yield _phrase("ti", words)
            yield _phrase("abs", words)
        case FollowKind.CATEGORY:
            yield f"cat:{follow.text}" if "." in follow.text else f"cat:{follow.text}*"
        case FollowKind.JOURNAL:
            yield _phrase("jr", _searchable(follow.text))
            # Where a paper will appear, its authors announce among the comments.
            yield from (_phrase("co", acronym) for acronym in acronyms_of(follow))


def _given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return _searchable(f"{given} {family}" if comma else name)


def _searchable(text: str) -> str:
    """The words without what the query language would take as its own."""
    kept = (char if char.isalnum() or char in "-'.& " else " " for char in text)
    return " ".join("".join(kept).split())


def _phrase(prefix: str, words: str) -> str:
    return f'{prefix}:"{words}"'


def _arxiv_ids(radar: Radar) -> list[str]:
    papers = radar.of_kind(FollowKind.PAPER)
    return [follow.text for follow in papers if (follow.id or "").startswith("arXiv:")]
