"""One self-contained page, light and dark, printable; it loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import date
from html import escape

from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.formats import _facts as facts
from academichub_cli.formats._head import head_of
from academichub_cli.formats._page import Page
from academichub_cli.formats._words import Words, words_of

SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_AUTHORS = 20
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1f; --quiet: #5c5f6a; --line: #d9dae0;
  --accent: #8b1a8b; --paper: #fdfdfc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6ea; --quiet: #a0a3af; --line: #3a3b44;
  --accent: #e58ae5; --paper: #16161a; } }
body { font: 1rem/1.55 Charter, "Iowan Old Style", Georgia, serif; color: var(--ink);
  background: var(--paper); max-width: 42rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; line-height: 1.35; margin: .35rem 0; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover, h2 a:focus { text-decoration: underline; }
article { border-top: 1px solid var(--line); margin-top: 1.75rem; padding-top: .75rem;
  break-inside: avoid; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: .875rem; font-family: system-ui, sans-serif; }
.number, strong { color: var(--accent); }
@media print { body { max-width: none; margin: 0; color: #000; background: #fff; }
  a[href]::after { content: " (" attr(href) ")"; font-size: .75rem; font-weight: normal; } }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def render(batch: Batch, page: Page) -> str:
    """The batch as a page in the page's language."""
    words = words_of(page.lang)
    title = escape(f"hub {batch.command} · {batch.taken.date().isoformat()}")
    head = "".join(f'<p class="quiet" dir="auto">{escape(line)}</p>\n' for line in head_of(page))
    taken = batch.taken.date()
    body = "".join(_article(ranked, words, taken) for ranked in batch.papers)
    return (
        f'<!doctype html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{title}</h1>\n{head}</header>\n<main>\n"
        f"{body or _quiet(words.no_papers)}</main>\n</body>\n</html>\n"
    )


def _article(ranked: Ranked, words: Words, taken: date) -> str:
    return f"<article>\n{''.join(_parts(ranked, words, taken))}</article>\n"


def _parts(ranked: Ranked, words: Words, taken: date) -> Iterator[str]:
    paper = ranked.paper
    number = f'<span class="number">{ranked.number}</span> · ' if ranked.number else ""
    summary = " · ".join(facts.summary_of(ranked, words, taken=taken))
    yield f'<p class="quiet">{number}{escape(summary)}</p>\n'
    title = escape(facts.read_title(paper, words, bound=True))
    yield f'<h2 dir="auto"><a href="{escape(paper.url)}">{title}</a></h2>\n'
    yield f'<p dir="auto">{_authors(ranked, words)}</p>\n'
    abstract = facts.read_abstract(paper, bound=True)
    yield "".join(f'<p dir="auto">{escape(part)}</p>\n' for part in abstract) or _quiet(
        words.no_abstract
    )
    if reasons := facts.because(ranked, words):
        yield _quiet(words.because + " · ".join(reasons))


def _quiet(text: str) -> str:
    return f'<p class="quiet" dir="auto">{escape(text)}</p>\n'


def _authors(ranked: Ranked, words: Words) -> str:
    shown, more = facts.credits_of(ranked, _AUTHORS)
    names = [_name(credit) for credit in shown]
    if more:
        names.append(escape(words.more.format(more)))
    return ", ".join(names) or escape(words.no_authors)


def _name(credit: facts.Credit) -> str:
    name = f"<bdi>{escape(credit.name)}</bdi>"
    return f"<strong>{credit.sign}\xa0{name}</strong>" if credit.sign else name
