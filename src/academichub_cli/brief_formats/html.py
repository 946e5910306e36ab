"""One self-contained page, light and dark, printable; it loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from academichub_cli.brief_formats._page import Page
from academichub_cli.brief_formats._words import Words, facts, is_quote, sections
from academichub_cli.domain.brief import Bridge, Brief, Citation, Claim, Reference
from academichub_cli.domain.claims import shared_words
from academichub_cli.domain.mathtext import unicode_math

SUFFIX = ".html"
MEDIA_TYPE = "text/html"

_STYLE = """\
:root { color-scheme: light dark; --dim: #667; --line: #ccd; --mark: #fe9; }
@media (prefers-color-scheme: dark) { :root { --dim: #99a; --line: #445; --mark: #653; } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
h2 { font-size: 1.1rem; border-top: 1px solid var(--line); margin: 2rem 0 0; padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; break-after: avoid; }
p, blockquote, li { margin: .45rem 0; overflow-wrap: anywhere; break-inside: avoid; }
blockquote { padding-left: .9rem; border-left: 3px solid var(--line); }
.dim { color: var(--dim); font-size: .9rem; font-weight: normal; }
a { color: inherit; } :target { background: var(--mark); }
details { margin: .45rem 0; } summary { cursor: pointer; }
mark { background: var(--mark); color: inherit; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem; }
@media print { body { margin: 0; max-width: none; }
  details::details-content { content-visibility: visible; } }
"""


def render(brief: Brief, page: Page) -> str:
    """The brief as a page in the page's language."""
    words = Words(page.lang)
    title = _shown(page.title) or escape(words["brief"])
    body = "".join(f"{part}\n" for part in _parts(brief, words, page.title))
    return (
        f'<!doctype html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
        " form-action 'none'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )


def _parts(brief: Brief, words: Words, title: str) -> Iterator[str]:
    yield f"<p>{_shown(words.head(brief, title))}</p>"
    yield from _themes(brief, words, title)
    if brief.bridges:
        yield f"<h2>{escape(words['bridges'])}</h2>"
    for bridge in brief.bridges:
        yield from _bridge(bridge, brief, words)
    for name, claims in sections(brief):
        yield f"<h2>{escape(words[name])}</h2>"
        yield from (_claim(claim, brief) for claim in claims)
    if brief.rising:
        yield f"<h2>{escape(words['rising'])}</h2>"
        terms = (f"<b>{_shown(r.term)}</b>: {escape(words.rise(r))}" for r in brief.rising)
        yield _list("ul", terms)
    if brief.notes:
        yield f"<h2>{escape(words['notes'])}</h2>"
        yield _list("ul", (_shown(words.note(note)) for note in brief.notes))
    if brief.references:
        yield f"<h2>{escape(words['references'])}</h2>"
        yield "<ol>"
        yield from (_reference(line, words) for line in brief.references)
        yield "</ol>"
    if footer := " ".join(words.footer(brief)):
        yield f'<footer class="dim">{_shown(footer)}</footer>'


def _themes(brief: Brief, words: Words, title: str) -> Iterator[str]:
    """What the themes say, each under its heading where the brief has no title of its own."""
    if brief.themes and not title:
        yield f"<h2>{escape(words['themes'])}</h2>"
    for theme in brief.themes:
        if not title:
            yield _heading(theme.title, words.theme(theme))
        yield from (_claim(claim, brief) for claim in theme.claims)


def _bridge(bridge: Bridge, brief: Brief, words: Words) -> Iterator[str]:
    yield _heading(" · ".join(bridge.terms), words.bridge(bridge))
    yield from (_claim(claim, brief) for claim in bridge.claims)


def _heading(title: str, told: str) -> str:
    return f'<h3>{_shown(title)} <span class="dim">{escape(told)}</span></h3>'


def _claim(claim: Claim, brief: Brief) -> str:
    papers = dict.fromkeys(citation.paper for citation in claim.citations)
    numbers = (brief.number_of(paper) for paper in papers)
    links = "".join(f' <a href="#ref-{number}">[{number}]</a>' for number in numbers if number)
    if is_quote(claim):
        return f'<blockquote dir="auto">{_shown(claim.text)}{links}</blockquote>'
    quotes = "".join(_quote(claim, citation, brief) for citation in claim.citations)
    return f'<details><summary dir="auto">{_shown(claim.text)}{links}</summary>{quotes}</details>'


def _quote(claim: Claim, citation: Citation, brief: Brief) -> str:
    """A claim's quote, the words that the claim has too marked."""
    quote = unicode_math(citation.quote)
    pieces, end = [], 0
    for start, stop in shared_words(claim.text, quote):
        pieces += [escape(quote[end:start]), f"<mark>{escape(quote[start:stop])}</mark>"]
        end = stop
    text = "".join([*pieces, escape(quote[end:])])
    number = brief.number_of(citation.paper)
    return f'<blockquote dir="auto">“{text}” [{number}]</blockquote>'


def _reference(line: Reference, words: Words) -> str:
    link = f'<a href="{escape(line.url)}" rel="noreferrer">{_shown(line.title)}</a>'
    authors = escape(words.ended(words.authors(line)))
    told = escape(" · ".join(facts(line)))
    return (
        f'<li id="ref-{line.number}" value="{line.number}">'
        f'{authors}{link}<br><span class="dim">{told}</span></li>'
    )


def _list(tag: str, lines: Iterable[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{line}</li>" for line in lines) + f"</{tag}>"


def _shown(text: str) -> str:
    return escape(unicode_math(text))
