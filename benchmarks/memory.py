"""The most memory that reading and fetching hold."""

from __future__ import annotations

from collections.abc import Iterator

import papers as paper_list
from academichub_cli.domain.radar import Follow, FollowKind
from measuring import CannotRunError, Row, judged, peak_mib
from papers import NOW, TODAY
from requests_made import ArxivServer, answered
from stage import A_PAGE, Stage, loopback_variables

_BOUND, _CEILING = 150, 300


def rows(stage: Stage) -> Iterator[Row]:
    """`hub today` on a large library, and `hub fetch` of ten full pages."""
    for options in ((), ("--format", "cards")):
        home = stage.settled(stage.large, current=1_400)
        home.hub("today").run()
        peak = peak_mib(home.hub("today", *options))
        yield Row(
            f"memory, hub today {' '.join(options)}".rstrip() + f", {stage.large:,} papers",
            f"{peak:.0f} MiB",
            f"≤ {_BOUND} MiB",
            judged(peak, _BOUND),
        )
    yield _fetching(stage)


def _fetching(stage: Stage) -> Row:
    pages = 2 if stage.quick else 10
    made = list(paper_list.made(pages * A_PAGE))
    listed = paper_list.by_day(made, last=TODAY, a_day=A_PAGE)
    papers = [answered(paper) for paper in listed]
    for at, paper in enumerate(papers):
        papers[at] = type(paper)(
            id=paper.id, title=paper.title, abstract=paper.abstract, authors=paper.authors,
            categories=("cs.CL",), published=paper.published,
        )  # fmt: skip
    with ArxivServer(papers) as server:
        home = stage.home("memory")
        home.follow([Follow(kind=FollowKind.CATEGORY, text="cs.CL")])
        peak = peak_mib(home.hub("fetch", now=NOW, **loopback_variables(server.api_url)))
        if len(server.requests) < pages:
            raise CannotRunError(f"{len(server.requests)} pages were read instead of {pages}")
    return Row(
        f"memory, hub fetch of {pages} pages of {A_PAGE:,}",
        f"{peak:.0f} MiB",
        f"≤ {_CEILING} MiB",
        judged(peak, _CEILING),
    )
