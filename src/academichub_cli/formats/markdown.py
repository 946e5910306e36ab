"""Markdown (CommonMark) for notes and mails; nothing a title holds becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.formats import _facts as facts
from academichub_cli.formats._head import head_of
from academichub_cli.formats._page import Page
from academichub_cli.formats._words import Words, words_of

SUFFIX = ".md"
MEDIA_TYPE = "text/markdown"

_SPECIAL = re.compile(r"[\\`*_\[\]#|~$]|(?<=\bwww)\.|:(?=//)|^(?:[-+=](?=[\s=-]|$)|\d+[.)])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ADDRESS = str.maketrans({char: f"%{ord(char):02X}" for char in "<>()[]\\`*_|"})
_AUTHORS = 12


def render(batch: Batch, page: Page) -> str:
    """A title, the page's head, and a section a paper."""
    words = words_of(page.lang)
    parts = [f"# hub {escaped(batch.command)} · {batch.taken.date().isoformat()}"]
    parts += [escaped(line) for line in head_of(page) if line]
    if not batch.papers:
        parts.append(words.no_papers)
    for ranked in batch.papers:
        parts.extend(part for part in _section(ranked, words, batch.taken.date()) if part)
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """The text with everything that Markdown or HTML would take as its own made plain."""
    return _SPECIAL.sub(_escape, text.translate(_ENTITIES))


def _escape(special: re.Match[str]) -> str:
    return f"{special[0][:-1]}\\{special[0][-1]}"


def _section(ranked: Ranked, words: Words, taken: date) -> Iterator[str]:
    paper = ranked.paper
    number = f"{ranked.number}. " if ranked.number else ""
    yield f"## {number}{escaped(facts.read_title(paper, words))}"
    yield _authors(ranked, words)
    yield " · ".join(escaped(fact) for fact in facts.summary_of(ranked, words, taken=taken))
    abstract = [f"> {escaped(part)}" for part in facts.read_abstract(paper)]
    yield "\n>\n".join(abstract) or f"*{words.no_abstract}*"
    if reasons := facts.because(ranked, words):
        yield f"*{escaped(words.because + ' · '.join(reasons))}*"
    yield f"<{paper.url.translate(_ADDRESS)}>"


def _authors(ranked: Ranked, words: Words) -> str:
    shown, more = facts.credits_of(ranked, _AUTHORS)
    names = [
        f"**{credit.sign} {escaped(credit.name)}**" if credit.sign else escaped(credit.name)
        for credit in shown
    ]
    if more:
        names.append(escaped(words.more.format(more)))
    return ", ".join(names) or words.no_authors
