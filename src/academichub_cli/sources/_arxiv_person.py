"""Asking arXiv for the papers that one person has claimed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

from academichub_cli.domain.listing import Page
from academichub_cli.sources import _arxiv_author
from academichub_cli.web import RefusedError, Request
from academichub_cli.web.door import Web

_UNKNOWN = 404


async def pages(
    person: str, web: Web, *, address: str, is_named: bool = False
) -> AsyncIterator[Page]:
    """All papers of the person with this ORCID or author id, in one page.

    Who is followed by name as well is not missed where there is no such person.
    """
    request = Request(url=f"{address}/{person}.atom2", standing="arXiv author feeds")
    try:
        answer = await web.get(request)
    except RefusedError as refused:
        if refused.status != _UNKNOWN:
            raise
        said = f"{person} has no author page at arXiv: follow the person's name as well"
        yield Page(papers=(), notes=() if is_named else (said,))
        return
    feed = _arxiv_author.parse(answer.body)
    claimed = frozenset({_id_of(person)})
    yield Page(
        papers=tuple(replace(paper, people=claimed) for paper in feed.papers),
        damaged=feed.damaged,
        total=feed.count,
    )


def _id_of(person: str) -> str:
    scheme = "orcid" if person[0].isdigit() else "arxiv"
    return f"{scheme}:{person}"
