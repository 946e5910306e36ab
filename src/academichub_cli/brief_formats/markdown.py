"""Markdown (CommonMark) for notes and mails; nothing a paper holds becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub_cli.brief_formats._page import Page
from academichub_cli.brief_formats._words import Words, facts, is_quote, sections
from academichub_cli.domain.brief import Bridge, Brief, Claim, Reference, Theme

SUFFIX = ".md"
MEDIA_TYPE = "text/markdown"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")
# What would begin a list or a line, and what some dialects take for a link by itself.
_AT_START = re.compile(r"^(?:(\d+)([.)])|()([-+=]))")
_BARE_LINK = re.compile(r"(://|\bwww\.|@)", re.IGNORECASE)


def render(brief: Brief, page: Page) -> str:
    """The brief with a heading for each of its parts."""
    words = Words(page.lang)
    return "\n\n".join(_parts(brief, words, page.title)) + "\n"


def escaped(text: str) -> str:
    """The text with everything that Markdown or HTML would take as its own made plain."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    plain = _AT_START.sub(r"\1\3\\\2\4", plain)
    return _BARE_LINK.sub(lambda link: re.sub(r"([:.@])", r"\\\1", link.group()), plain)


def _parts(brief: Brief, words: Words, title: str) -> Iterator[str]:
    yield f"# {escaped(title) or words['brief']}"
    yield escaped(words.head(brief, title))
    yield from _themes(brief, words, title)
    if brief.bridges:
        yield f"## {words['bridges']}"
    for bridge in brief.bridges:
        yield from _bridge(bridge, brief, words)
    for name, claims in sections(brief):
        yield f"## {words[name]}"
        yield _bullets(_claim(claim, brief) for claim in claims)
    if brief.rising:
        yield f"## {words['rising']}"
        yield _bullets(f"**{escaped(r.term)}**: {escaped(words.rise(r))}" for r in brief.rising)
    if brief.notes:
        yield f"## {words['notes']}"
        yield _bullets(escaped(words.note(note)) for note in brief.notes)
    if brief.references:
        yield f"## {words['references']}"
        yield "\n".join(_reference(line, words) for line in brief.references)
    if footer := " ".join(words.footer(brief)):
        yield f"_{escaped(footer)}_"


def _heading(theme: Theme, words: Words) -> str:
    return f"### {escaped(theme.title)} · {escaped(words.theme(theme))}"


def _themes(brief: Brief, words: Words, title: str) -> Iterator[str]:
    """What the themes say, each under its heading where the brief has no title of its own."""
    if brief.themes and not title:
        yield f"## {words['themes']}"
    for theme in brief.themes:
        if not title:
            yield _heading(theme, words)
        yield _bullets(_claim(claim, brief) for claim in theme.claims)


def _bridge(bridge: Bridge, brief: Brief, words: Words) -> Iterator[str]:
    terms = escaped(" · ".join(bridge.terms))
    yield f"### {terms} · {escaped(words.bridge(bridge))}"
    yield _bullets(_claim(claim, brief) for claim in bridge.claims)


def _claim(claim: Claim, brief: Brief) -> str:
    papers = dict.fromkeys(citation.paper for citation in claim.citations)
    numbers = (brief.number_of(paper) for paper in papers)
    links = (
        f"[\\[{number}\\]](<{brief.references[number - 1].url}>)" for number in numbers if number
    )
    if is_quote(claim):
        return " ".join([escaped(f"“{claim.text}”"), *links])
    quotes = "\n  >\n".join(f"  > “{escaped(each.quote)}”" for each in claim.citations)
    return " ".join([escaped(claim.text), *links]) + f"\n{quotes}"


def _bullets(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _reference(line: Reference, words: Words) -> str:
    told = words.ended(words.authors(line)) + words.ended(line.title)
    link = f"[{escaped(str(line.identifier))}](<{line.url}>)"
    others = [escaped(fact) for fact in facts(line) if not fact.startswith(str(line.identifier))]
    return f"{line.number}. {escaped(told)} {' · '.join([link, *others])}"
