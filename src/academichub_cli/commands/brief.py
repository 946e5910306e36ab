"""`hub brief`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from academichub_cli import brief_formats, briefs
from academichub_cli.brief_formats import Page
from academichub_cli.commands import _fetching, _options
from academichub_cli.commands._reading import save
from academichub_cli.commands._session import Session
from academichub_cli.config import LANGUAGES
from academichub_cli.domain.brief import Brief, Note, NoteKind
from academichub_cli.domain.clean import clean
from academichub_cli.domain.file_names import safe_file_name
from academichub_cli.domain.periods import parse_since
from academichub_cli.errors import UsageError
from academichub_cli.today import days_of

_BEFORE = timedelta(weeks=4)  # what a period is held against to see what is rising
_FILE_WIDTH = 80


def complete_format(incomplete: str) -> list[str]:
    """The names of a brief's formats."""
    return [name for name in brief_formats.names() if name.startswith(incomplete)]


def run(
    *,
    since: Annotated[str, typer.Option("--since", help="7d, 2w, 1m or a day.")] = "7d",
    topic: Annotated[
        str | None, typer.Option("--topic", help="Only papers that have these words.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the headings: en or zh.")
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="How to write it.",
            autocompletion=complete_format,
        ),
    ] = None,
    json: _options.Json = False,
    out: _options.Out = None,
    source: _options.Source = None,
    category: _options.Category = None,
) -> int:
    """Write a brief of a period: themes, bridges and what is rising, in verbatim quotes, cited."""
    session = Session()
    period = parse_since(since, now=session.now)
    by_file = brief_formats.for_file(out) if out and not json else None
    name = _format(
        by_file if format_name is None else format_name,
        json=json,
        is_terminal=session.terminal.is_terminal and not out,
    )
    language = _language(lang, session)
    if topic is not None and not any(char.isalnum() for char in topic):
        raise UsageError("--topic has no word in it", hint="name what the brief is to be about")
    session.needs_a_radar()
    freshness = _fetching.refresh(session)
    wanted = _options.wanted(source=source, category=category)
    with session.library.reading():
        papers = session.reader.period(period, wanted)
        first, _ = days_of(period)
        before = session.reader.between(first - _BEFORE, first - timedelta(days=1), wanted)
    written = briefs.brief(
        papers,
        [ranked.paper for ranked in before],
        period=period,
        topic=clean(topic) if topic else None,
        lang=language,
        now=session.now,
    )
    # A brief is kept and read without what was said beside it, so it says itself what it lacks.
    lacks = [Note(kind=NoteKind.INCOMPLETE, word=each.message) for each in freshness.failures]
    written = replace(written, notes=(*lacks, *written.notes))
    _write(session, written, name, out, language)
    _fetching.tell(session, freshness)
    return freshness.exit_code


def _format(name: str | None, *, json: bool, is_terminal: bool) -> str:
    if json and name not in {None, "json"}:
        raise UsageError("--json and --format contradict each other", hint="use one of them")
    by_default = "cards" if is_terminal else "markdown"
    chosen = "json" if json else by_default if name is None else name
    brief_formats.find(chosen)
    return chosen


def _language(lang: str | None, session: Session) -> str:
    if lang is None:
        return session.language
    if lang not in LANGUAGES:
        raise UsageError(
            f"no headings in {clean(lang)[:20]!r}", hint=f"known: {', '.join(LANGUAGES)}"
        )
    return lang


def _write(session: Session, written: Brief, name: str, out: str | None, language: str) -> None:
    terminal = session.terminal
    if out is not None:
        page = Page(width=_FILE_WIDTH, links=False, lang=language)
        chosen = brief_formats.find(name)
        called = safe_file_name(f"hub brief {session.now.date()}", chosen.SUFFIX)
        save(session, chosen.render(written, page), out, name=called)
        return
    page = Page(width=terminal.width, links=terminal.is_dressed, lang=language)
    if name == "cards":
        renderables = brief_formats.find_drawn().draw(written, page)
        terminal.draw(renderables, paged=session.settings.reading_pager)
    else:
        terminal.write(brief_formats.find(name).render(written, page))
