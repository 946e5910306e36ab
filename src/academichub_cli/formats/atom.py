"""Atom: https://www.rfc-editor.org/rfc/rfc4287, for any feed reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from html import escape
from uuid import NAMESPACE_URL, uuid5

from academichub_cli.domain.paper import Paper
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.formats import _facts as facts
from academichub_cli.formats._head import head_of
from academichub_cli.formats._page import Page
from academichub_cli.formats._words import Words, words_of

SUFFIX = ".atom"
MEDIA_TYPE = "application/atom+xml"

# What XML 1.0 cannot hold, even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = str.maketrans({char: f"%{ord(char):02X}" for char in '<>"{}|\\^` '})
_ARXIV_SCHEME = "http://arxiv.org/schemas/atom"


def render(batch: Batch, page: Page) -> str:
    """A feed with one entry a paper."""
    words = words_of(page.lang)
    subtitle = "".join(f"  <subtitle>{_text(line)}</subtitle>\n" for line in head_of(page)[-1:])
    entries = "".join(_entry(ranked, words, batch) for ranked in batch.papers)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{words.lang}">\n'
        f"  <id>urn:uuid:{uuid5(NAMESPACE_URL, f'academichub:{batch.command}')}</id>\n"
        f"  <title>hub {_text(batch.command)}</title>\n{subtitle}"
        f"  <updated>{_instant(batch.taken)}</updated>\n"
        f"  <author><name>hub</name></author>\n{entries}</feed>\n"
    )


def _entry(ranked: Ranked, words: Words, batch: Batch) -> str:
    inner = "".join(f"    {element}\n" for element in _elements(ranked, words, batch))
    return f"  <entry>\n{inner}  </entry>\n"


def _elements(ranked: Ranked, words: Words, batch: Batch) -> Iterator[str]:
    paper = ranked.paper
    yield f"<id>{_address(paper.url)}</id>"
    yield f"<title>{_text(facts.read_title(paper, words))}</title>"
    yield f'<link rel="alternate" type="text/html" href="{_address(paper.url)}"/>'
    if paper.pdf_url:
        yield f'<link rel="related" type="application/pdf" href="{_address(paper.pdf_url)}"/>'
    yield f"<updated>{_instant(_changed(paper) or batch.taken)}</updated>"
    if paper.submitted:
        yield f"<published>{_instant(paper.submitted)}</published>"
    for author in paper.authors:
        yield f"<author><name>{_text(author.name)}</name></author>"
    for category in paper.categories:
        yield f'<category term="{_text(category)}" scheme="{_ARXIV_SCHEME}"/>'
    paragraphs = list(facts.read_abstract(paper))
    if reasons := facts.because(ranked, words):
        paragraphs.append(words.because + " · ".join(reasons))
    yield f"<summary>{_text(chr(10).join(paragraphs) or words.no_abstract)}</summary>"


def _changed(paper: Paper) -> datetime | None:
    if paper.updated or paper.submitted:
        return paper.updated or paper.submitted
    return datetime.combine(paper.announced, time(), UTC) if paper.announced else None


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _address(url: str) -> str:
    return _text(url.translate(_ADDRESS))
