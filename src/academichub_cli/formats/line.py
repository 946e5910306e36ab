"""One line a paper for grep and cut: identifier, day, primary category, title, authors, by tabs."""

from __future__ import annotations

from academichub_cli.domain.mathtext import unicode_math
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch
from academichub_cli.formats._page import Page

SUFFIX = ".txt"
MEDIA_TYPE = "text/plain"
_UNKNOWN = "-"


def render(batch: Batch, page: Page) -> str:
    """The batch's papers; nothing for none."""
    del page
    return "".join(f"{_line(ranked.paper)}\n" for ranked in batch.papers)


def _line(paper: Paper) -> str:
    day = paper.announced or paper.batch or (paper.submitted.date() if paper.submitted else None)
    columns = (
        str(paper.id),
        day.isoformat() if day else _UNKNOWN,
        paper.primary_category or paper.venue or _UNKNOWN,
        unicode_math(paper.title),
        "; ".join(author.name for author in paper.authors) or _UNKNOWN,
    )
    return "\t".join(columns)
