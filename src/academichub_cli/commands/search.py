"""`hub search`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _options, _reading
from academichub_cli.commands._fetching import last_harvest, state_now
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.errors import UsageError
from academichub_cli.library import MOST_WEIGHED, Found

_LONGEST_SHOWN = 60
_OPERATORS = {"OR", "NOT"}


def run(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help='Words; "a phrase", OR, NOT, title:x.')
    ],
    *,
    format_name: _options.Format = None,
    json: _options.Json = False,
    limit: _options.Limit = None,
    source: _options.Source = None,
    category: _options.Category = None,
) -> int:
    """Search titles, abstracts and authors of the local library; nothing is fetched."""
    session = Session()
    output = _options.output(
        name=format_name,
        json=json,
        limit=limit,
        default_limit=session.settings.reading_cards,
        is_terminal=session.terminal.is_terminal,
    )
    batch = found(session, " ".join(query), output.limit, source=source, category=category)
    _reading.record(session, batch.papers, as_shown=False)
    said = _said(session, batch, " ".join(query))
    _reading.write(session, batch, output, head=[said])
    if output.format != "cards":
        session.terminal.say(said)
    return 0


def found(
    session: Session, query: str, limit: int, *, source: str | None, category: str | None
) -> Batch:
    """The best matches of a query, with the marks they have."""
    words = [word for word in query.split() if word not in _OPERATORS]
    if not any(char.isalnum() for char in "".join(words)):
        raise UsageError("there is no word to search for", hint="hub search diffusion models")
    is_wanted = _options.wanted(source=source, category=category)
    with session.library.reading():
        matches = session.library.search.find(query, limit=max(limit, MOST_WEIGHED))
        is_filtered = source is not None or category is not None
        papers = _ranked(session, matches if is_filtered else matches[:limit])
    chosen = [ranked for ranked in papers if is_wanted(ranked.paper)]
    return Batch(
        command="search",
        taken=session.now,
        papers=_reading.numbered(chosen[:limit]),
        state=state_now(session),
        pool=len(chosen) if is_filtered else len(matches),
    )


def _ranked(session: Session, matches: list[Found]) -> list[Ranked]:
    marks = session.library.marks.all()
    papers = session.library.papers.by_keys([match.key for match in matches])
    return [
        Ranked(paper=paper, score=match.score, marks=marks.get(paper.id, frozenset()))
        for match, paper in zip(matches, papers, strict=True)
    ]


def _said(session: Session, batch: Batch, query: str) -> str:
    last = last_harvest(session)
    read = f", last fetched {age(last.at, session.now)}" if last else ""
    shown = query if len(query) <= _LONGEST_SHOWN else f"{query[:_LONGEST_SHOWN]}…"
    return f"{_matches(batch)} for {shown!r} in the library{read}"


def _matches(batch: Batch) -> str:
    if not batch.papers:
        return "nothing"
    more = " or more" if batch.pool >= MOST_WEIGHED else ""
    of = f"{len(batch.papers)} of " if len(batch.papers) < batch.pool else ""
    return f"{of}{counted(batch.pool, 'match', 'matches')}{more}"
