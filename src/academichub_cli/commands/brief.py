"""`hub brief`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

import typer

from academichub_cli import brief_formats, briefs, files
from academichub_cli.brief_formats import Page
from academichub_cli.commands import (
    _brief_options,
    _fetching,
    _options,
    _past_briefs,
    _writing,
)
from academichub_cli.commands._browser import show_in_browser
from academichub_cli.commands._estimate import Estimate, said
from academichub_cli.commands._reading import save
from academichub_cli.commands._session import Session
from academichub_cli.domain.brief import Brief, Note, NoteKind
from academichub_cli.domain.clean import clean
from academichub_cli.domain.file_names import safe_file_name
from academichub_cli.domain.paper import Paper
from academichub_cli.domain.periods import Period, parse_since
from academichub_cli.domain.ranked import Ranked
from academichub_cli.errors import UsageError
from academichub_cli.today import days_of

_BEFORE = timedelta(weeks=4)  # what a period is held against to see what is rising
_FILE_WIDTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a brief goes, and in which format."""

    name: str
    out: str | None
    is_opened: bool = False


def run(
    *,
    since: Annotated[
        str, typer.Option("--since", metavar="WHEN", help="7d, 2w, 1m or a day.")
    ] = "7d",
    topic: Annotated[
        str | None,
        typer.Option("--topic", metavar="WORDS", help="Only papers that have these words."),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="NAME", help="Language: en or zh; with a model, many for its prose."
        ),
    ] = None,
    format_name: _brief_options.Format = None,
    json: _options.Json = False,
    out: _options.Out = None,
    source: _options.Source = None,
    category: _options.Category = None,
    no_llm: _brief_options.NoLlm = False,
    fresh: _brief_options.Fresh = False,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Tell what asking the model would cost; ask nothing.")
    ] = False,
    max_cost: _brief_options.MaxCost = None,
    verify: _brief_options.Verify = "code",
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    list_past: Annotated[bool, typer.Option("--list", help="The briefs written before.")] = False,
    again: Annotated[
        str | None, typer.Option("--again", metavar="N", help="Show a brief of that list.")
    ] = None,
) -> int:
    """Write a brief of a period: themes, bridges and what is rising, every claim cited."""
    session = Session()
    period = parse_since(since, now=session.now)
    by_file = brief_formats.for_file(out) if out and not json else None
    name = _brief_options.format_of(
        by_file if format_name is None else format_name,
        json=json,
        is_terminal=session.terminal.is_terminal and not out,
    )
    wanted = _writing.wanted(fresh=fresh, max_cost=max_cost, verify=verify)
    if list_past:
        _tell(session, _past_briefs.listed(session, as_json=name == "json"), name)
        return 0
    place = Place(name=name, out=out, is_opened=open_it)
    if again is not None:
        past = _past_briefs.found(session, again)
        asked = lang and _brief_options.language_of(lang, session, is_written=True)
        _write(session, past, place, _brief_options.headings(asked or past.lang, session))
        return 0
    choice = _writing.model_of(session, no_llm=no_llm)
    language = _brief_options.language_of(lang, session, is_written=choice is not None)
    if topic is not None and not any(char.isalnum() for char in topic):
        raise UsageError("--topic has no word in it", hint="name what the brief is to be about")
    session.needs_a_radar()
    freshness = _fetching.refresh(session)
    papers, before = _read(session, period, _options.wanted(source=source, category=category))
    others = _neighbours(session, period, papers)
    known = [*(ranked.paper for ranked in papers), *others]
    about = clean(topic) if topic else None
    writing = choice and _writing.Writing(
        session,
        choice,
        wanted,
        is_asked=bool(papers) and not estimate,
        digest=_writing.digest_of([*known, *before], about, language, choice.model, period.days),
    )
    plain = briefs.brief(
        papers,
        before,
        period=period,
        topic=about,
        lang=language,
        now=session.now,
        neighbours=others,
    )
    # A brief is kept and read without what was said beside it, so it says itself what it lacks.
    lacks = [Note(kind=NoteKind.INCOMPLETE, word=each.message) for each in freshness.failures]
    plain = replace(plain, notes=(*lacks, *plain.notes))
    if estimate:
        expected = writing.estimate(plain, known) if writing else Estimate()
        _tell(session, said(expected, as_json=name == "json"), name)
        return 0
    outcome = writing.finish(plain, known) if writing else _writing.Outcome(plain)
    _write(session, outcome.brief, place, _brief_options.headings(language, session))
    _past_briefs.keep(session, outcome.brief)
    _fetching.tell(session, freshness)
    if outcome.message:
        session.terminal.warn(outcome.message, outcome.hint)
    return outcome.exit_code or freshness.exit_code


def _read(
    session: Session, period: Period, wanted: Callable[[Paper], bool]
) -> tuple[list[Ranked], list[Paper]]:
    """The papers of the period, and of the weeks before it."""
    with session.library.reading():
        papers = session.reader.period(period, wanted)
        first, _ = days_of(period)
        earlier = session.reader.by_follows
        before = earlier.between(first - _BEFORE, first - timedelta(days=1), wanted)
    return papers, [ranked.paper for ranked in before]


def _neighbours(session: Session, period: Period, papers: list[Ranked]) -> list[Paper]:
    """Where all papers are of one field, the library's others of the period."""
    if len({ranked.paper.field for ranked in papers if ranked.paper.field}) != 1:
        return []
    first, last = days_of(period)
    return session.library.papers.between(first, last)


def _write(session: Session, written: Brief, place: Place, language: str) -> None:
    terminal = session.terminal
    if place.is_opened:
        _show(session, written, language)
        return
    if place.out is not None:
        page = Page(width=_FILE_WIDTH, links=False, lang=language)
        chosen = brief_formats.find(place.name)
        called = safe_file_name(f"hub brief {session.now.date()}", chosen.SUFFIX)
        save(session, chosen.render(written, page), place.out, name=called)
        return
    page = Page(width=terminal.width, links=terminal.is_dressed, lang=language)
    if place.name == "cards":
        renderables = brief_formats.find_drawn().draw(written, page)
        terminal.draw(renderables, paged=session.settings.reading_pager)
    else:
        terminal.write(brief_formats.find(place.name).render(written, page))


def _show(session: Session, written: Brief, language: str) -> None:
    """The brief as a page in the browser; the page lies in the cache folder."""
    folder = session.paths.cache_dir / "pages"
    files.make_folder(folder)
    path = folder / safe_file_name(f"hub brief {session.now:%Y-%m-%d}", ".html")
    text = brief_formats.find("html").render(written, Page(lang=language))
    files.write_text(path, text, keep_backup=False)
    show_in_browser(session, path.as_uri())


def _tell(session: Session, text: str, name: str) -> None:
    if name == "json":
        session.terminal.write(text)
    else:
        session.terminal.tell(text.splitlines())
