"""RIS, as https://refdb.sourceforge.net/manual-0.9.6/sect1-ris-format.html describes it."""

from __future__ import annotations

from collections.abc import Iterator

from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch
from academichub_cli.formats._names import parts_of
from academichub_cli.formats._page import Page

SUFFIX = ".ris"
MEDIA_TYPE = "application/x-research-info-systems"


def render(batch: Batch, page: Page) -> str:
    """One record a paper, each value on one line; nothing for none."""
    del page
    return "\n".join(
        "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in _fields(ranked.paper))
        for ranked in batch.papers
    )


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    journal = paper.venue or paper.journal_ref
    yield "TY", "JOUR" if journal else "UNPB"
    yield "TI", paper.title
    for author in paper.authors:
        yield "AU", ", ".join(part for part in parts_of(author.name) if part)
    if moment := paper.submitted or paper.announced:
        yield "PY", str(moment.year)
        yield "DA", f"{moment:%Y/%m/%d}"
    if journal:
        yield "JO", journal
    if paper.doi:
        yield "DO", paper.doi.value
    yield "UR", paper.url.replace(";", "%3B")  # readers take a semicolon for a second address
    if paper.pdf_url:
        yield "L1", paper.pdf_url
    if paper.abstract:
        yield "AB", paper.abstract
    for category in paper.categories:
        yield "KW", category
    yield "N1", "; ".join(part for part in (str(paper.id), paper.comment) if part)
    yield "ER", ""
