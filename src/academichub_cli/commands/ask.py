"""`hub ask`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli import brief_formats, briefs
from academichub_cli.brief_formats import Page
from academichub_cli.commands import _brief_options, _options, _writing
from academichub_cli.commands._session import Session
from academichub_cli.domain.brief import Brief
from academichub_cli.domain.clean import clean
from academichub_cli.domain.paper import Paper
from academichub_cli.errors import UsageError

_MOST_FOUND = 200
_LONGEST = 500


def run(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="What to ask.")],
    *,
    format_name: _brief_options.Format = None,
    json: _options.Json = False,
    no_llm: _brief_options.NoLlm = False,
    fresh: _brief_options.Fresh = False,
    max_cost: _brief_options.MaxCost = None,
    verify: _brief_options.Verify = "code",
) -> int:
    """Answer a question from the library, every sentence cited; by the model or in quotes."""
    session = Session()
    name = _brief_options.format_of(
        format_name, json=json, is_terminal=session.terminal.is_terminal
    )
    asked = clean(" ".join(question))[:_LONGEST]
    is_foreign = briefs.is_in_other_letters(asked)
    if not briefs.search_words(asked) and not is_foreign:
        raise UsageError("there is nothing to search for in it", hint="name what you want to know")
    wanted = _writing.wanted(fresh=fresh, max_cost=max_cost, verify=verify)
    choice = _writing.model_of(session, no_llm=no_llm)
    papers = briefs.fitting(asked, _found(session, asked))
    plain = briefs.answer(asked, papers, now=session.now, lang=session.language)
    outcome = _writing.Outcome(plain)
    if choice is not None and plain.themes:
        digest = _writing.digest_of(papers, "ask", asked, choice.model, plain.lang)
        writing = _writing.Writing(session, choice, wanted, digest=digest)
        outcome = writing.finish(plain, papers, task=briefs.QUESTION)
    _show(session, outcome.brief, name, question=asked)
    if not outcome.brief.themes:
        session.terminal.say("nothing in the library answers this")
        if is_foreign:
            session.terminal.say("ask with English terms: its papers are written in English")
    if outcome.message:
        session.terminal.warn(outcome.message, outcome.hint)
    return outcome.exit_code


def _found(session: Session, question: str) -> list[Paper]:
    """The papers that have any of the question's words, the best matches first."""
    words = briefs.search_words(question)
    if not words:
        return []
    query = " OR ".join(f"{word}*" for word in words)
    with session.library.reading():
        keys = [found.key for found in session.library.search.find(query, limit=_MOST_FOUND)]
        return session.library.papers.by_keys(keys)


def _show(session: Session, answer: Brief, name: str, *, question: str) -> None:
    if not answer.themes and name != "json":
        return
    terminal = session.terminal
    page = Page(
        width=terminal.width, links=terminal.is_dressed, lang=session.language, title=question
    )
    if name == "cards":
        renderables = brief_formats.find_drawn().draw(answer, page)
        terminal.draw(renderables, paged=session.settings.reading_pager)
    else:
        terminal.write(brief_formats.find(name).render(answer, page))
