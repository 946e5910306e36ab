"""`hub search`."""

from __future__ import annotations

from typing import Annotated

import typer

from academichub_cli.commands import _options, _reading
from academichub_cli.commands._fetching import last_harvest
from academichub_cli.commands._session import Session
from academichub_cli.commands._words import age, counted
from academichub_cli.domain.ranked import Batch, Ranked
from academichub_cli.errors import UsageError
from academichub_cli.library import Found

_CANDIDATES = 5
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
    # Filters are applied to what is found, so more is looked for where there are any.
    most = limit * _CANDIDATES if source or category else limit
    with session.library.reading():
        matches = session.library.search.find(query, limit=most)
        papers = _ranked(session, matches)
    chosen = [ranked for ranked in papers if is_wanted(ranked.paper)][:limit]
    return Batch(
        command="search",
        taken=session.now,
        papers=_reading.numbered(chosen),
        state="fresh",
        pool=len(chosen),
    )


def _ranked(session: Session, matches: list[Found]) -> list[Ranked]:
    marks = session.library.marks.all()
    papers = session.library.papers.by_keys([match.key for match in matches])
    return [
        Ranked(paper=paper, score=match.score, marks=marks.get(paper.id, frozenset()))
        for match, paper in zip(matches, papers, strict=True)
    ]


def _said(session: Session, batch: Batch, query: str) -> str:
    count = counted(session.library.papers.count(), "paper")
    last = last_harvest(session)
    read = f", last fetched {age(last.at, session.now)}" if last else ""
    many = "nothing" if not batch.papers else counted(len(batch.papers), "match", "matches")
    return f"{many} for {query!r} in the library of {count}{read}"
